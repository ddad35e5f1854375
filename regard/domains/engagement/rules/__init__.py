"""The rules of engagement: plain functions, without a database or a clock."""

from .contributions import Asked as Asked
from .contributions import reason_against_answer as reason_against_answer
from .contributions import reason_not_to_enter as reason_not_to_enter
from .contributions import reason_not_to_take as reason_not_to_take
from .contributions import reasons_against_answers as reasons_against_answers
from .receipts import receipt_number as receipt_number
