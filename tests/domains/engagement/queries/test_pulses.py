from datetime import date

import pytest

from regard.domains.engagement.actions.pulse_waves import begin_wave
from regard.domains.engagement.queries.pulse_reading import get_reading
from regard.domains.engagement.queries.pulses import (
    count_so_far,
    get_last_wave,
    get_series,
    list_series,
)
from regard.domains.engagement.types import Direction
from regard.domains.engagement.types.pulses import Score
from regard.foundation.base.errors import NotFound
from tests.factories.engagement_pulses import (
    MAY,
    NOVEMBER,
    answer,
    begin_and_close,
    make_pulse,
    make_raters,
    make_services,
    rate_all,
)
from tests.factories.register import PlaceFactory, SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def read_twice():
    """Return a pulse with two waves: of 15 addresses 14 and 12 answered, 12 of them both times."""
    series = make_pulse()
    locations = make_services(series.system, 15)
    PlaceFactory(system=series.system, name="Harrow Vale", council=locations[0].council)
    before = dict.fromkeys(locations[:14], 2)
    begin_and_close(series, at=MAY, steps=before)
    begin_and_close(series, at=NOVEMBER, steps=dict.fromkeys(locations[:12], 4))
    return series


class TestGetReading:
    def test_gives_each_wave_with_who_answered_again(self, read_twice):
        first, last = get_reading(series=read_twice).waves

        assert (first.asked, first.answered, first.again) == (15, 14, None)
        assert (last.asked, last.answered, last.again) == (15, 12, 12)
        assert (first.scores[0].agreed, last.scores[0].agreed) == (0, 12)
        assert last.scores[0].mean == 4

    def test_tests_whether_each_item_changed(self, read_twice):
        change = get_reading(series=read_twice).changes[0]

        assert change.difference == 1
        assert change.chance < 0.001
        assert (change.up, change.down, change.same) == (12, 0, 0)
        assert change.pairs_chance < 0.001

    def test_shows_places_and_types_where_enough_answered(self, read_twice):
        reading = get_reading(series=read_twice)

        [(place, scores)] = reading.places
        assert place == "Harrow Vale"
        assert scores[0].answered == 12
        [group] = reading.groups
        assert group.label == "Home care"
        assert group.rates == ((14, 15), (12, 15)) or group.rates[1] is None

    def test_counts_an_address_once_with_its_newest_answer(self, read_twice):
        series = make_pulse()
        locations = make_services(series.system, 11)
        wave = begin_wave(series=series, by="x", at=MAY)
        answer(wave, dict.fromkeys(locations, 1), at=MAY)
        answer(wave, dict.fromkeys(locations, 5), at=MAY.replace(hour=10))
        wave.stage = "closed"
        wave.save()

        [read] = get_reading(series=series).waves

        assert (read.answered, read.scores[0].agreed) == (11, 11)

    def test_counts_what_is_behind_a_shield_and_puts_it_in_no_place(self):
        series = make_pulse()
        locations = make_services(series.system, 12)
        wave = begin_wave(series=series, by="x", at=MAY)
        answer(wave, dict.fromkeys(locations, 5), at=MAY, is_shielded=True)
        wave.stage = "closed"
        wave.save()

        reading = get_reading(series=series)

        assert reading.waves[0].scores[0].agreed == 12
        assert [place for place, _ in reading.places] == []

    def test_reads_what_the_partnership_said(self):
        series = make_pulse(direction=Direction.TO_PARTNERSHIP)
        make_raters(series, 12)
        begin_and_close(series, at=MAY, ratings=[5] * 11)

        reading = get_reading(series=series)

        [wave] = reading.waves
        assert (wave.asked, wave.answered, wave.again) == (12, 11, None)
        assert wave.scores[1].agreed == 11
        assert [group.label for group in reading.groups] == [
            "Integrated care board",
            "Northmarch council",
        ]

    def test_has_nothing_before_a_wave_is_over(self):
        series = make_pulse()
        locations = make_services(series.system, 11)
        wave = begin_wave(series=series, by="x", at=MAY)
        answer(wave, dict.fromkeys(locations, 5), at=MAY)

        reading = get_reading(series=series)

        assert reading.waves == ()
        assert len(reading.items) == 2
        assert count_so_far(wave=wave) == (11, 11)

    def test_shows_no_score_of_fewer_than_eleven(self):
        series = make_pulse()
        begin_and_close(series, at=MAY, steps=dict.fromkeys(make_services(series.system, 10), 5))

        [wave] = get_reading(series=series).waves

        assert wave.scores == (Score(), Score())

    def test_reads_no_more_for_more_waves(self, read_twice, django_assert_num_queries):
        with django_assert_num_queries(7):
            get_reading(series=read_twice)


class TestListSeries:
    def test_puts_those_that_go_on_first(self, read_twice):
        system = read_twice.system
        ended = make_pulse(system, direction=Direction.TO_PARTNERSHIP)
        ended.ended_on, ended.title = date(2026, 6, 1), "A"
        ended.save()

        live, over = list_series(system=system)

        assert (live.slug, live.waves, live.is_asking) == (read_twice.slug, 2, False)
        assert live.last_on == NOVEMBER.date()
        assert over.slug == ended.slug


def test_so_far_counts_people_of_the_partnership():
    series = make_pulse(direction=Direction.TO_PARTNERSHIP)
    make_raters(series, 3)
    wave = begin_wave(series=series, by="x", at=MAY)
    rate_all(wave, [4], at=MAY)

    assert count_so_far(wave=get_last_wave(series=series)) == (1, 3)


def test_a_pulse_of_another_system_is_not_found():
    with pytest.raises(NotFound):
        get_series(system=SystemFactory(), slug=make_pulse().slug)
