"""What there is to take part in, when not to ask, whom somebody rang, and the week's ten lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from regard.domains.engagement import queries
from regard.domains.engagement.actions import chasing, digests, opportunities, quiet
from regard.domains.engagement.actions.formats import OtherForm, add_format
from regard.domains.engagement.queries.digests import list_readers
from regard.domains.engagement.rules.audience import kept_criteria
from regard.domains.engagement.rules.digests import monday_of
from regard.domains.engagement.types import FormatKind
from regard.domains.engagement.types.inviting import CallResult, OpportunityPlan
from regard.domains.register import queries as register
from regard.domains.register.types import Criteria, ServiceType
from regard.foundation.jobs.actions import start_job

from .clock import as_at, run_to_end
from .corpus import read
from .founding import Founded
from .population import VISITORS_HOME
from .timeline import Timeline

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.engagement.models import Exercise

READERS = 14
"""Services that asked for the ten lines, beside the visitor's home."""


def offer(*, founded: Founded, exercise: Exercise, timeline: Timeline) -> None:
    """Put on the board, in the calendar and beside the questions what people can use."""
    by = founded.by["lead"]
    at = timeline.when("board_written", hour=11)
    with as_at(at):
        for each in read("board")["opportunities"]:
            plan = OpportunityPlan(
                title=each["title"],
                words=each["words"],
                criteria=kept_criteria(
                    Criteria(service_types=tuple(map(ServiceType, each.get("for", ()))))
                ),
                minutes=each.get("minutes"),
                pays=each.get("pays", ""),
                url="",
                contact=each["contact"],
                opens_on=at.date(),
                closes_on=timeline.today + timedelta(days=each["open_for"]),
            )
            opportunities.add_opportunity(system=founded.system, plan=plan, by=by, at=at)
        title, starts_on, ends_on = _holidays(timeline.today)
        quiet.name_quiet(
            system=founded.system, title=title, starts_on=starts_on, ends_on=ends_on, by=by, at=at
        )
        _offer_other_forms(exercise, timeline, by=by)


def chase(*, exercise: Exercise, by: str, timeline: Timeline) -> None:
    """Ring some that were silent and would add most, and give the rest to somebody."""
    at = timeline.when("winter_chased", hour=14)
    coverage = queries.get_coverage(exercise=exercise)
    asked = [
        row
        for row in queries.list_missing(exercise=exercise, coverage=coverage)
        if row.was_invited
    ]
    words = read("board")
    with as_at(at):
        for row, call in zip(asked, words["calls"], strict=False):
            for result, said in call["came"]:
                chasing.note_call(
                    exercise=exercise,
                    location_id=row.location_id,
                    result=CallResult(result),
                    words=said,
                    by=by,
                    at=at,
                )
        for row in asked[len(words["calls"]) :][: words["given"]["how_many"]]:
            chasing.assign_call(
                exercise=exercise,
                location_id=row.location_id,
                assigned_to=words["given"]["to"],
                by=by,
                at=at,
            )


def send_digests(*, founded: Founded, location_ids: Sequence[int], timeline: Timeline) -> None:
    """Send last week's and this week's ten lines to the services that asked for them."""
    [home] = register.search_locations(system=founded.system, words=VISITORS_HOME)
    wished = timeline.when("board_written", hour=19)
    reachable = list_readers(
        system=founded.system,
        monday=monday_of(timeline.today),
        location_ids=location_ids,
    )
    some = [each.location_id for each in reachable if each.to][:READERS]
    with as_at(wished):
        for location_id in {home.pk, *some}:
            digests.want_digest(
                system=founded.system,
                location_id=location_id,
                by=founded.by["provider"] if location_id == home.pk else "link",
                at=wished,
            )
    for weeks in (1, 0):
        monday = monday_of(timeline.today - timedelta(weeks=weeks))
        at = timeline.on(monday, hour=7)
        with as_at(at):
            job = start_job(
                kind="engagement.send_digests",
                title="Sending the week’s ten lines",
                scope_key=f"system:{founded.system.pk}",
                by="schedule",
            )
        run_to_end(job, at=at)


def _offer_other_forms(exercise: Exercise, timeline: Timeline, *, by: str) -> None:
    at = timeline.when("winter_opened", hour=17)
    first = queries.list_questions(exercise=exercise)[0]
    with as_at(at):
        for each in read("board")["formats"]:
            form = OtherForm(
                kind=FormatKind(each["kind"]),
                question=first if each.get("of_first") else None,
                language=each.get("language", ""),
                words=each["words"],
            )
            add_format(exercise=exercise, form=form, by=by, at=at)


def _holidays(today: date) -> tuple[str, date, date]:
    """Return days soon in which nobody should be asked: the next holidays of schools."""
    starts_on = monday_of(today + timedelta(days=26))
    return "School holidays", starts_on, starts_on + timedelta(days=13)
