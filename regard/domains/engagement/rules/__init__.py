"""The rules of engagement: plain functions, without a database or a clock."""

from .asked import Asked as Asked
from .audience import audience_in_words as audience_in_words
from .audience import criteria_from as criteria_from
from .audience import kept_criteria as kept_criteria
from .branching import condition_in_words as condition_in_words
from .branching import list_asked_of as list_asked_of
from .branching import split_answers as split_answers
from .contributions import read_answers as read_answers
from .contributions import reason_against_answer as reason_against_answer
from .contributions import reason_not_to_enter as reason_not_to_enter
from .contributions import reason_not_to_take as reason_not_to_take
from .contributions import reasons_against_answers as reasons_against_answers
from .exercises import MOST_QUESTIONS as MOST_QUESTIONS
from .exercises import SUGGESTED_QUESTIONS as SUGGESTED_QUESTIONS
from .exercises import reason_not_to_close as reason_not_to_close
from .exercises import reasons_not_to_open as reasons_not_to_open
from .exercises import reasons_not_to_plan as reasons_not_to_plan
from .exercises import slug_of as slug_of
from .invitations import LINK_DAYS as LINK_DAYS
from .invitations import reason_not_to_invite as reason_not_to_invite
from .letters import invitation_email as invitation_email
from .letters import reminder_email as reminder_email
from .questions import Wording as Wording
from .questions import reasons_against_wording as reasons_against_wording
from .receipts import receipt_number as receipt_number
