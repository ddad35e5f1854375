"""
The checks of representation, as a table that anyone can read.

This is the whole of it: what each asks, of which bodies, which seats count, and who says so. The
page of checks prints this table, and `representation` judges by it; neither knows more. What
could not be read in a public source is not cited.
"""

from regard.domains.governance.types import (
    BodyKind,
    Check,
    Constituency,
    Needs,
    Side,
    Standing,
    Voice,
)
from regard.domains.register.types import Sector, ServiceType, SizeBand

from . import cited

PROVIDERS = frozenset({Side.PROVIDER, Side.ASSOCIATION})
"""Whose choice and whose presence is providers' own voice. Nobody else's is, whatever they say."""

NEVER_PROVIDERS = frozenset({Side.COUNCIL, Side.COMMISSIONER, Side.NHS})
"""Named on the page because they are often said to speak for providers. They never do."""

FORUMS = frozenset({Side.ASSOCIATION})
CARERS = frozenset({Side.CARERS, Side.HEALTHWATCH, Side.VOLUNTARY})
PEOPLE = frozenset({Side.PEOPLE, Side.HEALTHWATCH, Side.VOLUNTARY})
VOLUNTARY = frozenset({Side.VOLUNTARY})

MEMBERS = frozenset({Standing.VOTING, Standing.ADVISORY})
VOTERS = frozenset({Standing.VOTING})

OWN_SERVICES = (
    "Whoever works for a service that a council or the NHS runs comes from the council or the "
    "NHS. So somebody whom the forum sends sits for them."
)

EVERYWHERE = frozenset(BodyKind)
TABLES = EVERYWHERE - {
    BodyKind.CABINET,
    BodyKind.NHS_ENGLAND,
    BodyKind.VOLUNTARY_ALLIANCE,
}
"""
Where providers should sit: not in an alliance of another sector, which chooses its own; nor in a
cabinet, whose members are councillors (Local Government Act 2000, section 9C); nor in NHS
England.
"""

PLANNING = frozenset(
    {
        BodyKind.BOARD,
        BodyKind.PARTNERSHIP,
        BodyKind.HEALTH_AND_WELLBEING_BOARD,
        BodyKind.PLACE_PARTNERSHIP,
        BodyKind.SUB_COMMITTEE,
    }
)
"""Bodies that plan care for everybody in an area."""

KINDS_OF_CARE = PLANNING | {BodyKind.PROVIDER_FORUM, BodyKind.WORKFORCE_GROUP}
RESIDENTS = PLANNING | {BodyKind.SAFEGUARDING_BOARD}


def _providers(
    *,
    nominated_by: frozenset[Side] = PROVIDERS,
    standings: frozenset[Standing] = MEMBERS,
    service_types: frozenset[ServiceType] = frozenset(),
    sectors: frozenset[Sector] = frozenset(),
    size_bands: frozenset[SizeBand] = frozenset(),
    takes_general: bool = False,
) -> Needs:
    return Needs(
        speaks_for=Constituency.PROVIDERS,
        nominated_by=nominated_by,
        held_by=PROVIDERS,
        standings=standings,
        service_types=frozenset(service_types),
        sectors=frozenset(sectors),
        size_bands=frozenset(size_bands),
        takes_general=takes_general,
    )


def _others(speaks_for: Constituency, sides: frozenset[Side]) -> Needs:
    return Needs(speaks_for=speaks_for, nominated_by=sides, held_by=sides, standings=MEMBERS)


def _sector(sector: Sector, words: str) -> Check:
    return Check(
        code=f"{sector.value}_sector",
        name=f"{words} providers, through a forum",
        asks=f"Do {words.lower()} providers have a seat through an association or forum?",
        column="",
        kinds=frozenset({BodyKind.HEALTH_AND_WELLBEING_BOARD}),
        cited=(cited.SECTORS,),
        needs=_providers(nominated_by=FORUMS, sectors=frozenset({sector}), takes_general=True),
        aside="A seat for all providers counts here, if a forum chose who sits in it."
        + (f" {OWN_SERVICES}" if sector is Sector.PUBLIC else ""),
    )


def _kind_of_care(code: str, name: str, column: str, types: set[ServiceType]) -> Check:
    return Check(
        code=code,
        name=name,
        asks=f"Does a seat name {name[0].lower()}{name[1:]}?",
        column=column,
        kinds=KINDS_OF_CARE,
        cited=(cited.BREADTH, cited.OVERLOOKED) if code == "home_care" else (cited.BREADTH,),
        needs=_providers(service_types=frozenset(types)),
        only_where_served=True,
        aside="Asked only where the register has such services.",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        code="providers",
        name="Care providers",
        asks="Do care providers speak for themselves, in a seat that they fill?",
        column="Care providers",
        kinds=TABLES,
        cited=(cited.PROXY, cited.FIRST),
        needs=_providers(),
    ),
    Check(
        code="provider_vote",
        name="A vote for care providers",
        asks="Where others vote, do providers?",
        column="",
        kinds=TABLES,
        cited=(cited.SECOND,),
        needs=_providers(standings=VOTERS),
        only_where_votes=True,
        aside="Asked only where any seat votes.",
    ),
    Check(
        code="workforce",
        name="Care providers on the workforce group",
        asks="Do care providers sit on every workforce group?",
        column="",
        kinds=frozenset({BodyKind.WORKFORCE_GROUP}),
        cited=(cited.THIRD,),
        needs=_providers(),
    ),
    _kind_of_care(
        "care_homes", "Care homes", "Care homes",
        {ServiceType.CARE_HOME, ServiceType.CARE_HOME_NURSING},
    ),
    _kind_of_care("home_care", "Home care", "Home care", {ServiceType.HOME_CARE}),
    _kind_of_care(
        "supported_living", "Supported living, extra care and Shared Lives", "Supported living",
        {ServiceType.SUPPORTED_LIVING, ServiceType.EXTRA_CARE, ServiceType.SHARED_LIVES},
    ),
    _kind_of_care(
        "community", "Community services and advice", "Community, advice",
        {ServiceType.COMMUNITY, ServiceType.ADVICE},
    ),
    Check(
        code="smallest",
        name="The smallest providers",
        asks="Does a seat name providers with one service?",
        column="Smallest",
        kinds=KINDS_OF_CARE,
        cited=(cited.SMALL, cited.OVERLOOKED),
        needs=_providers(size_bands=frozenset({SizeBand.ONE})),
        only_where_served=True,
        aside="Asked only where the register has such providers.",
    ),
    _sector(Sector.INDEPENDENT, "Independent"),
    _sector(Sector.VOLUNTARY, "Voluntary"),
    _sector(Sector.PUBLIC, "Public"),
    Check(
        code="voluntary",
        name="The voluntary sector",
        asks="Does the voluntary sector have a seat that it fills?",
        column="Voluntary sector",
        kinds=PLANNING,
        cited=(cited.ALLIANCE,),
        needs=_others(Constituency.VOLUNTARY, VOLUNTARY),
    ),
    Check(
        code="carers",
        name="Unpaid carers",
        asks="Do unpaid carers have a seat, filled by them or a group of theirs?",
        column="Unpaid carers",
        kinds=RESIDENTS,
        cited=(cited.INVOLVE,),
        needs=_others(Constituency.CARERS, CARERS),
    ),
    Check(
        code="people",
        name="People who draw on care",
        asks="Do people who draw on care have a seat, filled by them or a group of theirs?",
        column="People who draw on care",
        kinds=RESIDENTS,
        cited=(cited.LIVED,),
        needs=_others(Constituency.PEOPLE, PEOPLE),
    ),
    Check(
        code="no_vacancy",
        name="No seat is vacant",
        asks="Is somebody in every seat?",
        column="",
        kinds=EVERYWHERE,
        cited=(cited.OURS,),
        forbids=Voice.VACANT,
    ),
    Check(
        code="no_lapse",
        name="Nobody sits past their term",
        asks="Is everybody’s term still running?",
        column="",
        kinds=EVERYWHERE,
        cited=(cited.OURS_TERMS,),
        forbids=Voice.LAPSED,
    ),
)  # fmt: skip
"""In the order in which they are shown."""

BY_CODE = {check.code: check for check in CHECKS}
