"""Who is told who spoke, as a truth table: four levels of consent, and what each gives away."""

import pytest

from regard.domains.engagement.rules.points import Origin, describe_who
from regard.domains.engagement.types import Speaker, Visibility
from regard.domains.register.types import ServiceType

COMMON = Origin(ServiceType.CARE_HOME, "Harrow Vale", alike_in_place=6, alike=40)
RARE = Origin(ServiceType.CARE_HOME, "Harrow Vale", alike_in_place=1, alike=1)

TABLE = """
    level         speaker     name  service    origin   others are told      the team is told

    team          provider    -     Fellside   common   Care home, Harrow…   Fellside
    team          provider    Ann   Fellside   rare     A care provider      Fellside
    team          provider    Ann   -          none     A care provider      Ann
    team          carer       Ann   -          none     Unpaid carer         Ann
    organisation  provider    Ann   Fellside   rare     Fellside             Fellside
    organisation  provider    Ann   -          none     A care provider      Ann
    organisation  carer       Ann   -          none     Unpaid carer         Ann
    named         provider    Ann   Fellside   rare     Fellside             Fellside
    named         provider    Ann   -          none     Ann                  Ann
    named         carer       Ann   -          none     Ann                  Ann
    named         carer       -     -          none     Unpaid carer         Unpaid carer
    counted       provider    Ann   Fellside   rare     A care provider      Fellside
    counted       carer       Ann   -          none     Unpaid carer         Ann
"""
"""Columns are two spaces apart or more; "-" is nothing, "…" anything. "Counted" is not even read
by others, so that who spoke is told to nobody but the team."""

ROWS = [
    [cell.strip() for cell in line.split("  ") if cell.strip()]
    for line in TABLE.strip().splitlines()[2:]
]


def describe(row, *, shows_who):
    level, speaker, name, service, origin, *_ = row
    return describe_who(
        speaker=Speaker(speaker),
        visibility=Visibility(level),
        name="" if name == "-" else name,
        service_name="" if service == "-" else service,
        origin={"common": COMMON, "rare": RARE, "none": None}[origin],
        shows_who=shows_who,
    )


class TestDescribeWho:
    @pytest.mark.parametrize("row", ROWS, ids=" ".join)
    def test_tells_others_what_was_agreed_to_and_no_more(self, row):
        words = row[5]

        told = describe(row, shows_who=False)

        assert told.startswith(words.removesuffix("…"))
        assert words.endswith("…") or told == words

    @pytest.mark.parametrize("row", ROWS, ids=" ".join)
    def test_tells_the_team_who_it_was(self, row):
        assert describe(row, shows_who=True).startswith(row[6])

    def test_stands_in_the_table_for_every_level(self):
        assert {row[0] for row in ROWS} == set(Visibility)
