"""Who people are, told apart from what they said; the populations; and what is done about it."""

from __future__ import annotations

import csv
import io
from random import Random
from typing import TYPE_CHECKING

from regard.domains.engagement import queries
from regard.domains.engagement.actions import monitoring
from regard.domains.engagement.rules.monitoring import COLUMNS, PEOPLE, PREFER_NOT

from .clock import as_at
from .corpus import read
from .timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.engagement.models import Contribution, Exercise

TELL = 0.8
"""How many people tick anything about themselves, 0 to 1."""

MOST_PEOPLE = 5000


def tell_of_people(*, exercise: Exercise, random: Random) -> None:
    """Let those who answered for themselves say who they are, each just after they answered."""
    shares = read("equality")["people"]
    people = [each for each in _list_kept(exercise) if each.speaker in PEOPLE]
    for contribution in people:
        if random.random() >= TELL or contribution.kept_at is None:
            continue
        values = {name: _draw(groups, random) for name, groups in shares.items()}
        if contribution.speaker == "carer":
            values["carer"] = "yes"
        with as_at(contribution.kept_at):
            monitoring.tell_about_you(
                contribution=contribution,
                values=values,
                by="public",
                at=contribution.kept_at,
            )


def load_populations(*, exercise: Exercise, by: str, timeline: Timeline) -> None:
    """Load how many people of each group live in Northmarch, as a table."""
    words = read("equality")
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for name, groups in words["residents"].items():
        for value, people in groups.items():
            writer.writerow([name, value, people, words["source"], words["as_at"]])
    at = timeline.when("leaving_named", hour=9)
    with as_at(at):
        monitoring.load_populations(
            system=exercise.system,
            chunks=[table.getvalue().encode()],
            name="People of Northmarch.csv",
            by=by,
            at=at,
        )


def mitigate(
    *, exercise: Exercise, themes: Mapping[str, int], by: str, timeline: Timeline
) -> None:
    """Write of two themes which groups they weigh on, and what will be done about it."""
    at = timeline.when("strategy_written", hour=15)
    with as_at(at):
        for each in read("equality")["mitigations"]:
            monitoring.write_mitigation(
                theme=queries.get_theme(exercise=exercise, theme_id=themes[each["topic"]]),
                characteristic=each["characteristic"],
                value=each["value"],
                effect=each["effect"],
                words=each["words"],
                by=by,
                at=at,
            )


def _list_kept(exercise: Exercise) -> list[Contribution]:
    kept = exercise.contributions.filter(kept_at__isnull=False).select_related("exercise")
    return list(kept.order_by("pk")[:MOST_PEOPLE])


def _draw(groups: Mapping[str, float], random: Random) -> str:
    """Return the group of one person: blank for some, and rather not said by a few."""
    chance = random.random()
    if chance < 0.05:
        return ""
    if chance < 0.09:
        return PREFER_NOT
    return random.choices(list(groups), list(groups.values()))[0]
