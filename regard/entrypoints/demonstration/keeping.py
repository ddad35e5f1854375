"""The register of Northmarch is kept: people join, councils state, services correct."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from regard.domains.register import actions as register
from regard.domains.register import queries
from regard.domains.register.rules.people import KEEP_FOR, Particulars
from regard.domains.register.rules.reach import ReachFilter, ReachState
from regard.domains.register.types import AreaLevel, Fact, PersonKind, ReachedBy
from regard.foundation.accounts import actions as accounts
from regard.foundation.accounts.callers import Command
from regard.foundation.accounts.queries import get_person

from .clock import as_at
from .corpus import read
from .founding import BY, Founded
from .land import COUNCILS
from .population import VISITORS_HOME
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.register.models import Location

MONTH = timedelta(days=30)


def add_people(*, founded: Founded, timeline: Timeline) -> None:
    """Put people on the register in their own right, as they asked to be."""
    at, on = timeline.when("people", hour=15), timeline.day("people")
    places = {place.name: place.pk for place in queries.list_places(system=founded.system)}
    with as_at(at):
        for row in read("people")["people"]:
            register.add_person(
                system=founded.system,
                said=Particulars(
                    kind=PersonKind(row["kind"]),
                    name=row["name"],
                    email=row.get("email", ""),
                    telephone=row.get("telephone", ""),
                    address=row.get("address", ""),
                    reached_by=ReachedBy(row["reached_by"]),
                    level=AreaLevel(row["level"]),
                    place_id=places[row["place"]],
                    needs=row.get("needs", ""),
                ),
                agreed_on=on,
                keep_until=on + KEEP_FOR,
                by=founded.by["lead"],
                at=at,
            )


def state_told(*, founded: Founded, timeline: Timeline) -> None:
    """Let one council state this year that all were told; the other did so last year only."""
    words = read("people")["told"]
    councils = {council.name: council for council in founded.system.councils.all()}
    for name, when in zip(COUNCILS, ("told", "told_before"), strict=True):
        at = timeline.when(max(when, "told", key=timeline.day), hour=16)
        with as_at(at):
            register.state_told(
                system=founded.system,
                council=councils[name],
                statement=register.Statement(
                    subject=words["subject"],
                    how=words["how"],
                    made_by=words["by"][name],
                    made_on=timeline.day(when),
                    exceptions=words["exceptions"],
                ),
                by=founded.by["commissioner"],
                at=at,
            )


def give_tasks(*, founded: Founded, timeline: Timeline) -> None:
    """Give the market team every service that nobody can reach."""
    at = timeline.when("told", hour=17)
    words = read("people")["reaching"]
    with as_at(at):
        register.make_tasks(
            system=founded.system,
            wanted=ReachFilter(states=(ReachState.NOBODY,)),
            job=register.Job(
                assigned_to=words["assigned_to"],
                due_on=timeline.day("told") + MONTH,
                note=words["note"],
            ),
            by=founded.by["lead"],
            at=at,
        )


def correct(*, founded: Founded, timeline: Timeline) -> None:
    """Let the visitor's home see its own, correct one thing, and wait for another."""
    home = _home(founded)
    provider = get_person(email="provider@northmarch.example")
    accounts.grant(
        person=provider,
        role="Provider",
        scope_key=f"organisation:{home.organisation_id}",
        by=BY,
        at=timeline.when("founded", hour=12),
    )
    at = timeline.when("corrected", hour=20)
    with as_at(at):
        asked = register.ask_correction(
            location=home,
            fact=Fact.BEDS,
            value={"beds": 17},
            reason="We took two small rooms together in March and told the regulator then",
            by=founded.by["provider"],
            at=at,
        )
    at = timeline.when("corrected", hour=21)
    with as_at(at):
        register.accept_correction(
            correction=asked, answer="Thank you. Changed.", by=founded.by["lead"], at=at
        )
    at = timeline.when("asked_to_correct", hour=21)
    with as_at(at):
        register.ask_correction(
            location=home,
            fact=Fact.LINES,
            value={"telephone": "01632 960715", "website": "https://rowanwath.example"},
            reason="The old number rings in the empty office",
            by=founded.by["provider"],
            at=at,
        )


def _home(founded: Founded) -> Location:
    [found] = queries.search_locations(system=founded.system, words=VISITORS_HOME)
    return queries.get_location(system=founded.system, location_id=found.pk, caller=Command())
