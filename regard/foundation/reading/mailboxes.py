"""The emails in an MBOX, RFC 4155, one at a time."""

import mailbox
from collections.abc import Iterator
from pathlib import Path

from .found import CannotRead

MOST_EMAILS = 2_000


def list_emails(path: Path) -> Iterator[bytes]:
    """
    Yield each email in a mailbox as it came.

    :raises CannotRead: if there is none, or there are more than we take.
    """
    with path.open("rb") as file:
        if file.read(5) != b"From ":
            raise CannotRead("It is no MBOX: it does not begin with an email. Export it anew.")
    box = mailbox.mbox(path, create=False)
    try:
        keys = box.keys()
        if len(keys) > MOST_EMAILS:
            raise CannotRead(f"It holds {len(keys):,} emails, and we can take {MOST_EMAILS:,}.")
        for key in keys:
            yield box.get_bytes(key)
    finally:
        box.close()
