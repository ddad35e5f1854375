from datetime import date

from regard.domains.register.rules.particulars import (
    ADDRESS,
    COORDINATES,
    KINDS,
    LOCATION,
    NAME,
    ORGANISATION,
    bit,
)
from regard.domains.register.rules.weighing import Case, Standing, may_end, weigh
from regard.domains.register.types import Source

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
ALL = (1 << len(LOCATION)) - 1


def weighed(*, held=None, told=ALL, source=Source.LATEST_RATINGS, as_at=MARCH, **case):
    return weigh(
        case=Case(held=held, told=told, **case),
        particulars=LOCATION,
        source=source,
        as_at=as_at,
    )


def by(source, as_at, *keys):
    return dict.fromkeys(keys, (source.value, as_at.isoformat()))


def takes(verdict, key):
    return bool(verdict.takes & bit(LOCATION, key))


class TestWeigh:
    def test_believes_a_new_row_and_says_who_told_it(self):
        verdict = weighed(told=bit(LOCATION, NAME), is_listed=True)

        assert takes(verdict, NAME)
        assert verdict.facts == by(Source.LATEST_RATINGS, MARCH, NAME, "listed")
        assert verdict.standing is Standing.LISTED

    def test_takes_what_it_is_better_or_newer_for_and_leaves_the_rest(self):
        held = by(Source.API, JANUARY, NAME) | by(Source.LATEST_RATINGS, JANUARY, ADDRESS)

        verdict = weighed(held=held)

        assert not takes(verdict, NAME)
        assert takes(verdict, ADDRESS)
        assert verdict.newer & bit(LOCATION, ADDRESS)
        assert verdict.facts[NAME] == ("api", "2026-01-01")

    def test_says_what_is_better_but_not_newer(self):
        verdict = weighed(
            held=by(Source.LATEST_RATINGS, MARCH, NAME), source=Source.API, as_at=JANUARY
        )

        assert takes(verdict, NAME)
        assert not verdict.newer & bit(LOCATION, NAME)

    def test_drops_coordinates_with_the_postcode_they_were_told_with(self):
        held = by(Source.API, JANUARY, COORDINATES)

        verdict = weighed(held=held, told=bit(LOCATION, ADDRESS), stays=False)

        assert takes(verdict, COORDINATES)
        assert COORDINATES not in verdict.facts

    def test_takes_no_coordinates_of_an_address_that_is_not_believed(self):
        held = by(Source.API, JANUARY, ADDRESS)

        verdict = weighed(held=held, source=Source.RATINGS_WITH_COORDINATES, stays=False)

        assert not takes(verdict, COORDINATES)

    def test_leaves_providers_no_standing(self):
        verdict = weigh(
            case=Case(held=None, told=1),
            particulars=ORGANISATION,
            source=Source.API,
            as_at=MARCH,
        )

        assert verdict.standing is Standing.KEPT
        assert verdict.facts.keys() == {NAME}


class TestStanding:
    def test_is_listed_again_by_as_full_a_list_that_is_newer(self):
        held = by(Source.API, JANUARY, "ended")

        verdict = weighed(held=held, source=Source.ACTIVE_LOCATIONS, is_listed=True)

        assert verdict.standing is Standing.LISTED

    def test_stays_ended_whatever_a_lesser_list_says(self):
        verdict = weighed(held=by(Source.API, JANUARY, "ended"), is_listed=True)

        assert verdict.standing is Standing.KEPT
        assert verdict.facts["listed"] == ("latest_ratings", "2026-03-01")

    def test_is_ended_by_who_says_so(self):
        held = by(Source.LATEST_RATINGS, MARCH, "listed")

        verdict = weighed(held=held, source=Source.API, as_at=JANUARY, is_listed=False)

        assert verdict.standing is Standing.ENDED

    def test_is_not_ended_by_what_was_known_before_it_was_listed(self):
        held = by(Source.ACTIVE_LOCATIONS, MARCH, "listed")

        verdict = weighed(held=held, source=Source.API, as_at=JANUARY, is_listed=False)

        assert verdict.standing is Standing.KEPT


class TestMayEnd:
    def test_ends_what_nobody_is_known_to_have_listed(self):
        assert may_end(facts=None, source=Source.LATEST_RATINGS, as_at=MARCH)

    def test_ends_what_a_list_no_fuller_and_no_newer_told_of(self):
        held = by(Source.LATEST_RATINGS, JANUARY, "listed")

        assert may_end(facts=held, source=Source.DIRECTORY, as_at=MARCH)
        assert not may_end(facts=held, source=Source.DIRECTORY, as_at=date(2025, 1, 1))

    def test_never_ends_by_ratings_what_a_fuller_list_told_of(self):
        held = by(Source.DIRECTORY, JANUARY, "listed")

        assert not may_end(facts=held, source=Source.LATEST_RATINGS, as_at=MARCH)


def test_kinds_have_no_columns_so_the_layout_says_whether_they_are_told():
    [kinds] = [each for each in LOCATION if each.key == KINDS]
    assert kinds.columns == ()
