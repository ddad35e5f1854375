from datetime import date

import pytest

from regard.domains.governance.presenters import checks, filling, representation
from regard.domains.governance.queries.representation import Picture, Representation, SeatNote
from regard.domains.governance.rules.checks import BY_CODE, CHECKS
from regard.domains.governance.rules.representation import judge_bodies
from regard.domains.governance.rules.served import count_served
from regard.domains.governance.types import (
    BodyFacts,
    BodyKind,
    Constituency,
    DecisionCounts,
    SeatFacts,
    Side,
    Standing,
    ToFill,
    Voice,
)
from regard.domains.register.types import AreaLevel, MixRow, Sector, ServiceType, SizeBand

ON = date(2026, 11, 21)
MIX = [MixRow(None, None, 1, ServiceType.HOME_CARE, Sector.INDEPENDENT, SizeBand.ONE, 118)]
NONE = DecisionCounts(0, 0, 0, 0, 0, 0, 0)


def body(number, *kinds, **facts):
    usual = {"level": AreaLevel.SYSTEM}
    kinds = frozenset(kinds or {BodyKind.PARTNERSHIP})
    return BodyFacts(number, f"body-{number}", f"Body {number}", kinds, **usual | facts)


def seat(number, body_id=1, **facts):
    usual = {
        "name": "Seat",
        "nominated_by": Side.ASSOCIATION,
        "speaks_for": Constituency.PROVIDERS,
        "standing": Standing.VOTING,
        "holder_id": 5,
        "held_side": Side.PROVIDER,
        "is_lapsed": False,
    }
    return SeatFacts(seat_id=number, body_id=body_id, **usual | facts)


def found(bodies, seats, *, before=None, mix=MIX):
    served = count_served(mix)

    def picture(on, there, sits):
        judged = judge_bodies(bodies=there, seats=sits, served=served)
        return Picture(on=on, bodies=there, seats=sits, served=served, found=judged)

    then = picture(date(2025, 11, 21), *(before or ([], [])))
    return Representation(picture(ON, bodies, seats), then, mix, [], NONE, NONE)


class TestLede:
    def test_says_nothing_of_nothing(self):
        assert representation.lede(found([], [])) == ""

    def test_counts_those_past_their_term_apart(self):
        seats = [seat(1), seat(2, 2, is_lapsed=True)]

        said = representation.lede(found([body(1), body(2)], seats))

        assert said.startswith(
            "Care providers speak for themselves on 1 of 2 bodies, and on 1 more past their term."
        )

    def test_says_where_somebody_sits_by_name(self):
        home_care = frozenset({ServiceType.HOME_CARE})
        said = representation.lede(found([body(1), body(2)], [seat(1, service_types=home_care)]))

        assert said.endswith(
            "Somebody sits by name for home care on 1 of 2,"
            " and for the smallest providers on none of 2."
        )

    def test_is_silent_on_kinds_of_care_without_a_register(self):
        said = representation.lede(found([body(1)], [seat(1)], mix=[]))

        assert said == "Care providers speak for themselves on 1 of 1 body."

    def test_tells_the_year_before(self):
        now = [body(1), body(2)]
        said = representation.lede(found(now, [seat(1)], before=([body(1)], [])))

        assert "A year before it was 0 of 1." in said


class TestFigures:
    def test_says_that_there_is_none_to_count(self):
        figures = representation.figures(found([body(1)], [seat(1)]), 1)

        assert figures[1] == (
            "–",
            "0 of 0 workforce groups have a care provider. A year before: none to count",
        )
        assert figures[3][1].startswith("seat to fill")


class TestMatrix:
    def test_counts_votes_and_says_who_only_advises(self):
        seats = [
            seat(1),
            seat(2),
            seat(3, standing=Standing.ADVISORY),
            seat(4, 2, standing=Standing.ADVISORY),
        ]
        rows = representation.matrix(
            found([body(1), body(2)], seats),
            shown=[body(1), body(2)],
            checks=[BY_CODE["providers"]],
            notes={},
        )

        assert [row.cells[0].words for row in rows] == ["2 voting", "1 advisory"]

    def test_says_what_was_different(self):
        rows = representation.matrix(
            found([body(1)], [seat(1)], before=([body(1)], [])),
            shown=[body(1)],
            checks=[BY_CODE["providers"]],
            notes={},
        )

        assert rows[0].cells[0].was == "no seat"


class TestAbout:
    def test_says_every_role_and_the_area(self):
        one = body(1, BodyKind.OTHER, BodyKind.WORKFORCE_GROUP, area="Westmere")

        assert representation.about(one) == "Workforce group, Westmere"
        assert representation.about(body(1, BodyKind.OTHER)) == "Other group"


class TestLevels:
    def test_is_no_choice_where_there_is_one_level(self):
        picture = found([body(1)], []).now

        assert representation.levels(picture, here="/", chosen=None, extra="") == []

    def test_keeps_the_day(self):
        picture = found([body(1), body(2, level=AreaLevel.PLACE)], []).now

        choices = representation.levels(
            picture, here="/r/", chosen=AreaLevel.PLACE, extra="on=2026-01-01"
        )

        assert choices == [
            ("All 2", "/r/?on=2026-01-01", False),
            ("System 1", "/r/?level=system&on=2026-01-01", False),
            ("Place 1", "/r/?level=place&on=2026-01-01", True),
        ]


@pytest.mark.parametrize(
    ("voice", "note", "words"),
    [
        (Voice.VACANT, SeatNote("", date(2026, 5, 3), None), "Vacant since May 2026"),
        (Voice.VACANT, SeatNote("", None, None), "Vacant from the beginning"),
        (Voice.LAPSED, SeatNote("", None, date(2026, 8, 1)), "Term ended August 2026"),
        (Voice.NONE, None, "No seat"),
        (Voice.PROXY, SeatNote("", None, None), "Not their own"),
    ],
)
def test_note_words_say_since_when(voice, note, words):
    assert representation.note_words(voice, note) == words


class TestSeatToAdd:
    def test_meets_the_check_that_it_is_for(self):
        assert filling.seat_to_add("home_care") == {
            "name": "Seat for home care",
            "speaks_for": "providers",
            "service_types": ["home_care"],
            "sectors": [],
            "size_bands": [],
            "nominated_by": "association",
            "standing": "voting",
        }
        assert filling.seat_to_add("carers")["nominated_by"] == "carers"

    @pytest.mark.parametrize("code", ["", "nonsense", "no_vacancy"])
    def test_is_empty_for_what_no_seat_meets(self, code):
        assert filling.seat_to_add(code) == {}


class TestFillingLede:
    def test_says_that_all_is_well_only_where_there_are_bodies(self):
        assert filling.lede([], 3).startswith("Every seat is held")
        assert filling.lede([], 0) == ""

    def test_counts_seats_that_exist_and_those_to_make(self):
        rows = [
            ToFill(body(1), "providers", Voice.NONE, is_first=True),
            ToFill(body(2), "providers", Voice.LAPSED, seat=seat(1)),
        ]

        assert filling.lede(rows, 2) == (
            "2 seats: 1 there already, 1 to make. On 1 body no care provider speaks at all."
        )
        assert filling.lede(rows[1:], 2) == "1 seat: 1 there already, 0 to make."


class TestIsAbout:
    def test_goes_by_for_whom_a_seat_speaks(self):
        carers = ToFill(body(1), "carers", Voice.NONE)
        nhs = ToFill(body(1), "", Voice.VACANT, seat=seat(1, speaks_for=Constituency.NHS))

        assert filling.is_about(carers, "people")
        assert not filling.is_about(carers, "providers")
        assert not filling.is_about(nhs, "providers")
        assert filling.is_about(nhs, "")


class TestGroups:
    def test_prints_every_check_once(self):
        groups = checks.groups()

        assert [row.code for group in groups for row in group.rows] == [
            check.code for check in CHECKS
        ]

    def test_names_those_who_never_count_first(self):
        providers = checks.groups()[0]

        assert providers.never.startswith("Council, Commissioner, NHS")
        assert "Care provider" not in providers.never

    def test_says_of_a_check_what_its_group_does_not(self):
        rows = {row.code: row.beside for group in checks.groups() for row in group.rows}

        assert rows["providers"] == ()
        assert rows["provider_vote"] == ("Whoever holds it votes",)
        assert rows["home_care"] == ("It names: home care",)
        assert rows["voluntary_sector"] == (
            "It names: voluntary, or is for all providers",
            "Nominated by: care association or forum",
        )
        assert rows["no_vacancy"] == ("No seat of the body is vacant",)


class TestProviderGrid:
    def test_counts_only_what_providers_chose_and_hold(self):
        cells = [words for _, row in checks.provider_grid() for words, _ in row]

        assert cells == ["Counts", *["Never counts"] * 8]
