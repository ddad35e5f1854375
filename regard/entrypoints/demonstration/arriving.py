"""Emails and documents: some that were answers and are kept, some that wait to be read today."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.engagement import queries
from regard.domains.engagement.actions import arrivals as actions
from regard.domains.engagement.actions.acknowledging import SEND as ACKNOWLEDGE
from regard.domains.engagement.actions.arriving import READ, receive_documents, receive_email
from regard.domains.engagement.queries.mailboxes import Mailbox
from regard.domains.engagement.types import Channel, Speaker

from .clock import as_at, run_to_end, run_waiting
from .corpus import read
from .documents import (
    Attachment,
    Sender,
    make_email,
    make_pdf,
    make_photo,
    make_word_file,
)
from .timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regard.domains.engagement.models import Arrival, Exercise, Invitation
    from regard.domains.engagement.types import Said

    from .asking import Asked
    from .heard import MadeContribution

READ_AFTER = timedelta(hours=14)
"""How long an email waits until somebody of the team reads it."""


class Post:
    """What comes by email and as documents, and is kept as what it is: somebody's answer."""

    def __init__(self, asked: Asked, *, lead: str) -> None:
        self.asked = asked
        self.lead = lead

    def takes(self, each: MadeContribution, said: Said, *, at: datetime) -> bool:
        """Let it arrive and keep it, if it came by email or as a document; say whether."""
        if said.channel is Channel.EMAIL and each.location is not None:
            arrival = self._arrive_by_email(each, said, at=at)
        elif said.speaker is Speaker.ASSOCIATION:
            arrival = self._arrive_as_document(each, at=at)
        else:
            return False
        if arrival is not None:
            self._keep(arrival, said, at=at + READ_AFTER)
        return True

    def _arrive_by_email(
        self, each: MadeContribution, said: Said, *, at: datetime
    ) -> Arrival | None:
        name = each.location.name if each.location else ""
        mailbox = name.casefold().translate({ord(each): None for each in " ’'.,&()-"})
        sender = Sender(each.name, f"{mailbox[:40]}@post.example", f"Manager, {name}")
        content = make_email(
            sender=sender,
            subject=f"Re: {self.asked.exercise.title}",
            words="\n\n".join(said.answers[q.pk] for q in self._in_words(said)),
            quoted=self.asked.exercise.purpose,
            at=at,
        )
        where = Mailbox(self.asked.exercise, self._invitation(said))
        with as_at(at):
            return receive_email(
                mailbox=where, content=content, envelope_sender=sender.address, at=at
            )

    def _arrive_as_document(self, each: MadeContribution, *, at: datetime) -> Arrival:
        (title, *parts) = each.answers[1].parts
        content = make_word_file(
            title=title.text, parts=[(part.text, not part.topic) for part in parts]
        )
        return _bring(self.asked.exercise, f"{title.text}.docx", content, by=self.lead, at=at)

    def _keep(self, arrival: Arrival, said: Said, *, at: datetime) -> None:
        kept = replace(said, email=arrival.sender or said.email)
        with as_at(at):
            actions.keep_arrival(
                arrival=arrival, exercise=self.asked.exercise, said=kept, by=self.lead, at=at
            )
        run_waiting(ACKNOWLEDGE, at=at)

    def _in_words(self, said: Said) -> Iterator[Any]:
        return (q for q in self.asked.questions if q.kind == "words" and said.answers.get(q.pk))

    def _invitation(self, said: Said) -> Invitation | None:
        number = self.asked.invitations.get(said.location_id or 0)
        if number is None:
            return None
        return queries.get_invitation(exercise=self.asked.exercise, invitation_id=number)


def leave_waiting(*, exercise: Exercise, lead: str, timeline: Timeline) -> None:
    """Let this week's post arrive: it waits, but for what is plainly no answer."""
    for each in read("arrivals")["emails"]:
        at = timeline.on(timeline.today - timedelta(days=each["days_ago"]), hour=each["hour"])
        with as_at(at):
            receive_email(
                mailbox=Mailbox(exercise),
                content=_written(each, exercise, at=at),
                envelope_sender=each["address"],
                at=at,
            )
        run_waiting(READ, at=at)
    for each in read("arrivals")["documents"]:
        at = timeline.on(timeline.today - timedelta(days=each["days_ago"]), hour=each["hour"])
        content = make_pdf(title=each["title"], parts=_parts(each), at=at)
        _bring(exercise, f"{each['title']}.pdf", content, by=lead, at=at)


def _bring(exercise: Exercise, name: str, content: bytes, *, by: str, at: datetime) -> Arrival:
    """Bring one document, and have its words read."""
    with as_at(at):
        brought = receive_documents(
            system=exercise.system,
            exercise=exercise,
            uploads=[SimpleUploadedFile(name, content)],
            by=by,
            at=at,
        )
    if brought.job:
        run_to_end(brought.job, at=at)
    [arrival] = brought.arrivals
    arrival.refresh_from_db()
    return arrival


def _written(each: Mapping[str, Any], exercise: Exercise, *, at: datetime) -> bytes:
    attached = []
    if "photo" in each:
        attached.append(Attachment("Letter.png", "image/png", make_photo(each["photo"])))
    return make_email(
        sender=Sender(each["name"], each["address"], each.get("under", "")),
        subject=each.get("subject", f"Re: {exercise.title}"),
        words=each["words"].strip(),
        quoted=exercise.purpose if each.get("quotes") else "",
        attached=attached,
        at=at,
    )


def _parts(each: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Return the parts of a document: what begins with # is a heading."""
    return [
        (text.removeprefix("# "), text.startswith("# "))
        for text in each["words"].strip().split("\n\n")
    ]
