"""Who belongs together in Northmarch: networks, a roll that is half matched, and mandates."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from regard.domains.register import actions as register
from regard.domains.register import queries
from regard.domains.register.rules.rolls import guess
from regard.domains.register.types import NetworkKind, Sector, ServiceType
from regard.foundation.accounts import actions as accounts
from regard.foundation.accounts.queries import get_person

from .clock import as_at, run_to_end
from .corpus import read
from .founding import BY, Founded
from .population import MadeLocation
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.register.models import Location, Membership, Network

ASSOCIATION = "Northmarch Care Association"
ROLL = "Members of the association.csv"
ROLL_HEADER = ("Member", "Trading as", "Address", "Town", "Postcode", "Phone")

ON_ROLL, NEW_ON_ROLL, LEFT_ROLL = 150, 28, 9
"""Who was or is a member, who is new on this year's roll, and who is not on it any more."""

MORE_THAN_THERE_ARE = 10_000
"""Services."""

WITH_MANDATE = 0.55
"""Share of the association's members that let it speak for them."""

SHORT = (
    ("Care Home", "C.H."),
    ("House", "Hse"),
    ("Lodge", "Ldge"),
    ("Homecare", "Home Care"),
    ("Saint", "St"),
    (" and ", " & "),
    ("Limited", "Ltd"),
)
"""How people shorten what they type."""


Later = Callable[[], None]


def belong(*, founded: Founded, locations: Sequence[MadeLocation], timeline: Timeline) -> Later:
    """
    Begin the networks, and give one person the association's roll.

    Return what happens with it in the weeks before today: mandates, and a new roll to match.
    """
    random = Random(71)  # noqa: S311 (made-up data, no secret)
    began = timeline.when("networks", hour=11)
    with as_at(began):
        networks = {
            row["name"]: _begin(row, founded, began) for row in read("networks")["networks"]
        }
        on_roll = random.sample([each for each in locations if each.regulator_id], k=ON_ROLL)
        wanted = _members(locations, random) | {ASSOCIATION: on_roll[NEW_ON_ROLL:]}
        joined = {
            name: _join(networks[name], _find(members, founded), founded, random, timeline)
            for name, members in wanted.items()
        }
    association = networks[ASSOCIATION]
    _give_roll(association, timeline)

    def later() -> None:
        _give_mandates(joined[ASSOCIATION], founded, random, timeline)
        _match_roll(founded, association, on_roll[:-LEFT_ROLL], random, timeline)

    return later


def _begin(row: dict[str, Any], founded: Founded, at: datetime) -> Network:
    return register.add_network(
        facts=register.NetworkFacts(
            name=row["name"],
            kind=NetworkKind(row["kind"]),
            about=row["about"],
            email=row["email"],
            founded_on=date(row["founded"], 4, 1),
            shows_members=row["shows_members"],
        ),
        systems=[founded.system],
        by=founded.by["lead"],
        at=at,
    )


def _members(
    locations: Sequence[MadeLocation], random: Random
) -> dict[str, Sequence[MadeLocation]]:
    """Return who belongs to each network but the association: some of those it is for."""
    may_join = {
        "Northmarch Homecare Forum": [
            each for each in locations if ServiceType.HOME_CARE in each.kinds
        ],
        "Fell and Marsh Small Homes": [
            each
            for each in locations
            if each.place.name in {"Fellside", "Upper Marsh"}
            and ServiceType.CARE_HOME in each.kinds
            and not each.provider.brand
        ],
        "Northmarch Voluntary Alliance": [
            each for each in locations if each.provider.sector is Sector.VOLUNTARY
        ],
    }
    return {
        name: random.sample(those, k=int(len(those) * random.uniform(0.25, 0.5)))
        for name, those in may_join.items()
    }


def _find(members: Sequence[MadeLocation], founded: Founded) -> list[Location]:
    """Return them as the register has them, in their order."""
    keys = [each.key for each in members]
    ids = queries.find_locations(system=founded.system, keys=keys)
    there = queries.search_locations(system=founded.system, words="", limit=MORE_THAN_THERE_ARE)
    found = {location.pk: location for location in there}
    return [found[ids[key]] for key in keys]


def _join(
    network: Network,
    members: Sequence[Location],
    founded: Founded,
    random: Random,
    timeline: Timeline,
) -> list[Membership]:
    return [
        register.join_network(
            network=network,
            member=member,
            joined_on=timeline.day("networks") - timedelta(days=random.randint(30, 2400)),
            by=founded.by["lead"],
            at=timeline.when("networks", hour=12),
        )
        for member in members
    ]


def _give_roll(network: Network, timeline: Timeline) -> None:
    """Let the association's lead keep its roll and its mandates, and no other network's."""
    accounts.grant(
        person=get_person(email="association@northmarch.example"),
        role="Roll keeper",
        scope_key=f"network:{network.pk}",
        by=BY,
        at=timeline.when("networks", hour=13),
    )


def _match_roll(
    founded: Founded,
    network: Network,
    members: Sequence[MadeLocation],
    random: Random,
    timeline: Timeline,
) -> None:
    """Match this year's roll. Its doubtful lines wait for a visitor to decide."""
    at, by = timeline.when("roll", hour=14), founded.by["association"]
    with as_at(at):
        roll = register.receive_roll(
            network=network,
            chunks=[_write_roll(members, random).encode()],
            name=ROLL,
            as_at=timeline.day("roll"),
            is_whole=True,
            by=by,
            at=at,
        )
        held = guess(ROLL_HEADER)
        job = register.start_roll(roll=roll, held=held, system=founded.system, by=by, at=at)
    run_to_end(job, at=at)


def _write_roll(members: Sequence[MadeLocation], random: Random) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(ROLL_HEADER)
    for member in members:
        writer.writerow(_as_typed(member, random))
    writer.writerows(_strangers())
    return out.getvalue()


def _as_typed(member: MadeLocation, random: Random) -> list[str]:
    """Return a line as an association's office has typed it over the years."""
    name, postcode = member.name, member.postcode
    if random.random() < 0.35:
        for long, short in SHORT:
            name = name.replace(long, short)
    if random.random() < 0.2:
        name = _slip(name, random)
    if random.random() < 0.12:
        postcode = ""
    elif random.random() < 0.08:
        postcode = _slip(postcode, random)
    address = member.address if random.random() < 0.8 else ""
    provider = member.provider.name if random.random() < 0.7 else ""
    telephone = member.contact.telephone if random.random() < 0.5 else ""
    return [name, provider, address, member.town, postcode, telephone]


def _slip(words: str, random: Random) -> str:
    """Return the words with two letters the wrong way round."""
    at = random.randrange(1, max(2, len(words) - 2))
    return words[:at] + words[at + 1 : at + 2] + words[at] + words[at + 2 :]


def _strangers() -> Iterator[list[str]]:
    for row in read("networks")["strangers"]:
        yield [row["name"], "", row["address"], row["town"], row["postcode"], ""]


def _give_mandates(
    memberships: Sequence[Membership], founded: Founded, random: Random, timeline: Timeline
) -> None:
    """Let the association speak for some of its members, each on what it chose."""
    at, on = timeline.when("mandates", hour=10), timeline.day("mandates")
    names, topics = read("names")["first"], read("networks")["topics"]
    with as_at(at):
        for membership in memberships:
            if random.random() < WITH_MANDATE:
                register.give_mandate(
                    membership=membership,
                    topic=random.choice(topics),
                    given_by=f"{random.choice(names)}, registered manager",
                    given_on=on - timedelta(days=random.randint(0, 20)),
                    until=on + timedelta(days=365),
                    by=founded.by["association"],
                    at=at,
                )
