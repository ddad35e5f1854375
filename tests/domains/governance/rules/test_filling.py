from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules import filling as rules
from regard.domains.governance.rules import representation
from regard.domains.governance.rules.served import count_served
from regard.domains.governance.types import (
    BodyFacts,
    BodyKind,
    Constituency,
    SeatFacts,
    Side,
    Standing,
    ToFill,
    Voice,
)
from regard.domains.register.types import (
    AreaLevel,
    MixRow,
    NetworkKind,
    NetworkMix,
    Sector,
    ServiceType,
    SizeBand,
)

HOME_CARE = frozenset({ServiceType.HOME_CARE})
CARE_HOMES = frozenset({ServiceType.CARE_HOME})
MIX = [
    MixRow(None, None, 1, ServiceType.CARE_HOME, Sector.INDEPENDENT, SizeBand.TWENTY_OR_MORE, 90),
    MixRow(None, None, 1, ServiceType.HOME_CARE, Sector.INDEPENDENT, SizeBand.ONE, 118),
]


def body(*kinds, number=1, name="Board", level=AreaLevel.SYSTEM):
    kinds = frozenset(kinds or {BodyKind.WORKFORCE_GROUP})
    return BodyFacts(number, name.lower(), name, kinds, level)


def seat(number=1, **facts):
    usual = {
        "body_id": 1,
        "name": "Seat",
        "nominated_by": Side.ASSOCIATION,
        "speaks_for": Constituency.PROVIDERS,
        "standing": Standing.VOTING,
        "holder_id": 5,
        "held_side": Side.PROVIDER,
        "is_lapsed": False,
    }
    return SeatFacts(seat_id=number, **usual | facts)


def vacant(number=1, **facts):
    return seat(number, holder_id=None, held_side=None, **facts)


def fill(*seats, of=None):
    of = of or body()
    served = count_served(MIX)
    outcomes = representation.judge_bodies(bodies=[of], seats=seats, served=served)[of.body_id]
    return rules.list_to_fill(of, outcomes=outcomes, services=served.of(of))


def told(rows):
    return [(row.code, row.voice, row.seat.seat_id if row.seat else None) for row in rows]


class TestListToFill:
    def test_is_empty_where_everybody_sits(self):
        seats = [
            seat(1, service_types=HOME_CARE),
            seat(2, service_types=CARE_HOMES),
            seat(3, size_bands=frozenset({SizeBand.ONE})),
        ]

        assert fill(*seats) == []

    def test_asks_for_one_seat_where_no_provider_speaks_and_names_who_is_missing(self):
        (row,) = fill()

        assert (row.code, row.voice, row.seat) == ("providers", Voice.NONE, None)
        assert row.missing == ("home_care", "smallest", "care_homes")
        assert (row.services, row.is_first) == (208, True)

    def test_asks_for_it_where_somebody_else_is_said_to_speak_for_them(self):
        rows = fill(seat(nominated_by=Side.COUNCIL, held_side=Side.COUNCIL))

        assert told(rows) == [("providers", Voice.PROXY, None)]

    def test_asks_by_name_for_whom_a_seat_of_some_providers_leaves_out(self):
        rows = fill(seat(service_types=CARE_HOMES))

        assert told(rows) == [("home_care", Voice.NONE, None), ("smallest", Voice.NONE, None)]
        assert rows[0].services == 118
        assert not rows[0].is_first

    def test_asks_for_nobody_by_name_where_one_seat_is_for_all(self):
        assert fill(seat()) == []

    def test_asks_to_fill_a_vacant_seat_rather_than_to_make_one(self):
        rows = fill(vacant(7, service_types=HOME_CARE))

        assert told(rows) == [("home_care", Voice.VACANT, 7)]
        assert rows[0].missing == ("smallest", "care_homes")
        assert rows[0].is_first

    def test_takes_a_vacant_seat_for_all_as_the_seat_of_providers(self):
        board = body(BodyKind.HEALTH_AND_WELLBEING_BOARD)
        rows = fill(vacant(7), of=board)

        assert told(rows)[0] == ("providers", Voice.VACANT, 7)
        assert [row.code for row in rows[1:]] == ["voluntary", "carers", "people"]

    def test_asks_to_renew_who_sits_past_their_term(self):
        assert told(fill(seat(7, is_lapsed=True))) == [("providers", Voice.LAPSED, 7)]

    def test_names_a_vacant_seat_of_others_though_no_check_asks_for_it(self):
        nhs = vacant(7, nominated_by=Side.NHS, speaks_for=Constituency.NHS)

        assert told(fill(nhs, seat())) == [("", Voice.VACANT, 7)]

    def test_asks_a_wellbeing_board_for_each_sector_through_a_forum(self):
        own = seat(nominated_by=Side.PROVIDER)
        codes = [row.code for row in fill(own, of=body(BodyKind.HEALTH_AND_WELLBEING_BOARD))]

        assert codes[:3] == ["independent_sector", "voluntary_sector", "public_sector"]

    def test_names_a_vacant_seat_of_a_sector_as_such(self):
        board = body(BodyKind.HEALTH_AND_WELLBEING_BOARD)
        rows = fill(vacant(7, sectors=frozenset({Sector.VOLUNTARY})), seat(8), of=board)

        assert told(rows)[0] == ("voluntary_sector", Voice.VACANT, 7)

    @given(st.lists(st.sampled_from(["vacant", "lapsed", "council", "own"]), max_size=6))
    def test_names_every_seat_that_is_vacant_or_past_its_term_once(self, states):
        make = {
            "vacant": vacant,
            "lapsed": lambda number: seat(number, is_lapsed=True),
            "council": lambda number: seat(number, held_side=Side.COUNCIL),
            "own": seat,
        }
        rows = fill(*(make[state](number) for number, state in enumerate(states)))

        named = sorted(row.seat.seat_id for row in rows if row.seat)
        assert named == [n for n, state in enumerate(states) if state in {"vacant", "lapsed"}]


class TestOrderToFill:
    def test_begins_where_no_provider_speaks_and_with_the_widest_area(self):
        place = body(number=1, name="A", level=AreaLevel.PLACE)
        board = body(BodyKind.BOARD, number=2, name="B")
        partnership = body(BodyKind.PARTNERSHIP, number=3, name="C")
        lapsed = ToFill(partnership, "providers", Voice.LAPSED, seat=seat())
        carers = ToFill(partnership, "carers", Voice.NONE)
        on_board = ToFill(board, "carers", Voice.NONE)
        at_place = ToFill(place, "providers", Voice.NONE, is_first=True)
        others = ToFill(board, "", Voice.VACANT, seat=seat(9))

        rows = rules.order_to_fill([lapsed, others, on_board, carers, at_place])

        assert rows == [at_place, carers, on_board, others, lapsed]


class TestOrderBodies:
    def test_puts_the_widest_area_first_and_then_those_that_plan_for_everybody(self):
        place = body(BodyKind.PLACE_PARTNERSHIP, number=1, level=AreaLevel.PLACE)
        forum = body(BodyKind.PROVIDER_FORUM, number=2)
        both = body(BodyKind.OTHER, BodyKind.PARTNERSHIP, number=3)

        assert rules.order_bodies([place, forum, both]) == [both, forum, place]


class TestListNominators:
    NETWORKS = (
        NetworkMix(1, "a", "Alliance", NetworkKind.ALLIANCE, {ServiceType.HOME_CARE: 9}),
        NetworkMix(2, "b", "Association", NetworkKind.ASSOCIATION, {ServiceType.CARE_HOME: 5}),
        NetworkMix(3, "c", "Carers", NetworkKind.CARERS, {}),
        NetworkMix(4, "d", "Forum", NetworkKind.FORUM, {ServiceType.HOME_CARE: 7}),
        NetworkMix(5, "e", "New forum", NetworkKind.FORUM, {}),
        NetworkMix(6, "f", "Group", NetworkKind.PEOPLE, {}),
    )

    def named(self, code, seat=None):
        row = ToFill(body(), code, Voice.NONE, seat=seat)
        found = rules.list_nominators(row, self.NETWORKS)
        return [(network.name, services) for network, services in found]

    def test_names_those_with_such_members_most_first(self):
        assert self.named("home_care") == [("Forum", 7)]
        assert self.named("providers") == [("Forum", 7), ("Association", 5), ("New forum", 0)]

    def test_names_networks_of_those_who_are_to_speak(self):
        assert self.named("carers") == [("Carers", 0)]
        assert self.named("people") == [("Group", 0)]
        assert self.named("voluntary") == [("Alliance", 9)]

    def test_lets_an_alliance_nominate_for_the_voluntary_sector_of_providers(self):
        assert self.named("voluntary_sector")[0] == ("Alliance", 9)

    def test_goes_by_the_seat_where_there_is_one(self):
        assert self.named("providers", vacant(service_types=HOME_CARE)) == [("Forum", 7)]

    def test_knows_nobody_for_seats_of_others(self):
        nhs = vacant(nominated_by=Side.NHS, speaks_for=Constituency.NHS)

        assert self.named("", nhs) == []
