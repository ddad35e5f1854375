"""Read the words of documents that arrived."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from regard.domains.engagement.models import Arrival
from regard.domains.engagement.rules.contributions import tidy
from regard.domains.engagement.types import ArrivalState
from regard.foundation.audit import ledger
from regard.foundation.mail.emails import read_email
from regard.foundation.mail.own_words import own_words
from regard.foundation.reading import CannotRead, Found, Kind, kind_of, list_emails, read_apart

from .arriving import keep_email_of

PICTURES = ("jpg", "jpeg", "png", "tif", "tiff", "heic")


def read_arrival(*, arrival_id: int, by: str, at: datetime) -> str:
    """
    Read the words of one arrival, once, and return why that could not be done; empty if it was.

    Takes as long as the document needs, up to a minute; call it from a job. What cannot be read
    waits for a person, who is told why: a picture is typed in.
    """
    arrival = Arrival.objects.select_related("original", "system", "exercise").get(pk=arrival_id)
    if arrival.read_at is not None:
        return ""
    path, name = arrival.original.path, arrival.original.name
    with path.open("rb") as file:
        beginning = file.read(1024)
    try:
        kind = kind_of(name=name, beginning=beginning)
        if kind is Kind.MAILBOX:
            return _split(arrival, by=by, at=at)
        found = _email(path.read_bytes()) if kind is Kind.EMAIL else read_apart(path, kind)
    except CannotRead as refusal:
        is_picture = name.rpartition(".")[2].casefold() in PICTURES
        _write(arrival, Found("", needs_typing=is_picture), note=str(refusal), by=by, at=at)
        return str(refusal)
    _write(arrival, found, note=arrival.note, by=by, at=at)
    return ""


def _email(content: bytes) -> Found:
    """Return the words of an email that came with another: forwarded, so all of them."""
    email = read_email(content)
    return Found(own_words(email.words) or email.words)


@transaction.atomic
def _write(arrival: Arrival, found: Found, *, note: str, by: str, at: datetime) -> None:
    locked = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if locked.read_at is not None:
        return
    words = tidy(found.words)
    shift = len(found.words) - len(found.words.lstrip())
    locked.words = words
    locked.places = [[max(0, start - shift), name] for start, name in found.places]
    locked.needs_typing, locked.note, locked.read_at = found.needs_typing, note, at
    locked.save()
    detail: dict[str, object] = {"characters": len(words), "needs_typing": found.needs_typing}
    ledger.record(event="arrival.read", subject=locked, by=by, at=at, detail=detail)


@transaction.atomic
def _split(arrival: Arrival, *, by: str, at: datetime) -> str:
    """Make each email of a mailbox an arrival of its own. The mailbox is then set aside."""
    kept = [
        keep_email_of(mailbox_arrival=arrival, content=content, by=by, at=at)
        for content in list_emails(arrival.original.path)
    ]
    new = sum(each is not None for each in kept)
    before = f", {len(kept) - new:,} of them here before" if len(kept) > new else ""
    arrival.state, arrival.read_at = ArrivalState.SET_ASIDE, at
    arrival.why = f"It was split into its {len(kept):,} emails{before}."
    arrival.decided_by, arrival.decided_at = by, at
    arrival.save()
    ledger.record(event="arrival.split", subject=arrival, by=by, at=at, detail={"emails": new})
    return ""
