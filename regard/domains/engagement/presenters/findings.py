"""What was said, as a finding in a sentence, and what to do next with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import Stage, ThemeRow, ThemeState
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.queries.tallies import Tally
    from regard.domains.engagement.types import ExerciseRow


def themes_title(rows: Sequence[ThemeRow]) -> str:
    if not rows:
        return "What was said, not yet in groups"
    return f"Themes: what was said, in {count(len(rows), 'group')}"


def themes_lede(tally: Tally) -> str:
    """Return how much was said and by how many, and where it stands."""
    if not tally.points:
        return "Nothing has been said in words yet."
    from_whom = [_services(tally.services)] if tally.services else []
    if tally.others:
        from_whom.append(count(tally.others, "person or group", "people and groups"))
    said = f"{count(tally.points, 'point')} from {' and '.join(from_whom)}."
    if not tally.in_themes:
        return said
    if not tally.alone:
        return f"{said} Every one is in a theme."
    stand = "stands alone and is" if tally.alone == 1 else "stand alone and are"
    are = "is" if tally.in_themes == 1 else "are"
    return f"{said} {tally.in_themes:,} {are} in a theme; {tally.alone:,} {stand} shown in full."


def _services(number: int) -> str:
    return count(number, "service") if number >= SMALLEST_SHOWN else "fewer than 6 services"


def alone_lede(tally: Tally, *, shows_who: bool) -> str:
    """Return how many points stand alone, and how many of them this reader is not shown."""
    hidden = 0 if shows_who else tally.alone_hidden
    shown = tally.alone - hidden
    are = "is" if shown == 1 else "are"
    lede = f"{count(shown, 'point')} {are} like no other, and shown in full."
    if not hidden:
        return lede
    return f"{lede} {hidden:,} more {'was' if hidden == 1 else 'were'} said to the team only."


def unsure_lede(points: int) -> str:
    """Return how many points are in doubt, and why."""
    if not points:
        return "Every point has its place."
    are = "is" if points == 1 else "are"
    return f"{count(points, 'point')} {are} nearly as close to a second theme. Please read them."


def again_lede(points: int) -> str:
    """Return how many points were put into a theme before it changed, and what to do."""
    if not points:
        return "Every point was put where it is since its theme last changed."
    were = "was" if points == 1 else "were"
    return (
        f"{count(points, 'point')} {were} put into a theme before it changed. "
        "Please say whether they still belong there."
    )


@dataclass(frozen=True)
class ThemeStep:
    """The one thing to do next with an exercise's themes."""

    title: str
    words: str
    label: str
    page: str
    theme_id: int | None = None
    is_post: bool = False


def theme_step(rows: Sequence[ThemeRow], *, tally: Tally) -> ThemeStep | None:
    """Return what to do next, or None where nothing was said or everything is decided."""
    waiting = [row for row in rows if row.state is ThemeState.PROPOSED and row.points]
    if tally.points and not rows:
        words = "A program on this machine proposes groups of what is alike. You decide on them."
        return ThemeStep(
            "Group what was said", words, "Propose themes", "propose_themes", None, True
        )
    if tally.unsure:
        points = count(tally.unsure, "point")
        words = "Each is nearly as close to a second theme. Read them, and say where they belong."
        title = f"The machine is unsure of {points}"
        return ThemeStep(title, words, "Go through them", "unsure")
    if tally.again:
        points = count(tally.again, "point")
        words = "Each was put into a theme that says something else now. Say where they belong."
        return ThemeStep(f"{points} to be looked at again", words, "Look again", "look_again")
    if waiting:
        title = f"{count(len(waiting), 'theme')} still to be signed off"
        words = f"Next is “{waiting[0].title}”: read it, give it a name, and sign it off."
        return ThemeStep(title, words, "Read it", "theme", waiting[0].theme_id)
    return None


def said_lede(rows: Sequence[ExerciseRow]) -> str:
    """Return how much was said, and how many exercises have been answered."""
    if not rows:
        return "Nothing has been asked yet."
    answers = count(sum(row.contributions for row in rows), "answer")
    answered = sum(row.stage is Stage.ANSWERED for row in rows)
    said = f"{answers[:1].upper()}{answers[1:]} in {count(len(rows), 'exercise')}."
    if not answered:
        return f"{said} None has been answered in full yet."
    return f"{said} You can read all that was said in {answered:,}, and what became of it."


def said_words(row: ExerciseRow) -> str:
    """Return what there is to read of an exercise, in a sentence."""
    if row.stage is Stage.ANSWERED:
        arguments = count(row.voices.arguments, "distinct argument")
        themes = count(row.themes, "theme")
        return f"{count(row.points, 'point')}, {arguments}, in {themes}, all answered."
    return f"Being read and answered. What was said is published by {day(row.reply_by)}."
