"""Work of strategy in the background."""

from .ledger import seal_ledger as seal_ledger
from .publishing import publish as publish
from .publishing import send_replies as send_replies
