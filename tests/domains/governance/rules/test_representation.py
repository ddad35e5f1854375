from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.governance.rules import representation as rules
from regard.domains.governance.rules.checks import (
    BY_CODE,
    CHECKS,
    MEMBERS,
    NEVER_PROVIDERS,
    PROVIDERS,
)
from regard.domains.governance.rules.served import count_served
from regard.domains.governance.types import (
    BodyFacts,
    BodyKind,
    Constituency,
    SeatFacts,
    Side,
    Standing,
    Voice,
)
from regard.domains.register.types import AreaLevel, MixRow, Sector, ServiceType, SizeBand

PROVIDER_CHECKS = [
    check
    for check in CHECKS
    if check.needs is not None and check.needs.speaks_for is Constituency.PROVIDERS
]

TRUTH = """
Speaks for | Nominated by | Stands       | Held by     | Lapsed | Providers | A vote  | Carers   | People
providers  | association  | voting       | provider    | no     | met       | met     | none     | none
providers  | association  | voting       | association | no     | met       | met     | none     | none
providers  | provider     | voting       | provider    | no     | met       | met     | none     | none
providers  | association  | advisory     | provider    | no     | met       | no_vote | none     | none
providers  | association  | in_attendance| provider    | no     | attends   | attends | none     | none
providers  | association  | voting       | provider    | yes    | lapsed    | lapsed  | none     | none
providers  | association  | voting       | nobody      | no     | vacant    | vacant  | none     | none
providers  | association  | in_attendance| nobody      | no     | none      | none    | none     | none
providers  | association  | advisory     | nobody      | no     | vacant    | none    | none     | none
providers  | association  | voting       | council     | no     | proxy     | proxy   | none     | none
providers  | association  | voting       | commissioner| no     | proxy     | proxy   | none     | none
providers  | association  | voting       | nhs         | no     | proxy     | proxy   | none     | none
providers  | council      | voting       | provider    | no     | proxy     | proxy   | none     | none
providers  | council      | voting       | council     | no     | proxy     | proxy   | none     | none
providers  | commissioner | voting       | provider    | no     | proxy     | proxy   | none     | none
providers  | nhs          | voting       | provider    | no     | proxy     | proxy   | none     | none
providers  | nhs          | voting       | nobody      | no     | proxy     | proxy   | none     | none
providers  | independent  | voting       | independent | no     | proxy     | proxy   | none     | none
council    | council      | voting       | council     | no     | none      | none    | none     | none
nhs        | nhs          | voting       | nhs         | no     | none      | none    | none     | none
council    | association  | voting       | provider    | no     | none      | none    | none     | none
public     | healthwatch  | voting       | healthwatch | no     | none      | none    | none     | none
carers     | carers       | voting       | carers      | no     | none      | none    | met      | none
carers     | voluntary    | advisory     | carers      | no     | none      | none    | met      | none
carers     | healthwatch  | voting       | healthwatch | yes    | none      | none    | lapsed   | none
carers     | council      | voting       | carers      | no     | none      | none    | proxy    | none
carers     | carers       | voting       | provider    | no     | none      | none    | proxy    | none
people     | people       | voting       | people      | no     | none      | none    | none     | met
people     | people       | in_attendance| people      | no     | none      | none    | none     | attends
people     | people       | voting       | nobody      | no     | none      | none    | none     | vacant
people     | council      | voting       | people      | no     | none      | none    | none     | proxy
"""  # noqa: E501 (a table to be read)

NAMED = """
The seat names                  | Home care | Care homes | Smallest | Voluntary, on a wellbeing board
nothing                         | general   | general    | general  | met
home care                       | met       | none       | none     | none
home care, care homes           | met       | met        | none     | none
one service                     | none      | none       | met      | none
home care, one service          | met       | none       | met      | none
voluntary                       | none      | none       | none     | met
independent                     | none      | none       | none     | none
home care, voluntary            | met       | none       | none     | met
"""  # noqa: E501 (a table to be read)

IN_WORDS = {
    "home care": {"service_types": frozenset({ServiceType.HOME_CARE})},
    "care homes": {"service_types": frozenset({ServiceType.CARE_HOME})},
    "one service": {"size_bands": frozenset({SizeBand.ONE})},
    "voluntary": {"sectors": frozenset({Sector.VOLUNTARY})},
    "independent": {"sectors": frozenset({Sector.INDEPENDENT})},
}

MIX = [
    MixRow(None, None, 1, ServiceType.HOME_CARE, Sector.INDEPENDENT, SizeBand.ONE, 118),
    MixRow(7, 8, 1, ServiceType.CARE_HOME, Sector.VOLUNTARY, SizeBand.TWENTY_OR_MORE, 40),
    MixRow(7, None, 2, ServiceType.CARE_HOME_NURSING, Sector.INDEPENDENT, SizeBand.ONE, 2),
]


def rows_of(table):
    lines = [line.split("|") for line in table.strip().splitlines()[1:]]
    return [tuple(cell.strip() for cell in line) for line in lines]


def seat(number=1, **facts):
    usual = {
        "body_id": 1,
        "name": "Providers’ seat",
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


def body(*kinds, **facts):
    return BodyFacts(
        body_id=1,
        slug="board",
        name="Board",
        kinds=frozenset(kinds or {BodyKind.PARTNERSHIP}),
        level=AreaLevel.SYSTEM,
        **facts,
    )


def judge(code, *seats, of=None, services=10):
    return rules.judge(BY_CODE[code], body=of or body(), seats=seats, services=services)


def every_seat():
    """Return each seat that there can be, but for what it names."""
    held = [*Side, None]
    for number, (speaks_for, side, standing, holder, is_lapsed) in enumerate(
        product(Constituency, Side, Standing, held, [False, True])
    ):
        if holder is None and is_lapsed:
            continue
        yield SeatFacts(
            seat_id=number,
            body_id=1,
            name="",
            nominated_by=side,
            speaks_for=speaks_for,
            standing=standing,
            holder_id=None if holder is None else 1,
            held_side=holder,
            is_lapsed=is_lapsed,
        )


names = st.fixed_dictionaries(
    {
        "service_types": st.frozensets(st.sampled_from(ServiceType)),
        "sectors": st.frozensets(st.sampled_from(Sector)),
        "size_bands": st.frozensets(st.sampled_from(SizeBand)),
        "place_id": st.sampled_from([None, 7]),
    }
)
sides = st.sampled_from(Side)
held_by_any = st.sampled_from([*Side, None])
never = st.sampled_from(sorted(NEVER_PROVIDERS))


def seats_of(nominated_by, held_by):
    """Return seats that are nominated and held so, and otherwise as any may be."""
    return st.builds(
        lambda number, side, speaks_for, standing, held, is_lapsed, named: seat(
            number,
            nominated_by=side,
            speaks_for=speaks_for,
            standing=standing,
            holder_id=None if held is None else 1,
            held_side=held,
            is_lapsed=is_lapsed and held is not None,
            **named,
        ),
        st.integers(1, 9999),
        nominated_by,
        st.sampled_from(Constituency),
        st.sampled_from(Standing),
        held_by,
        st.booleans(),
        names,
    )


seats_of_any_kind = seats_of(sides, held_by_any)
others_seats = seats_of(never, held_by_any) | seats_of(sides, never)
bodies_of_any_kind = st.builds(
    lambda kinds: body(*kinds), st.frozensets(st.sampled_from(BodyKind), min_size=1)
)


class TestJudgeSeat:
    @pytest.mark.parametrize("line", rows_of(TRUTH), ids="-".join)
    def test_says_what_the_table_says(self, line):
        speaks_for, nominated_by, stands, held_by, lapsed, *said = line
        is_held = held_by != "nobody"
        this = seat(
            speaks_for=Constituency(speaks_for),
            nominated_by=Side(nominated_by),
            standing=Standing(stands),
            holder_id=1 if is_held else None,
            held_side=Side(held_by) if is_held else None,
            is_lapsed=lapsed == "yes",
        )
        codes = ("providers", "provider_vote", "carers", "people")

        assert [rules.judge_seat(BY_CODE[code].needs, this) for code in codes] == said

    @pytest.mark.parametrize("line", rows_of(NAMED), ids="-".join)
    def test_goes_by_what_the_seat_names(self, line):
        named, *said = line
        facts = {}
        for each in named.split(", "):
            for key, value in IN_WORDS.get(each, {}).items():
                facts[key] = facts.get(key, frozenset()) | value
        codes = ("home_care", "care_homes", "smallest", "voluntary_sector")

        assert [rules.judge_seat(BY_CODE[code].needs, seat(**facts)) for code in codes] == said

    def test_of_a_seat_for_all_tells_who_is_missing_by_name(self):
        home_care = BY_CODE["home_care"].needs

        assert rules.judge_seat(home_care, vacant()) is Voice.NONE
        assert rules.judge_seat(home_care, seat(is_lapsed=True)) is Voice.GENERAL
        attends = seat(standing=Standing.IN_ATTENDANCE)
        assert rules.judge_seat(home_care, attends) is Voice.ATTENDS

    def test_of_a_sector_asks_for_a_forum(self):
        needs = BY_CODE["independent_sector"].needs

        assert rules.judge_seat(needs, seat(nominated_by=Side.PROVIDER)) is Voice.PROXY
        assert rules.judge_seat(needs, seat(nominated_by=Side.ASSOCIATION)) is Voice.MET

    def test_lets_nobody_but_providers_speak_for_providers(self):
        """Every seat that there can be, against the one sentence that the guidance comes to."""
        for each in every_seat():
            own = (
                each.speaks_for is Constituency.PROVIDERS
                and each.nominated_by in PROVIDERS
                and each.held_side in PROVIDERS
                and each.standing in MEMBERS
                and not each.is_lapsed
            )
            voice = rules.judge_seat(BY_CODE["providers"].needs, each)
            assert (voice is Voice.MET) == own, each


UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Ten seats of eight facts each are drawn in no time, but on a busy machine."""


class TestJudge:
    @UNHURRIED
    @given(st.lists(others_seats, max_size=12), bodies_of_any_kind, st.integers(0, 200))
    def test_takes_no_combination_of_council_commissioner_or_nhs_seats_for_providers(
        self, seats, of, services
    ):
        for check in PROVIDER_CHECKS:
            outcome = rules.judge(check, body=of, seats=seats, services=services)

            assert outcome.voice in {None, Voice.NONE, Voice.PROXY}, check.code

    @UNHURRIED
    @given(st.lists(seats_of_any_kind, max_size=8), st.lists(others_seats, max_size=8))
    def test_is_not_moved_from_a_gap_by_more_of_such_seats(self, seats, others):
        for check in PROVIDER_CHECKS:
            if check.only_where_votes:
                continue
            before = rules.judge(check, body=body(), seats=seats, services=1).voice
            after = rules.judge(check, body=body(), seats=[*seats, *others], services=1).voice

            better = {Voice.NONE: Voice.PROXY}.get(before, before)
            assert after in {before, better}

    @UNHURRIED
    @given(st.lists(seats_of_any_kind, max_size=8), st.randoms())
    def test_does_not_depend_on_the_order_of_seats(self, seats, dice):
        mixed = list(seats)
        dice.shuffle(mixed)
        for check in CHECKS:
            one = rules.judge(check, body=body(), seats=seats, services=1)
            other = rules.judge(check, body=body(), seats=mixed, services=1)

            assert one.voice == other.voice

    @UNHURRIED
    @given(st.lists(seats_of_any_kind, max_size=8))
    def test_is_met_only_if_one_seat_meets_it_alone(self, seats):
        for check in CHECKS:
            if check.needs is None or check.only_where_votes:
                continue
            alone = {
                rules.judge(check, body=body(), seats=[each], services=1).voice for each in seats
            }

            together = rules.judge(check, body=body(), seats=seats, services=1).voice
            assert (together is Voice.MET) == (Voice.MET in alone)

    def test_tells_the_seats_that_decided_first(self):
        outcome = judge("providers", vacant(1), seat(2), seat(3, nominated_by=Side.COUNCIL))

        assert outcome.voice is Voice.MET
        assert [(each.seat_id, voice) for each, voice in outcome.seats] == [
            (2, Voice.MET),
            (1, Voice.VACANT),
            (3, Voice.PROXY),
        ]

    def test_says_that_there_is_no_seat(self):
        assert judge("providers").voice is Voice.NONE
        assert judge("carers", seat()).voice is Voice.NONE

    def test_is_not_asked_of_bodies_that_the_table_leaves_out(self):
        assert judge("providers", of=body(BodyKind.VOLUNTARY_ALLIANCE)).voice is None
        assert judge("workforce", of=body(BodyKind.BOARD)).voice is None

    def test_is_asked_of_a_body_in_any_of_its_roles(self):
        both = body(BodyKind.OTHER, BodyKind.WORKFORCE_GROUP)

        assert judge("workforce", seat(), of=both).voice is Voice.MET

    def test_asks_for_a_vote_only_where_somebody_votes(self):
        speaks = seat(standing=Standing.ADVISORY)
        council = {"nominated_by": Side.COUNCIL, "speaks_for": Constituency.COUNCIL}
        votes = seat(2, held_side=Side.COUNCIL, **council)

        assert judge("provider_vote", speaks).voice is None
        assert judge("provider_vote", speaks, votes).voice is Voice.NO_VOTE

    def test_asks_for_a_kind_of_care_only_where_there_is_some(self):
        assert judge("home_care", services=0).voice is None
        assert judge("home_care", services=1).voice is Voice.NONE
        assert judge("providers", services=0).voice is Voice.NONE

    def test_of_vacancies_and_terms_counts_every_seat(self):
        carers = {"speaks_for": Constituency.CARERS}
        seats = [seat(1), vacant(2, **carers), seat(3, is_lapsed=True, **carers)]

        vacancy, lapse = judge("no_vacancy", *seats), judge("no_lapse", *seats)

        assert [each.seat_id for each, _ in vacancy.seats] == [2]
        assert (vacancy.voice, lapse.voice) == (Voice.VACANT, Voice.LAPSED)
        assert [each.seat_id for each, _ in lapse.seats] == [3]
        assert judge("no_vacancy", seat()).voice is Voice.MET
        assert judge("no_vacancy").voice is None


class TestJudgeBodies:
    def test_gives_each_body_its_own_seats_and_area(self):
        here = BodyFacts(
            1, "one", "One", frozenset({BodyKind.PLACE_PARTNERSHIP}), AreaLevel.PLACE, place_id=7
        )
        there = BodyFacts(2, "two", "Two", frozenset({BodyKind.PARTNERSHIP}), AreaLevel.SYSTEM)

        found = rules.judge_bodies(
            bodies=[here, there],
            seats=[seat(1, body_id=2), seat(2, body_id=3)],
            served=count_served(MIX),
        )

        assert found[1]["providers"].voice is Voice.NONE
        assert found[2]["providers"].voice is Voice.MET
        assert found[1]["home_care"].voice is None
        assert found[2]["home_care"].voice is Voice.GENERAL
        assert list(found[1]) == [check.code for check in CHECKS]

    @UNHURRIED
    @given(st.lists(seats_of_any_kind, max_size=8), bodies_of_any_kind)
    def test_finds_what_each_check_finds_by_itself(self, seats, of):
        served = count_served(MIX)
        found = rules.judge_bodies(bodies=[of], seats=seats, served=served)
        services = served.of(of)

        for check in CHECKS:
            alone = rules.judge(check, body=of, seats=seats, services=services.get(check.code, 0))
            assert found[1][check.code].voice == alone.voice


class TestCountMet:
    def test_counts_those_past_their_term_apart(self):
        facts = [
            BodyFacts(number, "b", "B", frozenset({BodyKind.BOARD}), AreaLevel.SYSTEM)
            for number in (1, 2, 3)
        ]
        alliance = BodyFacts(
            4, "b", "B", frozenset({BodyKind.VOLUNTARY_ALLIANCE}), AreaLevel.SYSTEM
        )
        seats = [seat(1, body_id=1), seat(2, body_id=2, is_lapsed=True)]
        found = rules.judge_bodies(bodies=[*facts, alliance], seats=seats, served=count_served([]))

        assert rules.count_met(found, "providers") == (1, 1, 3)
