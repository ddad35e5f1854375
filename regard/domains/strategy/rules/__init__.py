"""The rules of strategies, as plain functions: no database, no clock, no Django."""

from .outcomes import hints_on as hints_on
from .outcomes import problems_with as problems_with
from .passages import next_ref as next_ref
from .passages import reason_not_to_name as reason_not_to_name
from .passages import sort_key as sort_key
from .publishing import Blocked as Blocked
from .publishing import Blocker as Blocker
from .publishing import list_blockers as list_blockers
from .replies import Content as Content
from .replies import Frame as Frame
from .replies import Part as Part
from .replies import choose_channel as choose_channel
from .replies import compose as compose
from .replies import read_content as read_content
from .words import LINK as LINK
from .words import email_body as email_body
from .words import email_subject as email_subject
from .words import long_date as long_date
from .words import others_words as others_words
from .words import said_by as said_by
from .words import sentence as sentence
