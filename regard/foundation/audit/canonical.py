"""How things are written down so that the same is always the same bytes."""

import json
from collections.abc import Mapping
from datetime import UTC

from .models import Entry


def canonical(told: Mapping[str, object]) -> bytes:
    """
    Return JSON in one line of UTF-8, keys in order, without spaces.

    Whole numbers are written as such, and others as the shortest that reads back the same.

    :raises ValueError: if a number is not finite.
    """
    return json.dumps(
        told, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def entry_bytes(entry: Entry) -> bytes:
    """
    Return what an entry's leaf in the tree is made of.

    As `docs/guides/proving-it.md` tells outsiders: to change it is to break every proof.
    """
    return canonical(
        {
            "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "by": entry.by,
            "detail": entry.detail,
            "event": entry.event,
            "id": entry.pk,
            "subject": entry.subject,
        }
    )
