"""Who decides in Northmarch: its bodies, seats and who sits in them, with real gaps."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from regard.domains.governance import actions
from regard.domains.governance.actions import support
from regard.domains.governance.types import (
    BasisKind,
    BodyKind,
    BodyPart,
    Constituency,
    Section,
    Side,
    Standing,
    SuccessionKind,
    SupportKind,
)
from regard.domains.register import queries as register
from regard.domains.register.types import AreaLevel, Criteria, Sector, ServiceType, SizeBand
from regard.foundation.accounts.queries import get_person

from .clock import as_at
from .corpus import read
from .founding import Founded
from .population import VISITORS_HOME
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.governance.models import Body, Holder, Seat, Terms, Topic

BEGAN = date(2022, 7, 1)
"""When the boards of today began; it is public, and the only real date here."""

SEATED_DAYS, LAPSED_DAYS, LEFT_DAYS = 900, 1_400, 45
"""How many days ago most were appointed, one whose term is over was, and one left."""

ENDED_DAYS = 200
"""How many days ago two groups became one."""

TO_FILL_IN = re.compile(r"\[([^\]]+)\]")

EMAIL = "{key}@northmarch.example"

PERSONAS = {"dawn": "provider", "gareth": "association", "jyoti": "commissioner"}
"""Seat holders whom a visitor can be: the first part of their email address."""


class Governing:
    """Northmarch's governance as it is being set up."""

    def __init__(self, founded: Founded, timeline: Timeline) -> None:
        self.system = founded.system
        self.by = founded.by["secretary"]
        self.lead = founded.by["lead"]
        self.people = founded.by
        self.timeline = timeline
        self.words = read("bodies")
        self.at = timeline.when("governed")
        self.bodies: dict[str, Body] = {}
        self.seats: dict[tuple[str, str], Seat] = {}
        self.holders: dict[str, Holder] = {}
        self.topics: dict[str, Topic] = {}
        places = {place.name: place for place in register.list_places(system=self.system)}
        self.places = places
        self.networks = {
            row.name: row.network_id for row in register.list_networks(system=self.system)
        }
        self.councils = {council.name: council for council in self.system.councils.all()}

    def set_up(self) -> None:
        """Add bodies, seats, holders, responsibilities and terms."""
        with as_at(self.at):
            self._add_people()
            for words in self.words["bodies"]:
                self._add_body(words)
            self._end_what_merged()
            self._say_who_does_what()
        self._adopt_terms()

    def _ago(self, days: int) -> date:
        return self.timeline.today - timedelta(days=days)

    def _add_people(self) -> None:
        used: set[int] = set()
        for key, (name, job, side, where) in self.words["people"].items():
            organisation_id = None
            if side == Side.PROVIDER:
                words = VISITORS_HOME if key == "dawn" else ""
                organisation_id = self._provider(ServiceType(where), words, used)
            email = EMAIL.format(key=PERSONAS.get(key, key))
            person = get_person(email=email) if key in PERSONAS else None
            self.holders[key] = actions.add_holder(
                system=self.system,
                details=actions.HolderDetails(
                    name=name,
                    side=Side(side),
                    job=job,
                    email=email,
                    works_at="" if organisation_id else where,
                    organisation_id=organisation_id,
                    person_id=person.pk if person else None,
                ),
                by=self.by,
                at=self.at,
            )

    def _provider(self, kind: ServiceType, words: str, used: set[int]) -> int:
        """Return a provider of this kind of care from whom nobody sits yet: a small one if any."""
        rows = register.list_audience(
            system=self.system, criteria=Criteria(service_types=(kind,), words=words)
        )
        small = sorted(rows, key=lambda row: (row.size_band is not SizeBand.ONE, row.service_id))
        found = next(row for row in small if row.organisation_id not in used)
        used.add(found.organisation_id)
        return found.organisation_id

    def _add_body(self, words: dict[str, Any]) -> None:
        meetings, minutes, reading, papers = words["meetings"]
        begins = self._ago(ENDED_DAYS) if words.get("new") else BEGAN
        level = AreaLevel(words.get("level", "system"))
        network = self.networks.get(words.get("network", ""))
        body = actions.add_body(
            system=self.system,
            facts=actions.BodyFacts(
                name=words["name"],
                kind=BodyKind(words["kind"]),
                level=level,
                place=self.places.get(words.get("place", "")),
                council=self.councils.get(words.get("council", "")),
                network=register.get_network_called(slug=self._slug(network)) if network else None,
                parent=self.bodies.get(words.get("parent", "")),
                about=words["about"],
                run_by=words["run_by"],
                meetings_a_year=meetings,
                minutes_each=minutes,
                minutes_before=reading,
                papers_each=papers,
                is_open=words.get("open", False),
                valid_from=begins,
            ),
            by=self.by,
            at=self.at,
        )
        self.bodies[body.name] = body
        if "also" in words:
            actions.add_role(
                body=body, kind=BodyKind(words["also"]), valid_from=begins, by=self.by, at=self.at
            )
        if "basis" in words:
            kind, citation, said = words["basis"]
            actions.add_basis(
                body=body,
                facts=actions.BasisFacts(
                    kind=BasisKind(kind), citation=citation, words=said, valid_from=begins
                ),
                by=self.by,
                at=self.at,
            )
        for seat in words["seats"]:
            self._add_seat(body, seat, begins)

    def _slug(self, network_id: int) -> str:
        rows = register.list_networks(system=self.system)
        return next(row.slug for row in rows if row.network_id == network_id)

    def _add_seat(self, body: Body, words: list[Any], begins: date) -> None:
        name, nominated_by, speaks_for, standing, holder, *rest = words
        more: dict[str, Any] = rest[0] if rest else {}
        seat = actions.add_seat(
            body=body,
            details=actions.SeatDetails(
                name=name,
                nominated_by=Side(nominated_by),
                speaks_for=Constituency(speaks_for),
                standing=Standing(standing),
                nominator=more.get("network", ""),
                network_id=self.networks.get(more.get("network", "")),
                service_types=tuple(map(ServiceType, more.get("types", ()))),
                sectors=tuple(map(Sector, more.get("sectors", ()))),
                size_bands=tuple(map(SizeBand, more.get("sizes", ()))),
                term_months=36 if more.get("expired") else more.get("term"),
                is_chair=name == "Chair",
                valid_from=begins,
            ),
            by=self.by,
            at=self.at,
        )
        self.seats[body.name, name] = seat
        days = LAPSED_DAYS if more.get("expired") else SEATED_DAYS
        since = max(self._ago(days), begins)
        if more.get("term"):
            since = max(self._ago(more["term"] * 30 - 120), begins)
        if holder or "left" in more:
            appointment = actions.appoint(
                seat=seat,
                holder=self.holders[holder or more["left"]],
                on=since,
                by=self.by,
                at=self.at,
            )
            if "left" in more:
                actions.end_appointment(
                    appointment=appointment,
                    on=self._ago(LEFT_DAYS),
                    why="Took another job",
                    by=self.by,
                    at=self.at,
                )

    def _end_what_merged(self) -> None:
        for words in self.words["bodies"]:
            if "into" in words:
                actions.end_body(
                    body=self.bodies[words["name"]],
                    ending=actions.Ending(
                        on=self._ago(ENDED_DAYS),
                        why="Two groups had the same members and the same agenda",
                        successors=(self.bodies[words["into"]],),
                        kind=SuccessionKind.MERGED,
                    ),
                    by=self.by,
                    at=self.at,
                )

    def _say_who_does_what(self) -> None:
        for words in self.words["topics"]:
            self.topics[words["name"]] = actions.add_topic(
                system=self.system,
                name=words["name"],
                about=words["about"],
                by=self.by,
                at=self.at,
            )
        for topic, parts in self.words["does"].items():
            for part, who in parts:
                is_office = part == "office"
                actions.give_part(
                    topic=self.topics[topic],
                    facts=actions.PartFacts(
                        part=BodyPart.ACCOUNTABLE if is_office else BodyPart(part),
                        body=None if is_office else self.bodies[who],
                        office=who if is_office else "",
                        valid_from=BEGAN,
                    ),
                    by=self.by,
                    at=self.at,
                )

    def _adopt_terms(self) -> None:
        for words in self.words["bodies"]:
            if words.get("terms") == "adopted":
                with as_at(self.at):
                    terms = actions.begin_terms(
                        body=self.bodies[words["name"]], by=self.by, at=self.at
                    )
                    self._fill_in(terms)
                    actions.adopt_terms(
                        terms=terms, on=self.at.date(), decision=None, by=self.by, at=self.at
                    )

    def _fill_in(self, terms: Terms) -> None:
        """Put words in the place of what the model leaves open."""
        fills = self.words["fill_in"]
        texts = {
            Section(row.section): TO_FILL_IN.sub(
                lambda found: str(fills.get(found.group(1), found.group(1))), row.text
            )
            for row in terms.sections.all()
        }
        actions.write_terms(
            terms=terms,
            texts=texts,
            review_on=self.timeline.today + timedelta(days=250),
            by=self.by,
            at=self.at,
        )

    def support(self) -> None:
        """Say what taking part cost, and what was paid for it."""
        given = read("support")
        for words in given["support"]:
            on = self._ago(words["days"])
            at = self.timeline.on(on)
            with as_at(at):
                support.record_support(
                    system=self.system,
                    facts=support.SupportFacts(
                        kind=SupportKind(words["kind"]),
                        what=words["what"],
                        on=on,
                        pence=words["pounds"] * 100,
                        network_id=self.networks[words["network"]],
                    ),
                    by=self.lead,
                    at=at,
                )
        for words in given["claims"]:
            self._claim(words)

    def _claim(self, words: dict[str, Any]) -> None:
        on = self._ago(words["days"])
        at = self.timeline.on(on, hour=18)
        holder = self.holders[words["who"]]
        with as_at(at):
            claimed = support.claim(
                body=self.bodies[words["body"]],
                holder=holder,
                meeting=None,
                facts=support.SupportFacts(
                    kind=SupportKind.BACKFILL,
                    what=words["what"],
                    on=on,
                    pence=words["pounds"] * 100,
                    minutes=words["minutes"],
                ),
                by=f"person:{holder.person_id}" if holder.person_id else self.by,
                at=at,
            )
        if words["answer"] == "waiting":
            return
        later = self.timeline.on(on + timedelta(days=5))
        is_part = words["answer"] == "part"
        with as_at(later):
            support.decide_claim(
                support=claimed,
                pence=claimed.pence * 4 // 5 if is_part else claimed.pence,
                reason="The agreed rate is £37.33 an hour" if is_part else "",
                is_approved=True,
                by=self.lead,
                at=later,
            )
            if words["answer"] == "paid":
                support.pay(support=claimed, on=later.date(), by=self.lead, at=later)
