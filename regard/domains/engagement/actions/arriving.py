"""Keep what arrives, as it came, before anybody has read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import Arrival, Exercise
from regard.domains.engagement.queries.mailboxes import Mailbox
from regard.domains.engagement.rules.arrivals import MOST_ATTACHED, forgotten_id, same_words
from regard.domains.engagement.rules.contributions import tidy
from regard.domains.engagement.types import ArrivalState
from regard.foundation.audit import ledger
from regard.foundation.files import actions as files
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail.emails import Email, read_email
from regard.foundation.mail.listening import MOST_BYTES
from regard.foundation.mail.models import Message
from regard.foundation.mail.numbers import ours_among
from regard.foundation.mail.own_words import own_words
from regard.foundation.reading import CannotRead, Kind, kind_of

from .bounces import receive_bounce
from .keeping_emails import keep_at_once

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from regard.domains.register.models import System
    from regard.foundation.jobs.models import Job
    from regard.foundation.mail.emails import Attached

READ = "engagement.read_arrivals"
BY = "email"
"""Who brings what comes by email, for the ledger."""

ACKNOWLEDGES = "engagement.Arrival:"
"""What our acknowledgement of an email is about; the number of the arrival follows."""


@dataclass(frozen=True)
class Brought:
    """
    What came of documents that somebody brought.

    Attributes:
        refused: name and reason of each that was not kept.
        job: reads those that were; None if there is nothing to read.
    """

    arrivals: tuple[Arrival, ...]
    refused: tuple[tuple[str, str], ...]
    job: Job | None


@dataclass(frozen=True)
class _Origin:
    """Where something comes from, and to what it belongs."""

    system: System
    words: str
    by: str
    at: datetime
    exercise: Exercise | None = None
    mailbox: Mailbox | None = None
    part_of: Arrival | None = None
    unread: list[int] = field(default_factory=list)


@transaction.atomic
def receive_email(
    *, mailbox: Mailbox, content: bytes, envelope_sender: str, at: datetime
) -> Arrival | None:
    """
    Keep an email as it came, with its files, and where that is allowed its answer at once.

    :return: None if the same message was kept before.
    """
    receive_bounce(content=content, at=at)
    system = mailbox.exercise.system
    origin = _Origin(system, "an email", BY, at, exercise=mailbox.exercise, mailbox=mailbox)
    email = read_email(content, envelope_sender=envelope_sender)
    arrival = _keep_email(origin, content, email)
    if arrival is None:
        return None
    _start(origin)
    if arrival.state == ArrivalState.WAITING:
        keep_at_once(arrival=arrival, attached=len(email.attached), at=at)
    return arrival


@transaction.atomic
def receive_documents(
    *,
    system: System,
    exercise: Exercise | None,
    uploads: Iterable[UploadedFile],
    by: str,
    at: datetime,
) -> Brought:
    """
    Keep documents that somebody brought; their words are read by a job.

    :param exercise: what they answer; None if that is not yet known.
    """
    origin = _Origin(system, "brought as a document", by, at, exercise=exercise)
    kept, refused = [], []
    for upload in uploads:
        name = upload.name or "document"
        try:
            arrival = _keep_upload(origin, upload, name)
        except CannotRead as refusal:
            refused.append((name, str(refusal)))
        else:
            kept.append(arrival)
    return Brought(tuple(kept), tuple(refused), _start(origin))


def keep_email_of(
    *, mailbox_arrival: Arrival, content: bytes, by: str, at: datetime
) -> Arrival | None:
    """Keep one email of a mailbox that was brought; None if it was kept before."""
    origin = _Origin(
        mailbox_arrival.system,
        "an email of a mailbox",
        by,
        at,
        exercise=mailbox_arrival.exercise,
        part_of=mailbox_arrival,
    )
    arrival = _keep_email(origin, content, read_email(content))
    _start(origin)
    return arrival


def _keep_upload(origin: _Origin, upload: UploadedFile, name: str) -> Arrival:
    """:raises CannotRead: if it is too large, or of no kind that we take."""
    if (upload.size or 0) > MOST_BYTES:
        raise CannotRead(f"It is larger than {MOST_BYTES // 1024**2} MB. Send it in parts.")
    upload.seek(0)
    kind = kind_of(name=name, beginning=upload.read(1024))
    upload.seek(0)
    if kind is Kind.EMAIL:
        content = upload.read()
        arrival = _keep_email(origin, content, read_email(content))
        if arrival is None:
            raise CannotRead("This email has come before: it is in the list.")
        return arrival
    return _keep_file(origin, upload.chunks(), name=name)


def _keep_email(origin: _Origin, content: bytes, email: Email) -> Arrival | None:
    """
    Write down an email and its files; None if it is here already.

    What has the number of another message and other words is another, whatever it says.
    """
    words = tidy(own_words(email.words))
    digest = hashlib.sha256(content).hexdigest()
    message_id = email.message_id or f"sha256:{digest}"
    before = _find(origin.system, message_id)
    if _find(origin.system, forgotten_id(message_id)) is not None:
        return None
    if before is not None and same_words(before.words) == same_words(words):
        return None
    if before is not None:
        message_id = f"{message_id} {digest}"
        if _find(origin.system, message_id) is not None:
            return None
    name = f"{email.subject[:80] or 'email'}.eml".replace("/", "-")
    arrival = _keep_file(origin, [content], name=name, is_read=True)
    follows = _find_earlier(origin.system, email)
    _write_email(arrival, email, message_id=message_id, words=words, follows=follows)
    _keep_attached(origin, arrival, email.attached)
    return arrival


def _write_email(
    arrival: Arrival, email: Email, *, message_id: str, words: str, follows: Arrival | None
) -> None:
    arrival.message_id, arrival.words, arrival.follows = message_id, words, follows
    arrival.replies_to = email.replies_to[0] if email.replies_to else ""
    arrival.sender, arrival.sender_name = email.sender, email.sender_name
    arrival.subject = email.subject
    if email.automatic:
        arrival.state, arrival.why = ArrivalState.SET_ASIDE, email.automatic
        arrival.decided_by, arrival.decided_at = BY, arrival.arrived_at
    if len(email.attached) > MOST_ATTACHED:
        arrival.note = (
            f"{len(email.attached)} files came with it, and we took out {MOST_ATTACHED}."
        )
    arrival.save()


def _keep_attached(origin: _Origin, arrival: Arrival, attached: Iterable[Attached]) -> None:
    inner = _Origin(
        origin.system,
        "came with an email",
        origin.by,
        origin.at,
        exercise=arrival.exercise,
        part_of=arrival,
        unread=origin.unread,
    )
    for number, each in enumerate(list(attached)[:MOST_ATTACHED], start=1):
        name = each.name or f"file {number}"
        part = _keep_file(inner, [each.content], name=name)
        part.sender, part.sender_name = arrival.sender, arrival.sender_name
        part.subject, part.location_id = name, arrival.location_id
        part.invitation_id = arrival.invitation_id
        part.state, part.why = arrival.state, arrival.why
        part.save()


def _keep_file(
    origin: _Origin, chunks: Iterable[bytes], *, name: str, is_read: bool = False
) -> Arrival:
    """Keep a file, and write down that it arrived. If it was not read, the job reads it."""
    original = files.keep(
        chunks=chunks,
        name=name,
        origin=origin.words,
        scope_key=f"system:{origin.system.pk}",
        by=origin.by,
        at=origin.at,
    )
    invitation = origin.mailbox.invitation if origin.mailbox else None
    arrival = Arrival.objects.create(
        system=origin.system,
        exercise=origin.exercise,
        original=original,
        part_of=origin.part_of,
        invitation=invitation,
        location_id=invitation.location_id if invitation else None,
        arrived_at=origin.at,
        read_at=origin.at if is_read else None,
    )
    if not is_read:
        origin.unread.append(arrival.pk)
    detail: dict[str, object] = {"file": original.pk, "sha256": original.sha256}
    ledger.record(event="arrival.kept", subject=arrival, by=origin.by, at=origin.at, detail=detail)
    return arrival


def _find(system: System, message_id: str) -> Arrival | None:
    return Arrival.objects.filter(system=system, message_id=message_id).first()


def _find_earlier(system: System, email: Email) -> Arrival | None:
    """Return the email of the same sender that this one goes on from; None if there is none."""
    abouts = Message.objects.filter(
        pk__in=ours_among(email.replies_to),
        scope_key=f"system:{system.pk}",
        about__startswith=ACKNOWLEDGES,
    ).values_list("about", flat=True)
    numbers = [int(about.removeprefix(ACKNOWLEDGES)) for about in abouts]
    earlier = Arrival.objects.filter(system=system, sender=email.sender).exclude(sender="")
    found = earlier.filter(pk__in=numbers) | earlier.filter(message_id__in=email.replies_to)
    return found.order_by("-pk").first()


def _start(origin: _Origin) -> Job | None:
    """Have the words of what waits be read, in the background."""
    if not origin.unread:
        return None
    return start_job(
        kind=READ,
        title="Reading what arrived",
        scope_key=f"system:{origin.system.pk}",
        by=origin.by,
        args={"arrival_ids": list(origin.unread)},
        next_url=f"/{origin.system.slug}/arrivals/",
    )
