from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement.models import TimetableChange
from regard.domains.engagement.presenters import information, phases, preview, timetable
from regard.domains.engagement.queries.information import GivenCount
from regard.domains.engagement.rules.phases import usual_phases
from regard.domains.engagement.types.phases import Days

DAYS = Days(date(2026, 11, 1), date(2026, 11, 30), date(2027, 2, 28))


class TestTimeline:
    def test_says_of_each_phase_whether_it_is_now(self):
        found = phases.timeline(usual_phases(DAYS), today=date(2026, 12, 1))

        assert [step.state for step in found] == ["Over", "Now", "To come", "To come"]
        assert found[0].days == "1 November 2026 to 30 November 2026"

    def test_gives_a_single_day_once(self):
        one = Days(DAYS.opens_on, DAYS.opens_on, date(2026, 11, 2))

        assert phases.timeline(usual_phases(one), today=DAYS.opens_on)[0].days == "1 November 2026"


class TestNowInWords:
    @pytest.mark.parametrize(
        ("today", "words"),
        [
            (date(2026, 10, 1), "Next: We ask you, from 1 November 2026."),
            (date(2026, 11, 5), "We ask you, until 30 November 2026: open to everyone."),
            (
                date(2026, 12, 5),
                "We read it all, until 30 December 2026: the partnership’s team is at work.",
            ),
            (date(2027, 3, 1), "All of it is over."),
        ],
    )
    def test_says_what_is_open_to_whom(self, today, words):
        assert phases.now_in_words(usual_phases(DAYS), today=today) == words


class TestChanges:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (
                {
                    "kind": "moved",
                    "field": "reply_by",
                    "was": DAYS.reply_by,
                    "becomes": date(2027, 5, 1),
                },
                "The day by which everyone hears back moved from 28 February 2027 to 1 May 2027",
            ),
            ({"kind": "moved", "field": "opens_on"}, "A day moved"),
            (
                {"kind": "paused"},
                "Paused: no invitations and no reminders. Answers are still taken",
            ),
            ({"kind": "resumed"}, "Goes on: invitations and reminders are sent again"),
        ],
    )
    def test_say_what_moved(self, change, words):
        at = datetime(2026, 11, 21, 12, tzinfo=UTC)

        [row] = timetable.changes([TimetableChange(**change, because="Because.", at=at)])

        assert row == ("21 November 2026", words, "Because.")


class TestLateInWords:
    @pytest.mark.parametrize(
        ("late", "words"),
        [(0, ""), (5, ""), (6, "6 answers came late, and are counted too.")],
    )
    def test_hides_what_is_few(self, late, words):
        assert timetable.late_in_words(late) == words


class TestBlocks:
    def test_part_paragraphs_and_find_headings(self):
        words = "What we know\n\nOne in nine left.\nOne in three of those left care.\n\n \n\nWhy?"

        assert information.blocks(words) == [
            ("heading", ["What we know"]),
            ("text", ["One in nine left.", "One in three of those left care."]),
            ("text", ["Why?"]),
        ]


class TestLogLede:
    def test_counts_the_newest_version_apart(self):
        counts = [GivenCount(2, "by email", 3), GivenCount(1, "by email", 40)]

        assert information.log_lede(counts) == "Given 43 times; version 2, 3 times."


class TestViewers:
    def test_are_anyone_a_carer_and_a_provider_of_each_kind(self):
        chosen = preview.viewer_of("carer")

        choices = preview.viewer_choices(chosen)

        assert [label for label, _, is_chosen in choices if is_chosen] == ["An unpaid carer"]
        assert ("Invited: home care", "?as=home_care", False) in choices
