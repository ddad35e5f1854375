from datetime import date

import pytest

from regard.domains.engagement.presenters.pulses import (
    groups_table,
    items_found,
    places_table,
    pulse_cards,
    pulse_csv,
    pulse_lede,
    pulses_lede,
    wave_rows,
)
from regard.domains.engagement.rules.pulses import AGREE, changes
from regard.domains.engagement.types import Direction, QuestionKind
from regard.domains.engagement.types.pulses import (
    GroupRate,
    Item,
    PulseReading,
    Score,
    SeriesRow,
    Wave,
)

PROVIDERS = Direction.TO_PROVIDERS
ITEMS = tuple(
    Item(number, QuestionKind.SCALE, text, AGREE)
    for number, text in enumerate(("We are asked early", "We hear back"), start=1)
)
HIGH, LOW, NONE = Score(50, 40, 0.7, 0.9, 4.0), Score(50, 20, 0.3, 0.5, 2.5), Score()


def wave(month, scores, *, answered=50, again=None):
    day = date(2026, month, 1)
    return Wave(month, f"w{month}", day, day, 100, answered, again, scores)


def reading(*waves, pairs=None, places=()):
    moved = changes(waves[-1].scores, waves[-2].scores, pairs=pairs or {}) if waves[1:] else ()
    groups = (GroupRate("Home care", tuple((40, 60) for _ in waves)),)
    return PulseReading(ITEMS, waves, moved, tuple(places), groups)


TWICE = reading(wave(5, (LOW, LOW)), wave(11, (HIGH, LOW), again=48), pairs={0: (30, 5, 10)})


class TestLede:
    def test_names_the_best_and_the_worst_and_what_changed(self):
        words = pulse_lede(TWICE, PROVIDERS, starts_on=date(2026, 5, 1))

        assert words == (
            "November 2026: 50 of 100 service addresses answered. 80% agree that “we are asked "
            "early”, 40% that “we hear back”. 1 of 2 clearly changed since the wave before."
        )

    def test_says_that_nothing_changed(self):
        same = reading(wave(5, (LOW, LOW)), wave(11, (LOW, LOW)))

        assert "Nothing has clearly changed" in pulse_lede(
            same, PROVIDERS, starts_on=date(2026, 5, 1)
        )

    def test_counts_the_pulses(self):
        assert pulses_lede([]) == "Nothing is asked again and again here yet."


class TestItemsFound:
    def test_words_the_change_with_its_tests(self):
        first, second = items_found(TWICE, direction=PROVIDERS, other=None)

        assert first.change.startswith("Clearly more agree than the wave before: 40 points")
        assert "Of 45 addresses that answered both times 30 chose a higher step" in first.change
        assert "more than chance explains" in first.change
        assert second.change.startswith("No clear change since the wave before (0 points")
        assert first.drawing.title == "1. We are asked early"

    def test_puts_the_other_side_beside_it(self):
        other = PulseReading(
            tuple(Item(i.position, i.kind, f"They: {i.text}", AGREE) for i in ITEMS),
            (wave(6, (HIGH, NONE)),),
            (),
            (),
            (),
        )

        first, second = items_found(TWICE, direction=PROVIDERS, other=other)

        assert first.other == "They: We are asked early"
        assert first.rows[-1][0] == "The partnership: June 2026"
        assert second.rows[-1][1] == "Too few"

    def test_leaves_out_another_side_with_other_items(self):
        other = PulseReading(ITEMS[:1], (wave(6, (HIGH,)),), (), (), ())

        first, _ = items_found(TWICE, direction=PROVIDERS, other=other)

        assert first.other == ""

    def test_has_no_picture_of_one_wave(self):
        [found, _] = items_found(reading(wave(5, (LOW, NONE))), direction=PROVIDERS, other=None)

        assert found.drawing is None
        assert found.change == ""


class TestTables:
    def test_say_who_answered_each_time_and_again(self):
        newest, first = wave_rows(TWICE)

        assert newest == ("November 2026", 100, 50, "50%", "Too few")
        assert first[-1] == "–"
        assert wave_rows(reading(wave(5, (LOW, LOW), again=30)))[0][-1] == 30

    def test_hide_how_few_answered(self):
        [row] = wave_rows(reading(wave(5, (NONE, NONE), answered=3)))

        assert row[2:4] == ("Too few", "–")

    def test_show_groups_and_places_under_their_heads(self):
        head, [group] = groups_table(TWICE.groups, TWICE.waves)
        assert head == ("Group", "November 2026", "May 2026")
        assert group == ("Home care", "40 of 60", "40 of 60")

        found = reading(
            wave(5, (LOW, LOW)), places=[("Fell", (HIGH, NONE)), ("Vale", (HIGH, LOW))]
        )
        _, rows = places_table(found)
        assert rows == [
            ("Fell", "80%", "Too few"),
            ("Vale", "80%", "40%"),
        ]

    def test_give_a_row_of_csv_for_each_item_of_each_wave(self):
        rows = pulse_csv(reading(wave(5, (LOW, NONE))))

        assert [row[5] for row in rows] == [1, 2]
        assert rows[0][8] == "0.4000"
        assert rows[1][7:] == ("", "", "", "", "")


@pytest.mark.parametrize(
    ("known", "tag"),
    [
        ({"ended_on": date(2026, 6, 1)}, "Ended"),
        ({"is_asking": True}, "Open now"),
        ({}, "Goes on"),
    ],
)
def test_a_card_says_how_a_pulse_stands(known, tag):
    usual = {"ended_on": None, "is_asking": False}
    row = SeriesRow(
        series_id=1,
        slug="x",
        title="X",
        direction=PROVIDERS,
        months=6,
        starts_on=date(2026, 5, 1),
        waves=1,
        last_on=date(2026, 5, 1),
        **(usual | known),
    )

    [(_, [card])] = pulse_cards([row], today=date(2026, 9, 1))

    assert card.tag[0] == tag
