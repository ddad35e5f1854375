"""The register of Northmarch is kept: people join, councils state, services correct."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from regard.domains.register import actions as register
from regard.domains.register import queries
from regard.domains.register.rules.people import KEEP_FOR, Particulars
from regard.domains.register.rules.places import PlaceDraft
from regard.domains.register.rules.reach import ReachFilter, Way
from regard.domains.register.rules.shapes import Shape
from regard.domains.register.rules.unlisted import Unlisted
from regard.domains.register.types import (
    AreaLevel,
    Criteria,
    Fact,
    PersonKind,
    ReachedBy,
    Sector,
    ServiceType,
    SizeBand,
)
from regard.foundation.accounts import actions as accounts
from regard.foundation.accounts.callers import Command
from regard.foundation.accounts.queries import get_person
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Refused

from .clock import as_at
from .corpus import read
from .founding import BY, Founded
from .land import COUNCILS
from .population import VISITORS_HOME, MadeLocation
from .shapes import staithe
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.register.models import Location

MONTH = timedelta(days=30)

FAILED, REFUSING = 9, 4
"""Addresses that mail came back from, and whose owners asked not to be asked."""


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


def keep(*, founded: Founded, locations: Sequence[MadeLocation], timeline: Timeline) -> None:
    """Keep the register between the first exercise and the second."""
    _state_told(founded=founded, timeline=timeline)
    _give_tasks(founded=founded, timeline=timeline)
    _draw_neighbourhood(founded=founded, timeline=timeline)
    _save_searches(founded=founded, timeline=timeline)
    _add_twin(founded=founded, locations=locations, timeline=timeline)
    _correct(founded=founded, timeline=timeline)


def _state_told(*, founded: Founded, timeline: Timeline) -> None:
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


def _give_tasks(*, founded: Founded, timeline: Timeline) -> None:
    """Let some addresses fail and some people refuse; give those only post reaches to a team."""
    at = timeline.when("told", hour=17)
    by = founded.by["lead"]
    words = read("people")["reaching"]
    contacts = queries.list_contacts(
        system=founded.system,
        location_ids=[
            row.location_id
            for row in queries.list_audience(system=founded.system, criteria=Criteria())
        ],
    )
    written_to = sorted(each.location_id for each in contacts.values() if each.email)
    random = Random(9)  # noqa: S311 (made-up data, no secret)
    chosen = random.sample(written_to, k=FAILED + REFUSING)
    with as_at(at):
        for location_id in chosen[:FAILED]:
            why = random.choice(words["failures"])
            register.fail_contact(location_id=location_id, why=why, by=by, at=at)
        for location_id in chosen[FAILED:]:
            mail.opt_out(
                address=contacts[location_id].email,
                scope=Refused.ASKING,
                how="Told us on the telephone",
                by=by,
                at=at,
            )
        job = register.Job(
            assigned_to=words["assigned_to"],
            due_on=timeline.day("told") + MONTH,
            note=words["note"],
        )
        by_post = ReachFilter(way=Way.POST)
        register.make_tasks(system=founded.system, wanted=by_post, job=job, by=by, at=at)


def _draw_neighbourhood(*, founded: Founded, timeline: Timeline) -> None:
    """Draw a neighbourhood on the map: services fall into it by where they are."""
    at = timeline.when("told", hour=18, minute=30)
    places = {place.name: place.pk for place in queries.list_places(system=founded.system)}
    with as_at(at):
        register.add_place(
            system=founded.system,
            draft=PlaceDraft(
                name="Westmere Staithe",
                level=AreaLevel.NEIGHBOURHOOD,
                parent_id=places["Westmere town"],
                area=Shape(staithe()),
            ),
            on=None,
            by=founded.by["lead"],
            at=at,
        )


def _save_searches(*, founded: Founded, timeline: Timeline) -> None:
    """Save two searches that the partnership asks again and again."""
    at = timeline.when("told", hour=18)
    small = Criteria(service_types=(ServiceType.HOME_CARE,), size_bands=(SizeBand.ONE,))
    voluntary = Criteria(sectors=(Sector.VOLUNTARY,))
    with as_at(at):
        for name, criteria in (
            ("Home care on its own", small),
            ("Charities and community groups", voluntary),
        ):
            register.save_segment(
                system=founded.system, name=name, criteria=criteria, by=founded.by["lead"], at=at
            )


def _add_twin(*, founded: Founded, locations: Sequence[MadeLocation], timeline: Timeline) -> None:
    """Add a day service that the register had already, under a name a little different."""
    at = timeline.when("corrected", hour=11)
    known = next(each for each in locations if each.kinds == (ServiceType.COMMUNITY,))
    councils = {council.name: council for council in founded.system.councils.all()}
    with as_at(at):
        register.add_location(
            said=Unlisted(
                name=f"The {known.name.removeprefix('The ')} Group",
                service_types=(ServiceType.COMMUNITY,),
                postcode=known.postcode,
                council_id=councils[known.place.council].pk,
                sector=Sector.VOLUNTARY,
                address=known.address,
                city=known.town,
            ),
            by=founded.by["lead"],
            at=at,
        )


def _correct(*, founded: Founded, timeline: Timeline) -> None:
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
            system=founded.system,
            correction=asked,
            answer="Thank you. Changed.",
            by=founded.by["lead"],
            at=at,
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
