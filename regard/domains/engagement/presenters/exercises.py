"""How exercises are worded and laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.rules import SUGGESTED_QUESTIONS
from regard.domains.engagement.rules.words import count, day, weekday
from regard.domains.engagement.types import ExerciseRow, InvitationCounts, Stage
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import Exercise

STAGE_TAGS = {
    Stage.DRAFT: ("Draft", "no"),
    Stage.OPEN: ("Open now", "ok"),
    Stage.CLOSED: ("Being answered", "part"),
    Stage.ANSWERED: ("Answered", "voice"),
}

GROUPS = (
    (Stage.OPEN, "Open now"),
    (Stage.CLOSED, "Closed, and being answered"),
    (Stage.ANSWERED, "Answered"),
    (Stage.DRAFT, "Drafts, which only your team sees"),
)


@dataclass(frozen=True)
class Next:
    """The one thing to do now."""

    title: str
    words: str
    label: str
    url: str


@dataclass(frozen=True)
class Progress:
    """
    How far the team has come with an exercise, as its next step depends on.

    Attributes:
        audience: services that it is for: of today while it is a draft, else as fixed.
        missing: things that a draft still lacks to be fair; see `rules.gate`.
    """

    questions: int
    audience: int
    invitations: InvitationCounts
    themes: int
    missing: int = 0


def address(name: str, exercise: Exercise) -> str:
    """Return the address of a page of the exercise."""
    return reverse(f"engagement:{name}", args=[exercise.system.slug, exercise.slug])


def grouped(rows: Sequence[ExerciseRow]) -> list[tuple[str, list[ExerciseRow]]]:
    """Return exercises under a heading for each stage that has any, open ones first."""
    found = ((words, [row for row in rows if row.stage is stage]) for stage, words in GROUPS)
    return [(words, group) for words, group in found if group]


def list_lede(rows: Sequence[ExerciseRow]) -> str:
    """Return how many exercises are at which stage, e.g. "1 open now, 3 answered."."""
    stages = [row.stage for row in rows]
    counts = (
        (stages.count(Stage.OPEN), "open now"),
        (stages.count(Stage.CLOSED), "being answered"),
        (stages.count(Stage.ANSWERED), "answered"),
    )
    words = ", ".join(f"{number:,} {state}" for number, state in counts if number)
    return f"{words}. Everyone who answers is told what became of it." if words else ""


def when_in_words(row: ExerciseRow, *, today: date) -> str:
    """Return what is next for an exercise and by when, in a line."""
    if row.stage is Stage.DRAFT:
        return f"To open on {day(row.opens_on)}"
    if row.stage is Stage.OPEN:
        left = (row.closes_on - today).days
        if left < 0:
            return f"Closed on {day(row.closes_on)}"
        soon = {0: "today is the last day", 1: "closes tomorrow"}
        return f"Two minutes · {soon.get(left, f'closes {weekday(row.closes_on)}')}"
    if row.stage is Stage.CLOSED:
        late = " That day has passed." if today > row.reply_by else ""
        return f"Closed on {day(row.closes_on)}. Everyone hears back by {day(row.reply_by)}.{late}"
    return f"Closed on {day(row.closes_on)} and answered"


def heard_in_words(row: ExerciseRow, *, shows_few: bool) -> str:
    """
    Return who has been heard, e.g. "212 of 1,178 services heard, 260 answers in all".

    :param shows_few: whether the reader may see a number so small that it tells who.
    """
    if not row.asked:
        return ""
    if is_few(row) and not shows_few:
        return f"Too few of {count(row.asked, 'service')} heard yet to say how many"
    answers = count(row.contributions, "answer")
    return f"{row.heard:,} of {count(row.asked, 'service')} heard, {answers} in all"


def is_few(row: ExerciseRow) -> bool:
    """Test whether so few have spoken that their number could tell who they are."""
    return any(0 < n < SMALLEST_SHOWN for n in (row.heard, row.contributions))


def lede(row: ExerciseRow, *, today: date, shows_few: bool) -> str:
    """Return the finding of an exercise's page, in numbers."""
    if row.stage is Stage.DRAFT:
        return "This is a draft. Only your team sees it."
    if row.stage is Stage.OPEN:
        return " ".join((*_heard(row, shows_few=shows_few), _time_left(row, today)))
    points = f"{count(row.points, 'point')} made, in {count(row.themes, 'theme')}."
    return " ".join((*_heard(row, shows_few=shows_few), f"{points[:1].upper()}{points[1:]}"))


def how_it_stands(
    exercise: Exercise, row: ExerciseRow, *, today: date, shows_few: bool
) -> dict[str, object]:
    """Return the tag and the finding of an exercise's page, also of one that was withdrawn."""
    if exercise.is_withdrawn and exercise.closed_at is not None:
        on = day(timezone.localdate(exercise.closed_at))
        words = f"Withdrawn on {on}, before anybody was asked. Only your team sees it."
        return {"tag": ("Withdrawn", "no"), "lede": words}
    words = lede(row, today=today, shows_few=shows_few)
    return {"tag": STAGE_TAGS[row.stage], "lede": words}


def figures(row: ExerciseRow) -> list[tuple[int, str]]:
    """Return what an exercise counts: answers while it is open, and themes afterwards."""
    share = f" ({row.heard / row.asked:.0%})" if row.asked else ""
    asked = [
        (row.asked, "services asked, as the register stood on the day it opened"),
        (row.heard, f"of those services heard{share}"),
    ]
    if row.stage is Stage.OPEN:
        return [
            *asked,
            (row.contributions, "answers kept, services’ and people’s"),
            (row.points, "points made in them"),
        ]
    in_answers = f"points made in {count(row.contributions, 'answer')}"
    return [*asked, (row.points, in_answers), (row.themes, "themes in them")]


def next_step(exercise: Exercise, progress: Progress, *, today: date) -> Next | None:
    """Return the one thing for the team to do now; None if there is nothing."""
    if exercise.stage == Stage.DRAFT:
        return _next_in_draft(exercise, progress)
    if exercise.stage == Stage.OPEN:
        return _next_while_open(exercise, progress, today=today)
    if exercise.stage == Stage.CLOSED:
        return _next_when_closed(exercise, progress)
    return None


def _heard(row: ExerciseRow, *, shows_few: bool) -> list[str]:
    words = heard_in_words(row, shows_few=shows_few)
    return [f"{words}."] if words else []


def _time_left(row: ExerciseRow, today: date) -> str:
    left = (row.closes_on - today).days
    if left < 0:
        return f"It closed on {day(row.closes_on)}."
    if left == 0:
        return "Today is the last day."
    return f"{count(left, 'day')} left, until {weekday(row.closes_on)}."


def _next_in_draft(exercise: Exercise, progress: Progress) -> Next:
    if not progress.questions:
        return Next(
            "Write the questions",
            f"{SUGGESTED_QUESTIONS} at the most, so that it takes two minutes.",
            "Add a question",
            address("questions", exercise),
        )
    if not exercise.criteria:
        return Next(
            "Choose whom you ask",
            "By kind of service, place, size and sector, from the register.",
            "Choose the audience",
            address("audience", exercise),
        )
    if progress.missing:
        return Next(
            "Show that it is fair",
            f"{count(progress.missing, 'thing')} still missing. For a small exercise it takes "
            "a few minutes.",
            "See what is missing",
            address("gate", exercise),
        )
    return Next(
        "Open it",
        f"It is for {count(progress.audience, 'service')}. Check it once more, then open it.",
        "Check and open",
        address("open_exercise", exercise),
    )


def _next_while_open(exercise: Exercise, progress: Progress, *, today: date) -> Next:
    asked = progress.invitations
    if today > exercise.closes_on:
        return Next(
            "Close it",
            f"Its last day was {day(exercise.closes_on)}. It takes no more answers.",
            "Close",
            address("close_exercise", exercise),
        )
    if not asked.asked:
        return Next(
            "Send the invitations",
            f"{count(asked.locations, 'service address', 'service addresses')} to ask, each "
            "by a link of its own.",
            "Go to the invitations",
            address("invitations", exercise),
        )
    if asked.letters > asked.printed:
        return Next(
            "Print the letters",
            f"{count(asked.letters - asked.printed, 'service')} without an email address "
            "can only be asked by post.",
            "Print letters",
            address("letters", exercise),
        )
    return Next(
        "See who is missing",
        f"{count(asked.asked - asked.answered, 'service address', 'service addresses')} "
        "asked and not heard yet.",
        "Whose voice is missing",
        address("coverage", exercise),
    )


def _next_when_closed(exercise: Exercise, progress: Progress) -> Next:
    if not progress.themes:
        return Next(
            "Find the themes",
            "The machine proposes them from what was said. You name, merge and sign off.",
            "Find the themes",
            address("themes", exercise),
        )
    return Next(
        "Go on with the themes",
        f"{count(progress.themes, 'theme')} so far. Everyone was promised an answer by "
        f"{day(exercise.reply_by)}.",
        "Read what was said",
        address("themes", exercise),
    )
