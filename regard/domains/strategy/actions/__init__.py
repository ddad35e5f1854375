"""Change strategy. Each action is one transaction and one entry in the ledger."""

from .drafts import CannotWrite as CannotWrite
from .drafts import create_strategy as create_strategy
from .drafts import edit_strategy as edit_strategy
from .outcomes import CannotDecide as CannotDecide
from .outcomes import decide_outcome as decide_outcome
from .outcomes import decide_points as decide_points
from .passages import CannotRemove as CannotRemove
from .passages import move_passage as move_passage
from .passages import remove_passage as remove_passage
from .passages import write_passage as write_passage
from .publishing import CannotPublish as CannotPublish
from .publishing import publish_strategy as publish_strategy
from .publishing import start_publishing as start_publishing
from .replies import CannotSend as CannotSend
from .replies import mark_letters_posted as mark_letters_posted
from .replies import record_fates as record_fates
from .replies import record_read as record_read
from .replies import record_verdict as record_verdict
from .replies import send_again as send_again
from .replies import write_messages as write_messages
