"""How the sealed ledger is shown."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.foundation.design.words import plural_words, time_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regard.foundation.audit.models import Key, Seal

USUAL = timedelta(minutes=30)
"""After this with nothing sealed it is said, in case nobody seals."""


@dataclass(frozen=True)
class HeadRow:
    size: int
    root: str
    signed: str
    url: str
    growth_url: str


@dataclass(frozen=True)
class LedgerShown:
    """
    What the page of the ledger says.

    Attributes:
        key: the key in use; empty before the first head.
        former_keys: (key, since when) of each that is not used any more.
        head: the newest signed head, as it is published; empty before the first.
        heads: the newest heads, each with the proof that the ledger only grew since.
    """

    lede: str
    key: str
    key_since: str
    former_keys: list[tuple[str, str]]
    head: str
    heads: list[HeadRow]


def present_ledger(*, seals: Sequence[Seal], keys: Sequence[Key], now: datetime) -> LedgerShown:
    newest = seals[0] if seals else None
    return LedgerShown(
        lede=_lede(newest, now),
        key=keys[0].written if keys else "",
        key_since=time_words(keys[0].since) if keys else "",
        former_keys=[(key.written, time_words(key.since)) for key in keys[1:]],
        head=newest.note if newest else "",
        heads=[_row(seal, newest) for seal in seals] if newest else [],
    )


def _lede(newest: Seal | None, now: datetime) -> str:
    if newest is None:
        return "Nothing has been sealed yet. Entries are sealed within a quarter of an hour."
    sealed = plural_words(newest.size, "entry", "entries")
    ago = "" if now - newest.at < USUAL else " Nothing has been added since."
    return f"{sealed} sealed under one signed head, on {time_words(newest.at)}.{ago}"


def _row(seal: Seal, newest: Seal) -> HeadRow:
    return HeadRow(
        size=seal.size,
        root=base64.b64encode(seal.root).decode(),
        signed=time_words(seal.at),
        url=reverse("strategy:ledger_head", args=[seal.size]),
        growth_url=reverse("strategy:ledger_growth", args=[seal.size, newest.size]),
    )
