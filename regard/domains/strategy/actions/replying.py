"""
Write what everyone is told: set-wise, in chunks, each a transaction.

Whoever has a reply is passed over, so that a job that was killed goes on where it was and writes
none twice. Replies are written from what is published and cannot change.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement import queries as engagement
from regard.domains.strategy import rules
from regard.domains.strategy.models import LateOutcome, Outcome, Reply, Strategy
from regard.domains.strategy.queries.outcomes import as_late_row, as_rows
from regard.domains.strategy.queries.owed import has_reply, next_wave, to_write
from regard.domains.strategy.queries.replies import LINK_PURPOSE
from regard.domains.strategy.queries.strategies import answered_exercises
from regard.domains.strategy.queries.waiting import list_waiting_ids, published_versions
from regard.domains.strategy.types import Item, OutcomeRow, ReplyChannel, ReplyState
from regard.foundation.accounts import links
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.engagement.types import ThemeRow

CHUNK = 1_000
"""Contributions whose replies are written in one transaction: about a second of work."""

LINKS_LAST = timedelta(days=730)
"""A reply can be opened as long as we keep it: two years."""


@dataclass(frozen=True)
class Wave:
    """
    All that the replies of one wave have in common.

    Attributes:
        exercises, frames: by the exercise's number.
        themes: every theme that was answered, with its outcome, by its number.
        waiting: contributions of which a point has no outcome yet.
    """

    strategy: Strategy
    number: int
    exercises: dict[int, Exercise]
    frames: dict[int, rules.Frame]
    themes: dict[int, Item]
    waiting: frozenset[int]


@dataclass(frozen=True)
class Chunk:
    """
    What one transaction wrote.

    Attributes:
        last: the last contribution that was looked at; None: there is no more.
    """

    replies: int
    looked_at: int
    last: int | None


def begin_wave(*, strategy: Strategy, number: int | None = None) -> Wave:
    """
    Return what a wave of a document's replies is written from. Reads only.

    :param number: of a wave that was begun; None begins the next.
    """
    exercises = {
        exercise.pk: exercise
        for version in published_versions(strategy)
        for exercise in answered_exercises(version).select_related("system")
    }
    outcomes = {
        row.theme_id: row
        for row in as_rows(
            Outcome.objects.filter(strategy__in=published_versions(strategy), theme__isnull=False)
        )
    }
    return Wave(
        strategy=strategy,
        number=number or next_wave(strategy=strategy),
        exercises=exercises,
        frames={number: _frame(strategy, each) for number, each in exercises.items()},
        themes={
            theme.theme_id: Item(theme.exercise_id, theme, None, outcomes.get(theme.theme_id))
            for theme in engagement.list_themes_of(exercise_ids=exercises)
        },
        waiting=frozenset(list_waiting_ids(strategy=strategy).values()),
    )


@transaction.atomic
def write_replies(
    *, wave: Wave, after: int = 0, limit: int = CHUNK, by: str, at: datetime
) -> Chunk:
    """
    Write the replies to the next contributions that are owed one, with those to their members.

    A late outcome that is told is final from then on.

    :param after: only contributions after this one.
    :raises KeyError: if something said has no outcome: a bug of ours.
    """
    Strategy.objects.select_for_update().get(pk=wave.strategy.pk)
    owed = to_write(strategy=wave.strategy).filter(pk__gt=after).annotate(had_one=has_reply())
    found = list(owed.select_related("network").order_by("pk")[:limit])
    if not found:
        return Chunk(0, 0, None)
    ready = [each for each in found if each.pk not in wave.waiting or _had_one(each)]
    replies = _compose(wave, ready, at=at)
    written = Reply.objects.bulk_create(replies, batch_size=1000)
    links.issue_many(
        purpose=LINK_PURPOSE,
        subject_ids=[reply.pk for reply in written],
        expires_at=at + LINKS_LAST,
    )
    told = [each.pk for each in ready]
    LateOutcome.objects.filter(point__contribution__in=told, wave=None).update(wave=wave.number)
    detail: dict[str, object] = {"wave": wave.number, "replies": len(written)}
    ledger.record(event="replies.written", subject=wave.strategy, by=by, at=at, detail=detail)
    return Chunk(len(written), len(found), found[-1].pk)


def _frame(strategy: Strategy, exercise: Exercise) -> rules.Frame:
    return rules.Frame(
        partnership=strategy.system.partnership_name,
        strategy_title=strategy.title,
        strategy_slug=strategy.slug,
        asked=exercise.title,
    )


def _compose(wave: Wave, contributions: Sequence[Contribution], *, at: datetime) -> list[Reply]:
    """Return the replies to these, by exercise. A fixed number of queries an exercise."""
    ids = [each.pk for each in contributions]
    said = engagement.list_said(contribution_ids=ids)
    answers = _Answers(wave, [point.point_id for its in said.values() for point in its])
    by_exercise: dict[int, list[Contribution]] = defaultdict(list)
    for each in contributions:
        by_exercise[each.exercise_id].append(each)
    return [
        reply
        for exercise_id, its in by_exercise.items()
        for reply in _reply_all(wave, wave.exercises[exercise_id], its, said, answers, at=at)
    ]


class _Answers:
    """What became of some points other than through their themes, by the point's number."""

    def __init__(self, wave: Wave, point_ids: Iterable[int]) -> None:
        ids = list(point_ids)
        published = published_versions(wave.strategy)
        own = as_rows(Outcome.objects.filter(strategy__in=published, point__in=ids))
        self.own: dict[int, OutcomeRow] = {
            row.point_id: row for row in own if row.point_id is not None
        }
        late = LateOutcome.objects.filter(point__in=ids).select_related("passage", "same_as")
        self.late = {
            each.point_id: rules.Late(as_late_row(each), _theme(wave, each))
            for each in late.order_by("pk")
        }
        self.anew = set(
            LateOutcome.objects.filter(point__in=ids, wave=None).values_list("point", flat=True)
        )


def _theme(wave: Wave, late: LateOutcome) -> ThemeRow | None:
    theme_id = late.same_as.theme_id if late.same_as else None
    return wave.themes[theme_id].theme if theme_id in wave.themes else None


def _reply_all(
    wave: Wave,
    exercise: Exercise,
    contributions: list[Contribution],
    said: dict[int, list[engagement.SaidPoint]],
    answers: _Answers,
    *,
    at: datetime,
) -> list[Reply]:
    members: dict[int, list[engagement.MemberToReply]] = defaultdict(list)
    for member in engagement.list_members_to_reply(
        exercise=exercise, contribution_ids=[each.pk for each in contributions]
    ):
        members[member.contribution_id].append(member)
    found = engagement.list_to_reply(system=wave.strategy.system, contributions=contributions)
    replies = []
    for each, to in zip(contributions, found, strict=True):
        content = _content(wave, exercise, each, to, said.get(each.pk, []), answers)
        replies.append(_to_who_spoke(wave, each, to, content, at=at))
        replies += [_to_member(wave, each, member, content, at=at) for member in members[each.pk]]
    return replies


def _content(
    wave: Wave,
    exercise: Exercise,
    contribution: Contribution,
    to: engagement.ToReply,
    points: list[engagement.SaidPoint],
    answers: _Answers,
) -> rules.Content:
    is_again = _had_one(contribution)
    content = rules.compose(
        frame=wave.frames[exercise.pk],
        contributor=to.contributor,
        points=[each for each in points if not is_again or each.point_id in answers.anew],
        themes=wave.themes,
        own=answers.own,
        late=answers.late,
    )
    is_late = (
        contribution.kept_at is not None
        and exercise.answered_at is not None
        and contribution.kept_at > exercise.answered_at
    )
    return replace(content, is_late=is_late, is_again=is_again)


def _to_who_spoke(
    wave: Wave,
    contribution: Contribution,
    to: engagement.ToReply,
    content: rules.Content,
    *,
    at: datetime,
) -> Reply:
    row = to.contributor
    addressed = _addressed(row.email, row.address_lines, to.carried_by)
    return _reply(wave, contribution, content, addressed, at=at)


def _to_member(
    wave: Wave,
    contribution: Contribution,
    member: engagement.MemberToReply,
    content: rules.Content,
    *,
    at: datetime,
) -> Reply:
    told = replace(content, name=member.name, through=member.network)
    addressed = _addressed(member.email, member.address_lines, member.network)
    reply = _reply(wave, contribution, told, addressed, at=at)
    reply.member_id = member.part_id
    return reply


def _addressed(
    email: str, address_lines: tuple[str, ...], carried_by: str
) -> tuple[ReplyChannel, str]:
    """Return by which channel a reply goes, and where to."""
    channel = rules.choose_channel(email=email, address_lines=address_lines, carried_by=carried_by)
    return channel, {
        ReplyChannel.EMAIL: email,
        ReplyChannel.LETTER: "\n".join(address_lines),
        ReplyChannel.NOTE: carried_by,
        ReplyChannel.PAGE: "",
    }[channel]


def _reply(
    wave: Wave,
    contribution: Contribution,
    content: rules.Content,
    addressed: tuple[ReplyChannel, str],
    *,
    at: datetime,
) -> Reply:
    channel, to = addressed
    is_sent = channel is ReplyChannel.PAGE
    return Reply(
        system_id=wave.strategy.system_id,
        strategy=wave.strategy,
        contribution=contribution,
        wave=wave.number,
        channel=channel,
        to=to,
        content=content.as_json(),
        state=ReplyState.SENT if is_sent else ReplyState.OWED,
        sent_at=at if is_sent else None,
    )


def _had_one(contribution: Contribution) -> bool:
    return bool(contribution.had_one)  # type: ignore[attr-defined]  # as annotated
