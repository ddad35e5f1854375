"""What members of a network say of their part in what it said, and what they are told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Contribution, Exercise, MemberPart
from regard.domains.engagement.queries.answered import list_answered
from regard.domains.engagement.queries.invitations import ask_of
from regard.domains.engagement.queries.locations_of_parts import list_locations_of
from regard.domains.engagement.queries.member_parts import PART, called
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.queries.through import heard_parts
from regard.domains.engagement.rules.collective import (
    reason_not_to_answer_for_oneself,
    reason_not_to_differ_behind_shield,
)
from regard.domains.engagement.rules.collective_letters import answered_email, part_email
from regard.domains.engagement.rules.contributions import tidy
from regard.domains.engagement.types import (
    Channel,
    MemberStand,
    QuestionKind,
    Said,
    Speaker,
    Stage,
    Visibility,
)
from regard.domains.register import queries as register
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Purpose

from .contributions import record_kept
from .writing import RECEIPT_DAYS, write_contributions

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from regard.domains.engagement.rules.asked import Asked

TELL = "engagement.tell_members"
"""The kind of job that writes to members."""


class CannotChangePart(Refusal):
    """A member's part cannot be changed so."""


@transaction.atomic
def answer_part(
    *, part: MemberPart, stand: MemberStand, words: str, by: str, at: datetime
) -> MemberPart:
    """
    Write down how a member itself says that it stands to what its network said.

    Whoever takes this back speaks for itself again, or not at all. Words by which it differs are
    kept as its own contribution, once; what was kept before stays.

    :param stand: AGREED, DIFFERED, or NOT_ASKED for "it did not speak for us".
    :raises CannotChangePart: if it is answered, or it differs without saying how.
    """
    part = _locked(part)
    exercise = part.contribution.exercise
    reason = reason_not_to_answer_for_oneself(Stage(exercise.stage))
    if reason:
        raise CannotChangePart(reason)
    words = tidy(words)
    if stand is MemberStand.DIFFERED and not words:
        raise CannotChangePart("Say how you see it differently")
    is_new = stand is MemberStand.DIFFERED and (words != part.words or part.said_id is None)
    if stand is MemberStand.NOT_ASKED:
        part.taken_back_at, part.confirmed_at = at, None
    else:
        part.stand, part.taken_back_at, part.confirmed_at = stand, None, at
        part.words = words if stand is MemberStand.DIFFERED else part.words
    part.save(update_fields=["stand", "words", "taken_back_at", "confirmed_at", "updated_at"])
    if is_new:
        _keep_words([part], channel=Channel.LINK, by=by, at=at)
    event = "part.taken_back" if stand is MemberStand.NOT_ASKED else "part.confirmed"
    detail: dict[str, object] = {"exercise": exercise.pk, "receipt": part.contribution.receipt}
    ledger.record(event=event, subject=part, by=by, at=at, detail=detail)
    return part


@transaction.atomic
def differ_behind_shield(*, part: MemberPart, words: str, by: str, at: datetime) -> Contribution:
    """
    Keep how a member sees it differently so that nobody but a steward can tell whose words it is.

    Its part stays as its network said it, whatever that is, and nothing leads from there to the
    words: neither on a page nor in a file can the member be told from one that said nothing.

    :raises CannotChangePart: if it is closed or answered, or there are no words.
    """
    part = _locked(part)
    exercise = part.contribution.exercise
    words = tidy(words)
    reason = reason_not_to_differ_behind_shield(Stage(exercise.stage))
    if not reason and not words:
        reason = "Say how you see it differently"
    asked = _question_for_words(exercise)
    if reason or asked is None:
        raise CannotChangePart(reason or "Nothing is asked here that is answered in words")
    located = list_locations_of(exercise=exercise, parts=[part])[part.pk]
    said = Said(
        answers={asked.question_id: words},
        speaker=Speaker.PROVIDER,
        channel=Channel.LINK,
        visibility=Visibility.TEAM,
        location_id=located[0] if len(located) == 1 else None,
        name="" if len(located) == 1 else called(part.membership),
        is_shielded=True,
    )
    [kept] = write_contributions(exercise=exercise, saids=[said], at=at)
    record_kept(contribution=kept, by=by, at=at)
    return kept


def keep_own_words(*, speech: Contribution, by: str, at: datetime) -> None:
    """
    Keep what members said differently, as their network passes it on: each a contribution.

    Inside the action that keeps what the network says.
    """
    parts = _whole(speech.member_parts.filter(stand=MemberStand.DIFFERED).exclude(words=""))
    _keep_words(parts, channel=Channel(speech.channel), by=by, at=at)


def invite_members(*, speech: Contribution, by: str) -> None:
    """
    Give every member a link to its part, and write to those whose email address we have.

    Inside the action that keeps what the network says. Nothing is sent yet.
    """
    parts = _whole(speech.member_parts.all())
    last_day = speech.exercise.reply_by + timedelta(days=RECEIPT_DAYS)
    links.issue_many(
        purpose=PART,
        subject_ids=[part.pk for part in parts],
        expires_at=timezone.make_aware(datetime.combine(last_day, time.max)),
    )
    ask, network = ask_of(speech.exercise), _network_of(speech)
    emails = {
        part.pk: part_email(
            ask,
            network=network,
            member=called(part.membership),
            had_mandate=part.mandate_id is not None,
        )
        for part in parts
        if part.mandate_id is not None or part.stand != MemberStand.ASKED
    }
    drafts = {
        part_id: mail.Draft(to, emails[part_id].subject, emails[part_id].body, _about(part_id))
        for part_id, to in _addresses(speech.exercise, parts).items()
        if part_id in emails
    }
    _post(speech, parts, drafts, by=by)


def tell_members(*, exercise: Exercise, by: str) -> None:
    """
    Write to every member for whom a network spoke that it has been answered.

    Inside the action that says so. Whoever answered by itself too gets a reply of its own, and
    is not written to twice.
    """
    whole = _whole(heard_parts(exercise))
    own = list_answered(exercise=exercise)
    located = list_locations_of(exercise=exercise, parts=whole)
    parts = [p for p in whole if p.said_id is None and not own & set(located[p.pk])]
    ask = ask_of(exercise)
    addresses = _addresses(exercise, parts)
    for speech in {part.contribution_id: part.contribution for part in parts}.values():
        its = [part for part in parts if part.contribution_id == speech.pk]
        drafts = {}
        for part in its:
            if part.pk in addresses:
                email = answered_email(
                    ask, network=_network_of(speech), member=called(part.membership)
                )
                drafts[part.pk] = mail.Draft(
                    addresses[part.pk],
                    email.subject,
                    email.body,
                    _about(part.pk),
                    Purpose.ANSWERING,
                )
        _post(speech, its, drafts, by=by)


def _post(
    speech: Contribution, parts: Sequence[MemberPart], drafts: Mapping[int, mail.Draft], *, by: str
) -> None:
    """Write these emails down, by the part's number, and start the job that sends them."""
    if not drafts:
        return
    scope_key = f"system:{speech.system_id}"
    messages = mail.post(drafts.values(), scope_key=scope_key)
    posted = dict(zip(drafts, messages, strict=True))
    written = [part for part in parts if part.pk in posted]
    for part in written:
        part.message = posted[part.pk]
    MemberPart.objects.bulk_update(written, ["message"], batch_size=1000)
    start_job(
        kind=TELL,
        title=f"Writing to members of {_network_of(speech)}",
        scope_key=scope_key,
        by=by,
        args={"contribution_id": speech.pk},
    )


def _addresses(exercise: Exercise, parts: Collection[MemberPart]) -> dict[int, str]:
    """Return an email address of each member that has one: of its first service that has."""
    located = list_locations_of(exercise=exercise, parts=parts)
    contacts = register.list_contacts(
        system=exercise.system, location_ids={n for its in located.values() for n in its}
    )
    emails = {
        part_id: next((c.email for n in its if (c := contacts.get(n)) and c.email), "")
        for part_id, its in located.items()
    }
    return {part_id: email for part_id, email in emails.items() if email}


def _keep_words(parts: Sequence[MemberPart], *, channel: Channel, by: str, at: datetime) -> None:
    """Keep the words of members that differ, each as a contribution of its own."""
    if not parts:
        return
    speech = parts[0].contribution
    exercise = speech.exercise
    asked = _question_for_words(exercise)
    if asked is None:
        return
    located = list_locations_of(exercise=exercise, parts=parts)
    by_member = channel is Channel.LINK
    saids = [
        Said(
            answers={asked.question_id: part.words},
            speaker=Speaker.PROVIDER,
            channel=channel,
            visibility=Visibility.TEAM,
            said_on=None if by_member else speech.said_on,
            location_id=located[part.pk][0] if len(located[part.pk]) == 1 else None,
            name="" if len(located[part.pk]) == 1 else called(part.membership),
            entered_by=speech.entered_by if not by_member else "",
        )
        for part in parts
    ]
    kept = write_contributions(exercise=exercise, saids=saids, at=at)
    for part, said in zip(parts, kept, strict=True):
        part.said = said
        if not by_member:
            said.network = speech.network
        record_kept(contribution=said, by=by, at=at)
    Contribution.objects.bulk_update(kept, ["network"], batch_size=1000)
    MemberPart.objects.bulk_update(parts, ["said"], batch_size=1000)


def _question_for_words(exercise: Exercise) -> Asked | None:
    """Return the first question that is answered in words; None if none is."""
    questions = list_asked(exercise=exercise)
    return next((each for each in questions if each.kind is QuestionKind.WORDS), None)


def _locked(part: MemberPart) -> MemberPart:
    """Return the part, so that two presses of a button come one after the other."""
    locked = MemberPart.objects.select_for_update(of=("self",)).select_related(
        "contribution__exercise__system", "membership__location", "membership__organisation"
    )
    return locked.get(pk=part.pk)


def _whole(parts: QuerySet[MemberPart]) -> list[MemberPart]:
    return list(
        parts.select_related(
            "contribution__exercise__system",
            "contribution__network",
            "membership__location",
            "membership__organisation",
        ).order_by("pk")
    )


def _network_of(speech: Contribution) -> str:
    return speech.network.name if speech.network else ""


def _about(part_id: int) -> str:
    return f"engagement.MemberPart:{part_id}"
