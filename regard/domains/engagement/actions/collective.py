"""
Write down what a network says for its members, and keep it.

It is written as a draft, which counts nowhere, until it is kept; then what it says is final, and
only a member changes its own part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Answer, Contribution, Exercise, MemberPart
from regard.domains.engagement.queries.collective import (
    StandRow,
    get_speech,
    list_stands,
    topics_of,
)
from regard.domains.engagement.queries.drafts import said_in
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.queries.spoken_for import count_spoken_for
from regard.domains.engagement.rules.branching import split_answers
from regard.domains.engagement.rules.collective import (
    count_parts,
    reasons_against_stands,
    reasons_not_to_speak,
)
from regard.domains.engagement.rules.contributions import BY_THEMSELVES, read_answers, tidy
from regard.domains.engagement.rules.stand_sheets import (
    NamedMember,
    StandSheet,
    read_stands,
    reason_not_to_read,
)
from regard.domains.engagement.rules.timetable import is_late
from regard.domains.engagement.types import Channel, MemberStand, Said, Speaker
from regard.domains.engagement.types.collective import Speech, Stand
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .contributions import check_answers, check_that_it_takes, record_kept
from .member_parts import invite_members, keep_own_words
from .safeguarding import raise_concerns
from .writing import issue_receipts, new_receipts, write_points

if TYPE_CHECKING:
    from regard.domains.register.models import Network
    from regard.foundation.files.tables import Table


@dataclass(frozen=True)
class LoadedStands:
    """
    What came of a spreadsheet of members.

    Attributes:
        changed: members whose stand or words it changed. `same`: those it left as they were.
    """

    changed: int
    same: int
    read: StandSheet


class CannotSpeak(Refusal):
    """
    A network's words cannot be kept for its members so.

    Attributes:
        reasons: what is wrong, by what is lacking ("asked_how", "members") or, of how a member
            stands, by the membership's number in figures; key "" for all of it.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = dict(reasons)


@transaction.atomic
def write_speech(
    *, exercise: Exercise, network: Network, speech: Speech, by: str, at: datetime
) -> Contribution:
    """
    Write down what a network says, and for whom it has a mandate; nothing is kept yet.

    Mandates are those in force on the day on which it speaks. How members stand stays as it was.

    :raises CannotKeep: if the exercise takes no answers, or an answer does not fit.
    :raises CannotSpeak: if the network has spoken in this exercise already.
    """
    exercise = _locked(exercise)
    draft = _draft_of(exercise, network) or Contribution(
        system_id=exercise.system_id,
        exercise=exercise,
        network=network,
        speaker=Speaker.ASSOCIATION,
        receipt=new_receipts(exercise, 1)[0],
    )
    _check_that_it_takes(exercise, speech.channel, speech.said_on, at)
    check_answers(exercise=exercise, answers=speech.answers)
    is_new = draft.pk is None
    draft.channel, draft.visibility = speech.channel, speech.visibility
    draft.said_on, draft.asked_how = speech.said_on, tidy(speech.asked_how)
    draft.name, draft.email, draft.entered_by = speech.name, speech.email, speech.entered_by
    draft.save()
    _write_answers(draft, speech)
    _write_mandates(draft, speech.topics)
    if is_new:
        ledger.record(event="speech.begun", subject=draft, by=by, at=at)
    return draft


@transaction.atomic
def set_stands(
    *, exercise: Exercise, network: Network, stands: Mapping[int, Stand], by: str, at: datetime
) -> Contribution:
    """
    Write down how members stand to what their network is going to say.

    :param stands: by the membership's number. Those who are not in it stay as they are.
    :raises CannotSpeak: if nothing is written yet or it is kept, or a stand does not fit.
    """
    draft = _draft_of(_locked(exercise), network)
    if draft is None:
        raise CannotSpeak({"": "Write what you say first."})
    rows = {row.membership_id: row for row in _stands(draft)}
    names = {number: row.name for number, row in rows.items()}
    reasons = reasons_against_stands(stands, names=names)
    if reasons:
        raise CannotSpeak({str(number): words for number, words in reasons.items()})
    _write_stands(draft, rows, stands)
    detail: dict[str, object] = {"members": len(stands)}
    ledger.record(event="speech.members_set", subject=draft, by=by, at=at, detail=detail)
    return draft


@transaction.atomic
def load_stands(
    *, exercise: Exercise, network: Network, table: Table, by: str, at: datetime
) -> LoadedStands:
    """
    Write down how members stand, as a spreadsheet says; rows that cannot be taken are named.

    The same spreadsheet again changes nothing. The file is not kept, nor what it refused: what
    is being written can still be thrown away.

    :raises CannotSpeak: if nothing is written yet or it is kept, or columns are missing.
    """
    draft = _draft_of(_locked(exercise), network)
    if draft is None:
        raise CannotSpeak({"": "Write what you say first."})
    reason = reason_not_to_read(table.header)
    if reason:
        raise CannotSpeak({"": f"{reason}."})
    rows = {row.membership_id: row for row in _stands(draft)}
    read = read_stands(
        table.header,
        ((row.line, row.cells) for row in table.rows),
        members=[NamedMember(row.membership_id, row.name, row.where) for row in rows.values()],
    )
    changed = _write_stands(draft, rows, read.stands)
    if changed:
        detail: dict[str, object] = {"members": changed, "refused": len(read.refused)}
        ledger.record(event="speech.members_set", subject=draft, by=by, at=at, detail=detail)
    return LoadedStands(changed, len(read.stands) - changed, read)


@transaction.atomic
def keep_speech(*, exercise: Exercise, network: Network, by: str, at: datetime) -> Contribution:
    """
    Keep what a network says for its members: from now on it does not change.

    Mandates are looked at once more. What a member said differently is kept as a contribution of
    its own. Every member is given a link to its part, and told by email where we have one.

    Pressed twice, it keeps once and returns what was kept.

    :raises CannotKeep: if the exercise takes no answers, or an answer does not fit.
    :raises CannotSpeak: if nothing is written, it does not say how members were asked, or it
        speaks for nobody.
    """
    exercise = _locked(exercise)
    speech = get_speech(exercise=exercise, network=network)
    if speech is None:
        raise CannotSpeak({"": "Write what you say first."})
    if speech.kept_at is not None:
        return speech
    if speech.channel in BY_THEMSELVES:
        speech.said_on = timezone.localdate(at)
    written = _check_answers(exercise, speech, at)
    _write_mandates(speech, topics_of(speech))
    _check_members(speech)
    speech.kept_at = at
    speech.is_late = is_late(said_on=speech.said_on, closes_on=exercise.closes_on)
    speech.save(update_fields=["said_on", "kept_at", "is_late", "updated_at"])
    speech.member_parts.filter(mandate=None, stand=MemberStand.NOT_ASKED).delete()
    write_points(exercise=exercise, answers=written)
    raise_concerns(answers=written, at=at)
    issue_receipts(exercise=exercise, contributions=[speech])
    record_kept(contribution=speech, by=by, at=at)
    keep_own_words(speech=speech, by=by, at=at)
    invite_members(speech=speech, by=by)
    return speech


@transaction.atomic
def drop_speech(*, exercise: Exercise, network: Network, by: str, at: datetime) -> None:
    """
    Throw away what a network was writing, with how its members stand.

    :raises CannotSpeak: if nothing is being written.
    """
    draft = _draft_of(_locked(exercise), network)
    if draft is None:
        raise CannotSpeak({"": "Nothing is being written."})
    ledger.record(event="speech.dropped", subject=draft, by=by, at=at)
    draft.delete()


def _locked(exercise: Exercise) -> Exercise:
    """Return the exercise, so that two who speak for one network come one after the other."""
    locked = Exercise.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("system").get(pk=exercise.pk)


def _draft_of(exercise: Exercise, network: Network) -> Contribution | None:
    """:raises CannotSpeak: if the network has spoken."""
    speech = get_speech(exercise=exercise, network=network)
    if speech is not None and speech.kept_at is not None:
        raise CannotSpeak({"": f"{network.name} has spoken here already, and that is kept."})
    return speech


def _check_that_it_takes(
    exercise: Exercise, channel: Channel, said_on: date, at: datetime
) -> None:
    """
    Refuse what comes too early or too late. Whom a phase is open to does not matter here.

    A network speaks for those who were asked, so it needs no invitation of its own.

    :raises CannotKeep: if the exercise does not take it.
    """
    by_itself = channel in BY_THEMSELVES
    said = Said(
        answers={},
        speaker=Speaker.ASSOCIATION,
        channel=Channel.LINK if by_itself else channel,
        said_on=said_on,
    )
    check_that_it_takes(exercise=exercise, said=said, at=at)


def _write_answers(draft: Contribution, speech: Speech) -> None:
    """Write the answers anew; a file that was sent before stays where none is sent now."""
    questions = list_asked(exercise=draft.exercise)
    read = read_answers(questions=questions, answers=speech.answers)
    files = dict(draft.answers.filter(file__isnull=False).values_list("question", "file"))
    draft.answers.exclude(question__in=read).delete()
    for question_id, each in read.items():
        file_id = speech.files.get(question_id) or files.get(question_id)
        Answer.objects.update_or_create(
            contribution=draft,
            question_id=question_id,
            defaults={"text": each.text, "value": each.value, "file_id": file_id},
        )


def _stands(draft: Contribution, topics: frozenset[str] | None = None) -> list[StandRow]:
    if draft.network is None:
        return []
    return list_stands(
        exercise=draft.exercise,
        network=draft.network,
        topics=topics_of(draft) if topics is None else topics,
        on=draft.said_on,
        speech=draft,
    )


def _write_stands(
    draft: Contribution, rows: Mapping[int, StandRow], stands: Mapping[int, Stand]
) -> int:
    """Write those that say something new, in one statement, and return how many did."""
    new = [
        MemberPart(
            contribution=draft,
            membership_id=number,
            stand=each.stand,
            words=tidy(each.words),
            mandate_id=rows[number].mandate_id,
        )
        for number, each in stands.items()
    ]
    changed = [part for part in new if _says_new(part, rows[part.membership_id].part)]
    MemberPart.objects.bulk_create(
        changed,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["contribution", "membership"],
        update_fields=["stand", "words", "mandate", "updated_at"],
    )
    return len(changed)


def _says_new(part: MemberPart, was: MemberPart | None) -> bool:
    if was is None:
        return part.stand is not MemberStand.NOT_ASKED
    return (was.stand, was.words) != (part.stand, part.words)


def _write_mandates(draft: Contribution, topics: frozenset[str]) -> None:
    """Give every member that has one its mandate, and take away what holds no more."""
    rows = _stands(draft, topics)
    members = {row.membership_id for row in rows}
    draft.member_parts.exclude(membership__in=members).delete()
    new = [
        MemberPart(
            contribution=draft,
            membership_id=row.membership_id,
            mandate_id=row.mandate_id,
            stand=MemberStand.NOT_ASKED,
        )
        for row in rows
        if row.part is None and row.mandate_id is not None
    ]
    MemberPart.objects.bulk_create(new, batch_size=1000)
    changed = []
    for row in rows:
        if row.part is not None and row.part.mandate_id != row.mandate_id:
            row.part.mandate_id = row.mandate_id
            changed.append(row.part)
    MemberPart.objects.bulk_update(changed, ["mandate"], batch_size=1000)


def _check_answers(exercise: Exercise, speech: Contribution, at: datetime) -> list[Answer]:
    """Return the answers that are asked of it; what is no longer asked is dropped."""
    said = said_in(speech)
    _check_that_it_takes(exercise, said.channel, speech.said_on, at)
    answers, dropped = split_answers(list_asked(exercise=exercise), said.answers)
    check_answers(exercise=exercise, answers=answers)
    speech.answers.filter(question__in=dropped).delete()
    return list(Answer.objects.filter(contribution=speech))


def _check_members(speech: Contribution) -> None:
    """:raises CannotSpeak: if it speaks for nobody, or does not say how they were asked."""
    spoken = count_spoken_for(contribution_ids=[speech.pk]).get(speech.pk)
    name = speech.network.name if speech.network else ""
    reasons = reasons_not_to_speak(
        asked_how=speech.asked_how, spoken=spoken or count_parts(name, ())
    )
    if reasons:
        raise CannotSpeak(reasons)
