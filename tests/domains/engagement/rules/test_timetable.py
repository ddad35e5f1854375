from dataclasses import replace
from datetime import date

import pytest

from regard.domains.engagement.rules import timetable as rules
from regard.domains.engagement.types import Stage
from regard.domains.engagement.types.phases import Days

TODAY = date(2026, 11, 21)
DAYS = Days(date(2026, 11, 1), date(2026, 11, 30), date(2027, 2, 28))
LATER = replace(DAYS, closes_on=date(2026, 12, 14))


def reasons(**changes):
    usual = {
        "stage": Stage.OPEN,
        "was": DAYS,
        "becomes": LATER,
        "because": "Many asked for more time.",
        "today": TODAY,
    }
    return rules.reasons_not_to_move(**(usual | changes))


class TestReasonsNotToMove:
    @pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSED])
    def test_are_none_for_giving_people_longer(self, stage):
        assert reasons(stage=stage) == {}

    @pytest.mark.parametrize(
        ("changes", "fields"),
        [
            ({"stage": Stage.DRAFT}, [""]),
            ({"stage": Stage.ANSWERED}, [""]),
            ({"becomes": DAYS}, ["closes_on"]),
            ({"becomes": replace(DAYS, closes_on=date(2026, 11, 29))}, ["closes_on"]),
            ({"becomes": LATER, "today": date(2026, 12, 15)}, ["closes_on"]),
            ({"becomes": replace(LATER, reply_by=LATER.closes_on)}, ["reply_by"]),
            (
                {"becomes": replace(DAYS, reply_by=date(2026, 12, 5)), "today": date(2026, 12, 6)},
                ["reply_by"],
            ),
            ({"because": "Why not"}, ["because"]),
        ],
    )
    def test_name_the_field(self, changes, fields):
        assert list(reasons(**changes)) == fields


class TestPausing:
    def test_is_for_an_open_exercise_that_is_not_paused(self):
        assert rules.reason_not_to_pause(stage=Stage.OPEN, paused_on=None) is None
        assert rules.reason_not_to_pause(stage=Stage.CLOSED, paused_on=None)
        assert rules.reason_not_to_pause(stage=Stage.OPEN, paused_on=TODAY)

    def test_ends_while_it_is_open(self):
        assert rules.reason_not_to_resume(stage=Stage.OPEN, paused_on=TODAY) is None
        assert rules.reason_not_to_resume(stage=Stage.OPEN, paused_on=None)
        assert rules.reason_not_to_resume(stage=Stage.CLOSED, paused_on=TODAY)

    def test_keeps_us_from_writing(self):
        assert rules.reason_not_to_write(paused_on=None) is None
        assert "sends no invitations" in rules.reason_not_to_write(paused_on=TODAY)

    def test_adds_as_many_days_as_it_took(self):
        found = rules.days_after_pause(days=DAYS, paused_on=date(2026, 11, 14), today=TODAY)

        assert found == Days(DAYS.opens_on, date(2026, 12, 7), date(2027, 3, 7))


class TestIsLate:
    def test_begins_on_the_day_after_the_last(self):
        closes_on = DAYS.closes_on

        assert not rules.is_late(said_on=closes_on, closes_on=closes_on)
        assert rules.is_late(said_on=date(2026, 12, 1), closes_on=closes_on)
