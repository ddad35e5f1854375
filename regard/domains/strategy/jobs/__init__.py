"""Work of strategy in the background."""

from .publishing import publish as publish
from .publishing import send_replies as send_replies
