"""An exercise is written, opened and answered, through the doors that people use."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from regard.domains.engagement import actions, queries
from regard.domains.engagement.rules import Wording
from regard.domains.engagement.types import (
    Channel,
    InvitationFilter,
    InvitationRow,
    Plan,
    QuestionKind,
    Said,
)
from regard.domains.register import queries as register
from regard.domains.register.types import Criteria

from .clock import as_at, run_to_end
from .corpus import read
from .fairness import show_fair
from .founding import Founded
from .heard import MadeContribution
from .timeline import LEAVING_DAYS, WINTER_CLOSES_AFTER, Timeline

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise, Question

MOST_INVITED = 5000
"""More than there are locations."""

SHEET = "Care Alliance members – leaving hospital.csv"


@dataclass(frozen=True)
class Asked:
    """
    An open exercise.

    Attributes:
        questions: in the order in which they are asked.
        locations: the register's number of each location, by its key.
        invitations: the number of each location's, by the number of the location.
    """

    name: str
    exercise: Exercise
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
    with as_at(written):
        plan = _plan(name, timeline)
        exercise = actions.create_exercise(system=founded.system, plan=plan, by=by, at=written)
        for question in read("exercises")[name]["questions"]:
            wording = _wording(question)
            actions.add_question(exercise=exercise, wording=wording, by=by, at=written)
        everyone = Criteria()
        actions.choose_audience(exercise=exercise, criteria=everyone, by=by, at=written)
        show_fair(exercise, information=read("exercises")[name]["information"], by=by, at=written)
    opened = timeline.when(f"{name}_opened", hour=9)
    with as_at(opened):
        exercise = actions.open_exercise(exercise=exercise, by=by, at=opened)
        job = actions.send_invitations(exercise=exercise, by=by, at=opened)
    run_to_end(job, at=timeline.when(f"{name}_opened", hour=9, minute=30))
    invited = queries.list_invitations(
        exercise=exercise, which=InvitationFilter.ALL, after=0, limit=MOST_INVITED
    )
    _post_letters(exercise, invited, by=by, at=timeline.when(f"{name}_opened", hour=15))
    return Asked(
        name=name,
        exercise=exercise,
        questions=tuple(queries.list_questions(exercise=exercise)),
        locations=register.find_locations(system=founded.system, keys=keys),
        invitations={row.location_id: row.invitation_id for row in invited},
    )


def keep(
    *,
    asked: Asked,
    said: Sequence[MadeContribution],
    lead: str,
    timeline: Timeline,
    random: Random,
) -> None:
    """Keep what everyone said, each on its day and by its own way."""
    sheet = [each for each in said if each.channel is Channel.SPREADSHEET]
    for each in said:
        if each.channel is not Channel.SPREADSHEET:
            _keep(asked, each, lead=lead, timeline=timeline, random=random)
    if sheet:
        _load_sheet(asked, sheet, lead=lead, timeline=timeline)


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


def _wording(question: Mapping[str, Any]) -> Wording:
    return Wording(
        kind=QuestionKind(question["kind"]),
        text=question["text"],
        hint=question.get("hint", ""),
        options=tuple(question.get("options", ())),
        is_required=question.get("is_required", False),
    )


def _post_letters(
    exercise: Exercise, rows: Sequence[InvitationRow], *, by: str, at: datetime
) -> None:
    letters = [row.invitation_id for row in rows if row.channel is Channel.LETTER]
    with as_at(at):
        actions.mark_printed(exercise=exercise, invitation_ids=letters, by=by, at=at)


def _keep(
    asked: Asked, each: MadeContribution, *, lead: str, timeline: Timeline, random: Random
) -> None:
    day = timeline.day(f"{asked.name}_opened") + timedelta(days=each.day)
    at = timeline.on(day, hour=random.randint(10, 21), minute=random.randint(0, 59))
    location_id = asked.locations[each.location.key] if each.location else None
    is_by_link = each.channel is Channel.LINK and location_id in asked.invitations
    invitation = (
        queries.get_invitation(
            exercise=asked.exercise, invitation_id=asked.invitations[location_id]
        )
        if is_by_link and location_id
        else None
    )
    is_typed_in = each.channel not in {Channel.LINK, Channel.WEB}
    by = f"invitation:{invitation.pk}" if invitation else "public"
    with as_at(at):
        actions.keep_contribution(
            exercise=asked.exercise,
            said=Said(
                answers=_answers(asked, each),
                speaker=each.speaker,
                channel=each.channel,
                visibility=each.visibility,
                said_on=day,
                location_id=location_id,
                name=each.name,
                email=each.email,
                telephone=each.telephone,
                address=each.address,
                entered_by=lead if is_typed_in else "",
            ),
            invitation=invitation,
            by=lead if is_typed_in else by,
            at=at,
        )


def _answers(asked: Asked, each: MadeContribution) -> dict[int, str]:
    in_words = {asked.questions[n - 1].pk: answer.text for n, answer in each.answers.items()}
    chosen = {
        asked.questions[n - 1].pk: asked.questions[n - 1].options[option]
        for n, option in each.choices.items()
    }
    return in_words | chosen


def _load_sheet(
    asked: Asked, sheet: Sequence[MadeContribution], *, lead: str, timeline: Timeline
) -> None:
    """Load what the care association gathered, as its own spreadsheet has it."""
    header = ["Service name", "Postcode", "Your name", "Date"]
    opened = timeline.day(f"{asked.name}_opened")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / SHEET
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*header, *(question.text for question in asked.questions)])
            for each in sheet:
                answers = _answers(asked, each)
                location = each.location
                if location is None:
                    continue
                day = opened + timedelta(days=min(each.day, LEAVING_DAYS - 3))
                row = [location.name, location.postcode, each.name, f"{day:%d/%m/%Y}"]
                writer.writerow([*row, *(answers.get(q.pk, "") for q in asked.questions)])
        at = timeline.when(f"{asked.name}_sheet", hour=14)
        with as_at(at):
            actions.load_contributions(
                exercise=asked.exercise, path=path, name=SHEET, by=lead, at=at
            )


def close(*, asked: Asked, timeline: Timeline) -> None:
    """Close an exercise as the clock does when its last day is over."""
    at = timeline.when(f"{asked.name}_closed", hour=1)
    with as_at(at):
        actions.close_due_exercises(by="schedule", at=at)
    asked.exercise.refresh_from_db()
