"""An exercise is written and opened, and its services are invited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regard.domains.engagement import actions, queries
from regard.domains.engagement.actions.phases import write_phase
from regard.domains.engagement.rules import Wording
from regard.domains.engagement.rules.phases import usual_phase
from regard.domains.engagement.types import InvitationFilter, PhaseKind, Plan, QuestionKind
from regard.domains.register import queries as register
from regard.domains.register.types import Criteria

from .clock import as_at
from .corpus import read
from .fairness import show_fair
from .founding import Founded
from .inviting import invite
from .timeline import LEAVING_DAYS, WINTER_CLOSES_AFTER, Timeline

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.models import Exercise, Question

MOST_INVITED = 5000
"""More than there are locations."""


@dataclass(frozen=True)
class Asked:
    """
    An open exercise.

    Attributes:
        wordings: of its questions as words/exercises.toml has them, in their order.
        questions: in the order in which they are asked.
        locations: the register's number of each location, by its key.
        invitations: the number of each location's, by the number of the location.
    """

    name: str
    exercise: Exercise
    wordings: tuple[Mapping[str, Any], ...]
    questions: tuple[Question, ...]
    locations: Mapping[str, int]
    invitations: Mapping[int, int]


def ask(*, name: str, founded: Founded, keys: Sequence[str], timeline: Timeline) -> Asked:
    """
    Write and open an exercise, and send its invitations.

    :param name: "leaving" or "winter", as in words/exercises.toml.
    :param keys: every location's.
    """
    by, written = founded.by["lead"], timeline.when(f"{name}_written")
    wordings = _wordings(name, timeline)
    with as_at(written):
        plan = _plan(name, timeline)
        exercise = actions.create_exercise(system=founded.system, plan=plan, by=by, at=written)
        _add_questions(exercise, wordings, by=by, at=written)
        everyone = Criteria()
        actions.choose_audience(exercise=exercise, criteria=everyone, by=by, at=written)
        show_fair(exercise, information=read("exercises")[name]["information"], by=by, at=written)
        if name == "winter":
            _plan_deliberation(exercise, timeline, by=by, at=written)
    exercise = invite(name=name, exercise=exercise, by=by, timeline=timeline)
    invited = queries.list_invitations(
        exercise=exercise, which=InvitationFilter.ALL, after=0, limit=MOST_INVITED
    )
    return Asked(
        name=name,
        exercise=exercise,
        wordings=wordings,
        questions=tuple(queries.list_questions(exercise=exercise)),
        locations=register.find_locations(system=founded.system, keys=keys),
        invitations={row.location_id: row.invitation_id for row in invited},
    )


def _plan(name: str, timeline: Timeline) -> Plan:
    words = read("exercises")[name]
    opens_on = timeline.day(f"{name}_opened")
    if name == "leaving":
        closes_on = opens_on + timedelta(days=LEAVING_DAYS)
        reply_by = timeline.day("strategy_published") + timedelta(days=10)
    else:
        closes_on = timeline.today + timedelta(days=WINTER_CLOSES_AFTER)
        reply_by = closes_on + timedelta(days=60)
    return Plan(
        title=words["title"],
        purpose=words["purpose"],
        open_to_change=words["open_to_change"],
        opens_on=opens_on,
        closes_on=closes_on,
        reply_by=reply_by,
        decided=words["decided"],
        scope=words["scope"],
    )


def _wordings(name: str, timeline: Timeline) -> tuple[Mapping[str, Any], ...]:
    """Return the questions of an exercise, with the days that their settings name."""
    opens_on = timeline.day(f"{name}_opened")
    days = {"opens": opens_on, "in_four_months": opens_on + timedelta(days=120)}
    return tuple(
        question
        | {
            "settings": {
                key: value.format(**days) if isinstance(value, str) else value
                for key, value in question.get("settings", {}).items()
            }
        }
        for question in read("exercises")[name]["questions"]
    )


def _add_questions(
    exercise: Exercise, wordings: Sequence[Mapping[str, Any]], *, by: str, at: datetime
) -> None:
    made: list[Question] = []
    for question in wordings:
        condition = question.get("shown_if")
        wording = Wording(
            kind=QuestionKind(question["kind"]),
            text=question["text"],
            hint=question.get("hint", ""),
            options=tuple(question.get("options", ())),
            is_required=question.get("is_required", False),
            settings=question["settings"],
            shown_if=made[condition - 1].pk if condition else None,
            shown_for=tuple(question.get("shown_for", ())),
        )
        made.append(actions.add_question(exercise=exercise, wording=wording, by=by, at=at))


def _plan_deliberation(exercise: Exercise, timeline: Timeline, *, by: str, at: datetime) -> None:
    """Plan that people say what they think of one another's views, while answers come."""
    phase = usual_phase(PhaseKind.DELIBERATE, timeline.day("talk_opened"), exercise.closes_on)
    write_phase(exercise=exercise, phase=phase, by=by, at=at)


def close(*, asked: Asked, timeline: Timeline) -> None:
    """Close an exercise as the clock does when its last day is over."""
    at = timeline.when(f"{asked.name}_closed", hour=1)
    with as_at(at):
        actions.close_due_exercises(by="schedule", at=at)
    asked.exercise.refresh_from_db()
