"""What comes back marks the message, and the contact that it went to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.register import actions as register
from regard.foundation.mail import queries as mail
from regard.foundation.mail.bounces import read_bounce
from regard.foundation.mail.returned import mark_returned

if TYPE_CHECKING:
    from datetime import datetime

    from regard.foundation.mail.models import Message

BY = "email"


@transaction.atomic
def receive_bounce(*, content: bytes, at: datetime) -> Message | None:
    """
    Mark the message that a notice says did not arrive, and whom the register reaches by it.

    The latter only where it is the address that does not work. Nothing is kept of the notice but
    what the other server said.

    :return: the message; None if it is no such notice, or of no message of ours that went.
    """
    bounce = read_bounce(content)
    message = mark_returned(bounce=bounce, by=BY, at=at) if bounce else None
    if message is not None and mail.is_of_the_address(message):
        register.fail_address(address=message.to, why=message.problem, by=BY, at=at)
    return message
