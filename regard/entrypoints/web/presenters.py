"""What the first page of a system says, worked out from what the domains know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.permissions import Permission as Engagement
from regard.domains.engagement.types import Coverage, ExerciseRow, HeardRow, Stage
from regard.domains.register import queries as register
from regard.domains.register.permissions import Permission as Register
from regard.domains.register.types import Criteria
from regard.domains.strategy import queries as strategy
from regard.domains.strategy.types import LatestOutcome, OutcomeKind
from regard.foundation.audit.models import Entry
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.design.words import (
    day_words,
    number_words,
    percent_words,
    plural_words,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from regard.domains.register.models import System

OUTCOMES_SHOWN = 3
GAPS_SHOWN = 2
REASON_SHOWN = 150
"""Letters of a reason that a card holds: about two lines. The theme's page has all of it."""

KEPT_FOR = 60
"""Seconds."""

TOLD_APART = (
    Engagement.RUN_EXERCISES,
    Engagement.VIEW_COVERAGE,
    Engagement.VIEW_DRAFT,
    Register.LOAD,
)
"""Readers who may do the same of these read the same first page."""

TAGS = {
    OutcomeKind.ADOPTED: "ok",
    OutcomeKind.ALREADY: "ok",
    OutcomeKind.IN_PART: "part",
    OutcomeKind.NOT_ADOPTED: "no",
    OutcomeKind.PASSED_ON: "no",
}
"""The kind of tag that shows each outcome."""


@dataclass(frozen=True)
class Step:
    """The one thing to do now."""

    title: str
    words: str
    label: str
    url: str
    title_url: str = ""


@dataclass(frozen=True)
class OutcomeCard:
    title: str
    url: str
    tag: tuple[str, str]
    words: str
    note: str


@dataclass(frozen=True)
class Gap:
    """A group heard less than its share, as its bar shows it; shares are 0 to 1."""

    label: str
    words: str
    share: float | None
    low: float | None
    high: float | None
    whole: float | None


@dataclass(frozen=True)
class Missing:
    """
    Whose voice is missing, and where that comes from.

    Attributes:
        words: what can be said where there is no gap to show; empty where there is.
    """

    words: str
    gaps: list[Gap]
    title: str
    url: str


@dataclass(frozen=True)
class Home:
    """
    The first page of a system, for one reader.

    Attributes:
        step: None where there is nothing for this reader to do.
        also_open: other exercises open now: (title, url, note).
        missing: None where this reader may not see it, or there is nothing to say.
    """

    lede: str
    figures: list[tuple[str, str]]
    step: Step | None
    also_open: list[tuple[str, str, str]]
    outcomes: list[OutcomeCard]
    all_outcomes: tuple[str, str] | None
    missing: Missing | None


def present_home(*, system: System, caller: Caller) -> Home:
    """
    Return what the first page of a system says to this reader. At most 22 queries.

    It is kept until anything is written to the ledger, as every change is, and a minute at
    most: two changes at once may come to the ledger in another order than they end.
    """
    allowed = [is_allowed(caller, permission, system) for permission in TOLD_APART]
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
    key = f"home:{system.pk}:{newest}:{timezone.localdate()}:{allowed}".replace(" ", "")
    home: Home | None = cache.get(key)
    if home is None:
        home = _work_out(system, caller)
        cache.set(key, home, KEPT_FOR)
    return home


def _work_out(system: System, caller: Caller) -> Home:
    services = register.count_audience(system=system, criteria=Criteria())
    exercises = engagement.list_exercises(system=system, caller=caller)
    latest = strategy.list_latest_outcomes(system=system, limit=OUTCOMES_SHOWN)
    opened = [exercise for exercise in exercises if exercise.stage is Stage.OPEN]
    invited = engagement.list_by_invitation(exercise_ids=[e.exercise_id for e in opened])
    to_all = [exercise for exercise in opened if exercise.exercise_id not in invited]
    rest = [exercise for exercise in opened if exercise not in to_all[:1]]
    return Home(
        lede=_lede(system, services),
        figures=_figures(services, exercises, strategy.get_reply_days(system=system)),
        step=_step(system, services, exercises, to_all, caller),
        also_open=[_also_open(system, exercise, invited) for exercise in rest],
        outcomes=[_card(system, outcome) for outcome in latest],
        all_outcomes=_all_outcomes(system, latest),
        missing=_missing(system, exercises, caller),
    )


def _lede(system: System, services: int) -> str:
    if not services:
        return f"The register of care in {system.name} is still empty."
    return (
        f"{plural_words(services, 'service')} and the people they support plan care here with "
        "the NHS and the councils. Everything said is kept, answered and shown."
    )


def _figures(
    services: int, exercises: Sequence[ExerciseRow], reply_days: float | None
) -> list[tuple[str, str]]:
    asked = [exercise for exercise in exercises if exercise.stage is not Stage.DRAFT]
    if not services or not asked:
        return []
    contributions = sum(exercise.contributions for exercise in asked)
    points = sum(exercise.points for exercise in asked)
    answered = sum(e.points for e in asked if e.stage is Stage.ANSWERED)
    fate = "every one answered" if answered == points else f"{number_words(answered)} answered"
    figures = [
        (number_words(services), "services in the register"),
        (number_words(contributions), f"answers to {plural_words(len(asked), 'question')} asked"),
        (number_words(points), f"points made, {fate}" if points else "points made so far"),
    ]
    if reply_days is not None:
        days = plural_words(round(reply_days), "day")
        figures.append((days, "from a voice to its reply, for the one in the middle"))
    return figures


def _step(
    system: System,
    services: int,
    exercises: Sequence[ExerciseRow],
    to_all: Sequence[ExerciseRow],
    caller: Caller,
) -> Step | None:
    """Return the thing to do now: have a say, or for the team, what begins everything."""
    if to_all:
        opened = to_all[0]
        return Step(
            title=opened.title,
            words=_until(_everyone(system), opened),
            label="Have your say",
            url=_page("engagement:answer_on_web", system, opened.slug),
            title_url=_page("engagement:exercise", system, opened.slug),
        )
    if not services and is_allowed(caller, Register.LOAD, system):
        return Step(
            title="Load the regulator’s file",
            words="Then we know every service here, and can ask them all.",
            label="Load a file",
            url=reverse("register:load", kwargs={"system": system.slug}),
        )
    if services and not exercises and is_allowed(caller, Engagement.RUN_EXERCISES, system):
        return Step(
            title="Ask the first question",
            words=f"Choose who it is for among {plural_words(services, 'service')}.",
            label="Write a question",
            url=reverse("engagement:new_exercise", kwargs={"system": system.slug}),
        )
    return None


def _also_open(
    system: System, exercise: ExerciseRow, invited: Collection[int]
) -> tuple[str, str, str]:
    address = _page("engagement:exercise", system, exercise.slug)
    whom = "For those invited" if exercise.exercise_id in invited else _everyone(system)
    return exercise.title, address, _until(whom, exercise)


def _everyone(system: System) -> str:
    return f"For everyone in care in {system.name}, and those who draw on it"


def _until(whom: str, exercise: ExerciseRow) -> str:
    return f"{whom} · closes {day_words(exercise.closes_on)}"


def _card(system: System, outcome: LatestOutcome) -> OutcomeCard:
    who = plural_words(outcome.organisations, "organisation")
    if not outcome.organisations:
        who = plural_words(outcome.submissions, "person", "people")
    where = f"See {outcome.passage_ref} of {outcome.strategy_title}" if outcome.passage_ref else ""
    return OutcomeCard(
        title=outcome.title,
        url=reverse(
            "engagement:theme",
            kwargs={
                "system": system.slug,
                "slug": outcome.exercise_slug,
                "theme_id": outcome.theme_id,
            },
        ),
        tag=(outcome.kind.label, TAGS[outcome.kind]),
        words=f"Said by {who}. {_beginning(outcome.reason)}",
        note=where,
    )


def _beginning(reason: str) -> str:
    """Return the first sentences of a reason, as many as a card holds; at least one."""
    first, *others = re.split(r"(?<=[.!?])\s+", reason)
    shown = first
    for sentence in others:
        if len(shown) + len(sentence) > REASON_SHOWN:
            break
        shown = f"{shown} {sentence}"
    return shown


def _all_outcomes(system: System, latest: Sequence[LatestOutcome]) -> tuple[str, str] | None:
    if not latest:
        return None
    slug = latest[0].strategy_slug
    return "Every theme and what became of it", _page("strategy:strategy", system, slug)


def _missing(system: System, exercises: Sequence[ExerciseRow], caller: Caller) -> Missing | None:
    """
    Return who is missing from the newest exercise whose coverage the reader may see.

    The public sees, of an answered exercise, the groups least heard: silence is shown, and
    small numbers are hidden from everyone. The page with every group is for the team.
    """
    sees_all = is_allowed(caller, Engagement.VIEW_COVERAGE, system)
    readable = [e for e in exercises if e.asked and (sees_all or e.stage is Stage.ANSWERED)]
    if not readable:
        return None
    found = engagement.get_exercise(system=system, slug=readable[0].slug, caller=caller)
    coverage = engagement.get_coverage(exercise=found)
    if coverage.heard is None:
        words = "Too few have answered yet to say whose voice is missing."
    elif not coverage.flagged:
        words = "Every group of services is heard about as much as its share."
    else:
        words = ""
    return Missing(
        words=words,
        gaps=[_gap(row, coverage) for row in coverage.flagged[:GAPS_SHOWN]],
        title="Whose voice we have, and have not" if sees_all else "What we asked, and of whom",
        url=_page(
            "engagement:coverage" if sees_all else "engagement:exercise", system, readable[0].slug
        ),
    )


def _gap(row: HeardRow, coverage: Coverage) -> Gap:
    """Return a flagged group as its bar shows it. Only what may be shown is ever flagged."""
    of_all = percent_words(row.asked / coverage.asked)
    of_heard = percent_words((row.heard or 0) / (coverage.heard or 1))
    words = f"{of_all} of our services, {of_heard} of those we heard"
    return Gap(
        label=row.label,
        words=words,
        share=row.share,
        low=row.low,
        high=row.high,
        whole=coverage.share,
    )


def _page(name: str, system: System, slug: str) -> str:
    return reverse(name, kwargs={"system": system.slug, "slug": slug})
