# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
How long it takes to write 50,000 replies: python -m benchmarks.replies [contributions].

A closed exercise in which so many spoke, each with two points, in 40 themes with 2 % alone, and a
draft in which all of it has an outcome. Measured: publishing, which writes the first thousand;
the job that writes the others, a thousand a transaction; and the emails, written and not sent.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks._setting_up import own_regard

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.strategy.models import Strategy

SPOKE = 50_000
THEMES = 40
ALONE_EACH = 50
"""Of so many contributions one has a point that stands alone."""

WORDS = (
    "Two of my staff have left because nobody pays them to drive between calls. "
    "The rota comes on Friday for the Monday, and nobody can plan around that."
)


def main() -> None:
    spoke = int(sys.argv[1]) if len(sys.argv) > 1 else SPOKE
    with own_regard():
        strategy = _make(spoke)
        _measure(strategy)


def _measure(strategy: Strategy) -> None:
    from django.utils import timezone

    from regard.domains.strategy import actions
    from regard.domains.strategy.models import Reply

    at = timezone.now()
    seconds = _timed(lambda: actions.publish_strategy(strategy=strategy, by="benchmark", at=at))
    print(f"published in {seconds:.1f} s, with {Reply.objects.count():,} replies")
    strategy.refresh_from_db()
    seconds = _timed(lambda: _write_others(strategy, at))
    print(f"{Reply.objects.count():,} replies written after {seconds:.1f} s more")
    seconds = _timed(lambda: _write_emails(strategy))
    print(f"their emails written in {seconds:.1f} s more")


def _write_others(strategy: Strategy, at: datetime) -> None:
    from regard.domains.strategy import actions

    wave = actions.begin_wave(strategy=strategy, number=1)
    after: int | None = 0
    while after is not None:
        after = actions.write_replies(wave=wave, after=after, by="benchmark", at=at).last


def _write_emails(strategy: Strategy) -> None:
    from regard.domains.strategy import actions, queries
    from regard.domains.strategy.jobs.publishing import BATCH

    after = 0
    while batch := queries.list_replies_to_send(strategy_id=strategy.pk, after=after, limit=BATCH):
        actions.write_messages(replies=batch)
        after = batch[-1].pk


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _make(spoke: int) -> Strategy:
    """Return a draft that answers an exercise in which so many spoke."""
    from datetime import date

    from django.utils import timezone

    from regard.domains.engagement.models import (
        Answer,
        Coding,
        Contribution,
        Exercise,
        Point,
        Question,
        Theme,
    )
    from regard.domains.register.models import System
    from regard.domains.strategy.models import Outcome, Passage, Strategy, StrategyExercise

    at = timezone.now()
    system = System.objects.create(
        slug="here", name="Here", partnership_name="The partnership", receipt_prefix="HR"
    )
    exercise = Exercise.objects.create(
        system=system,
        slug="winter",
        title="What would keep your staff?",
        purpose="To plan.",
        open_to_change="All of it.",
        stage="closed",
        opens_on=date(2026, 1, 1),
        closes_on=date(2026, 2, 1),
        reply_by=date(2026, 12, 1),
        register_as_at=date(2026, 1, 1),
    )
    question = Question.objects.create(exercise=exercise, position=1, kind="words", text="What?")
    themes = Theme.objects.bulk_create(
        Theme(
            system=system,
            exercise=exercise,
            title=f"What many said, number {number}",
            state="signed_off",
            signed_off_at=at,
        )
        for number in range(THEMES)
    )
    said = Contribution.objects.bulk_create(
        (
            Contribution(
                system=system,
                exercise=exercise,
                speaker="person",
                channel="web",
                receipt=f"HR-{number:06}",
                name=f"Person {number}",
                email=f"{number}@example.org" if number % 3 else "",
                address="1 Mill Lane\nHarrow" if number % 3 == 0 and number % 2 else "",
                said_on=date(2026, 1, 14),
                kept_at=at,
            )
            for number in range(spoke)
        ),
        batch_size=5_000,
    )
    answers = Answer.objects.bulk_create(
        (Answer(contribution=each, question=question, text=WORDS) for each in said),
        batch_size=5_000,
    )
    middle = WORDS.index("The rota")
    points = Point.objects.bulk_create(
        (
            Point(
                system=system,
                exercise=exercise,
                contribution_id=answer.contribution_id,
                answer=answer,
                start=start,
                end=end,
                text=WORDS[start:end],
            )
            for answer in answers
            for start, end in ((0, middle - 1), (middle, len(WORDS)))
        ),
        batch_size=5_000,
    )
    alone = points[:: 2 * ALONE_EACH]
    apart = {point.pk for point in alone}
    Coding.objects.bulk_create(
        (
            Coding(point=point, theme=themes[place % THEMES], placed_by="machine", placed_at=at)
            for place, point in enumerate(points)
            if point.pk not in apart
        ),
        batch_size=5_000,
    )
    strategy = Strategy.objects.create(system=system, slug="care", title="Care here")
    StrategyExercise.objects.create(strategy=strategy, exercise=exercise)
    passage = Passage.objects.create(
        system=system,
        strategy=strategy,
        position=1,
        key="p1",
        ref="1",
        heading="Travel",
        text="From April every contract pays for the road between visits.",
    )
    known = {
        "system": system,
        "strategy": strategy,
        "kind": "adopted",
        "reason": "You told us that nobody pays for the road.",
        "passage": passage,
        "decided_by": "benchmark",
        "decided_at": at,
    }
    Outcome.objects.bulk_create(
        [
            *(Outcome(theme=theme, **known) for theme in themes),
            *(Outcome(point=point, **known) for point in alone),
        ],
        batch_size=5_000,
    )
    return strategy


if __name__ == "__main__":
    main()
