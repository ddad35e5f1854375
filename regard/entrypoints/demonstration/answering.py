"""The strategy: written, everything said given its outcome, published, and replied to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import PointRow
from regard.domains.strategy import actions, queries
from regard.domains.strategy.types import (
    Decision,
    OutcomeKind,
    PassageKind,
    Place,
    ReplyChannel,
    ReplyState,
    Words,
)
from regard.foundation.jobs.models import Job

from .clock import as_at, run_to_end, run_waiting
from .corpus import read
from .founding import Founded
from .grouping import Coding
from .timeline import Timeline

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.models import Exercise
    from regard.domains.strategy.models import Strategy

MOST_LETTERS = 5000
"""More than there are letters."""


def write(*, founded: Founded, exercise: Exercise, timeline: Timeline) -> Strategy:
    """Write the strategy's passages."""
    words, dates, by = read("strategy"), timeline.phrases(), founded.by["lead"]
    begun = timeline.when("strategy_begun")
    title = words["title"].format(**dates)
    with as_at(begun):
        strategy = actions.create_strategy(
            system=founded.system,
            slug=words["slug"],
            title=title,
            exercise_ids=[exercise.pk],
            by=by,
            at=begun,
        )
    at = timeline.when("strategy_written")
    with as_at(at):
        strategy = actions.edit_strategy(
            strategy=strategy,
            title=title,
            introduction=words["introduction"].strip(),
            exercise_ids=[exercise.pk],
            by=by,
            at=at,
        )
        _write_passages(strategy, dates, by=by, at=at)
    return strategy


def _write_passages(
    strategy: Strategy, dates: Mapping[str, str], *, by: str, at: datetime
) -> None:
    """Write the passages in their order, each under the priority whose number it begins with."""
    keys: dict[str, str] = {}
    last: dict[str | None, str] = {}
    for passage in read("strategy")["passages"]:
        above, _, _ = passage["ref"].rpartition(".")
        under = keys.get(above)
        made = actions.add_passage(
            strategy=strategy,
            words=Words(
                heading=passage["heading"],
                text=passage["text"].strip().format(**dates),
                kind=PassageKind(passage.get("kind", PassageKind.COMMITMENT)),
                section=passage.get("section", ""),
            ),
            ref=passage["ref"],
            place=Place(under=under, after=last.get(under)),
            by=by,
            at=at,
        )
        keys[passage["ref"]] = last[under] = made.key


def decide(
    *,
    strategy: Strategy,
    exercise: Exercise,
    themes: Mapping[str, int],
    coding: Coding,
    by: str,
    timeline: Timeline,
) -> None:
    """Give every theme, and every point in none, its outcome."""
    at, dates = timeline.when("strategy_decided", hour=11), timeline.phrases()
    outcomes = read("leaving_outcomes")
    with as_at(at):
        for topic, theme_id in themes.items():
            decision = _decision(outcomes[topic], dates)
            actions.decide_outcome(
                strategy=strategy,
                theme_id=theme_id,
                kind=decision.kind,
                reason=decision.reason,
                passage_ref=decision.passage_ref,
                passed_to=decision.passed_to,
                more_refs=decision.more_refs,
                by=by,
                at=at,
            )
        lone = engagement.list_points(exercise=exercise, lone=True, shows_who=True)
        for decision, point_ids in _decide_lone(lone, coding, dates).items():
            actions.decide_points(
                strategy=strategy, point_ids=point_ids, decision=decision, by=by, at=at
            )


def read_again(*, strategy: Strategy, by: str, timeline: Timeline) -> None:
    """Let somebody else read once more what is not adopted, and agree."""
    at = timeline.when("strategy_decided", hour=15)
    with as_at(at):
        sheet = queries.get_sheet(strategy=strategy, shows_who=True)
        refused = [i.outcome.outcome_id for i in sheet.waiting_for_second_reader if i.outcome]
        if refused:
            actions.read_second(strategy=strategy, outcome_ids=refused, agrees=True, by=by, at=at)


def publish(*, strategy: Strategy, by: str, timeline: Timeline) -> None:
    """Publish it, send every reply, and post the letters a few days later."""
    at = timeline.when("strategy_published", hour=9)
    with as_at(at):
        actions.publish_strategy(strategy=strategy, by=by, at=at)
    strategy.refresh_from_db()
    job = Job.objects.filter(kind="strategy.send_replies").latest("pk")
    run_to_end(job, at=timeline.when("strategy_published", hour=9, minute=10))
    run_waiting(queries.MAKING_FILES, at=timeline.when("strategy_published", hour=9, minute=20))
    posted = timeline.when("letters_posted", hour=15)
    with as_at(posted):
        letters = queries.list_replies(
            strategy=strategy,
            channel=ReplyChannel.LETTER,
            state=ReplyState.OWED,
            limit=MOST_LETTERS,
        )
        actions.mark_letters_posted(
            strategy=strategy,
            reply_ids=[letter.reply_id for letter in letters],
            by=by,
            at=posted,
        )


def _decision(words: Mapping[str, Any], dates: Mapping[str, str]) -> Decision:
    """Return what became of it: it names its passage, and the priority under which that stands."""
    ref = words.get("passage")
    return Decision(
        kind=OutcomeKind(words["kind"]),
        reason=words["reason"].format(**dates),
        passage_ref=ref,
        passed_to=words.get("passed_to", ""),
        more_refs=(ref.partition(".")[0],) if ref else (),
    )


def _decide_lone(
    points: Sequence[PointRow], coding: Coding, dates: Mapping[str, str]
) -> dict[Decision, list[int]]:
    """
    Return which points in no theme have which outcome, each of its own.

    :raises LookupError: if one was said that nobody has decided on.
    """
    decided: dict[Decision, list[int]] = defaultdict(list)
    written = read("leaving_alone")["points"]
    for point in points:
        said = coding.part_of(point).text
        found = next((each for each in written if said.startswith(each["starts"])), None)
        if found is None:
            raise LookupError(f"Nobody has decided on {point.text!r}")
        decided[_decision(found, dates)].append(point.point_id)
    return decided
