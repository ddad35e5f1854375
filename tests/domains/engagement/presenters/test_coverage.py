from datetime import date

import pytest

from regard.domains.engagement.presenters import coverage as presenters
from regard.domains.engagement.types import Alarm, Breakdown, Coverage, HeardRow


def group(label, heard, asked, *, key="x", is_flagged=False):
    share = None if heard is None else heard / asked
    return HeardRow(key, label, asked, heard, share, share, share, share, is_flagged)


def coverage(*rows, heard=400, asked=1000, places=(), home_care_alarm=False):
    parts = [Breakdown("service_type", "By type of service", "Type", rows)]
    if places:
        parts.append(Breakdown("place_name", "By place", "Place", tuple(places)))
    return Coverage(
        exercise_id=1,
        as_at=date(2026, 11, 21),
        heard=heard,
        asked=asked,
        share=None if heard is None else heard / asked if asked else None,
        breakdowns=tuple(parts),
        groups=len(rows) + len(places),
        alarms=(Alarm("service_type", "home_care", "Home care", 0.03),) if home_care_alarm else (),
        people=(),
        channels=(),
        total_people=0,
        unmatched=0,
    )


HOME_CARE = group("Home care", 61, 363, key="home_care", is_flagged=True)
SHARED_LIVES = group("Shared Lives", 18, 60, is_flagged=True)
CARE_HOME = group("Care home", 231, 402)
FELL_ROAD = group("Fell Road", 84, 315, is_flagged=True)


class TestCoverageLede:
    @pytest.mark.parametrize(
        ("found", "words"),
        [
            (
                coverage(HOME_CARE, CARE_HOME),
                (
                    "400 of 1,000 services have answered (40%). "
                    "Home care is heard far less than its share."
                ),
            ),
            (
                coverage(HOME_CARE, SHARED_LIVES, places=[FELL_ROAD]),
                (
                    "400 of 1,000 services have answered (40%). "
                    "Home care and Shared Lives are heard less than their share. So is Fell Road."
                ),
            ),
            (
                coverage(CARE_HOME, places=[FELL_ROAD]),
                (
                    "400 of 1,000 services have answered (40%). "
                    "Fell Road is heard less than its share."
                ),
            ),
            (
                coverage(HOME_CARE, places=[FELL_ROAD] * 4),
                (
                    "400 of 1,000 services have answered (40%). "
                    "Home care is heard far less than its share. So are 4 other groups."
                ),
            ),
            (
                coverage(CARE_HOME),
                (
                    "400 of 1,000 services have answered (40%). "
                    "No group is heard less than its share by more than chance explains."
                ),
            ),
            (
                coverage(CARE_HOME, places=[group("x", 9, 315, key="one", is_flagged=True)]),
                (
                    "400 of 1,000 services have answered (40%). "
                    "Providers with one service are heard far less than their share."
                ),
            ),
            (coverage(heard=None), "Fewer than 6 of 1,000 services have answered."),
            (
                coverage(heard=0),
                "None of 1,000 services has answered.",
            ),
            (
                coverage(heard=0, asked=0),
                "Nobody has been asked yet. The services are taken from the register on opening.",
            ),
        ],
    )
    def test_is_the_finding_in_numbers(self, found, words):
        assert presenters.coverage_lede(found) == words

    def test_always_names_home_care_when_it_is_lacking(self):
        rows = [group(f"Kind {n}", 10, 100, is_flagged=True) for n in range(4)]
        home_care = group("Home care", 130, 363, key="home_care")

        lede = presenters.coverage_lede(coverage(*rows, home_care, home_care_alarm=True))

        assert "Home care, Kind 0 and Kind 1 are heard less than their share." in lede


class TestCallPlan:
    def test_says_how_many_calls_to_whom(self):
        plan = presenters.call_plan(coverage(HOME_CARE, CARE_HOME))

        assert plan.title == "43 calls would close most of the gap"
        assert plan.words.startswith("43 from home care, if each answers.")

    def test_is_none_where_nobody_lacks(self):
        assert presenters.call_plan(coverage(CARE_HOME)) is None


class TestMissingLede:
    def test_says_how_many_and_in_which_order(self):
        def lede(found, missing, *, is_narrowed=False):
            return presenters.missing_lede(found, missing=missing, is_narrowed=is_narrowed)

        assert "come first" in lede(coverage(HOME_CARE), 3)
        assert "in order of name" in lede(coverage(CARE_HOME), 3)
        assert lede(coverage(HOME_CARE), 0) == (
            "Nobody is missing: every service that was asked has answered."
        )
        assert "in this group has answered" in lede(coverage(HOME_CARE), 0, is_narrowed=True)


class TestCoverageCsv:
    def test_says_what_is_hidden_and_rounds_nothing_that_is_counted(self):
        rows = presenters.coverage_csv(
            coverage(HOME_CARE, group("Extra care", None, 6), heard=None)
        )

        assert rows[0][:5] == ("All services", "All", "too few to show", 1000, "")
        assert rows[1][:4] == ("By type of service", "Home care", 61, 363)
        assert rows[1][-1] == "yes"
        assert rows[2][2] == rows[2][-1] == "too few to show"
        assert len({len(row) for row in [*rows, presenters.CSV_HEADER]}) == 1


class TestAsAt:
    def test_is_a_day_or_nothing(self):
        assert presenters.as_at(coverage()) == "21 November 2026"


class TestInAList:
    def test_reads_as_english(self):
        assert [presenters.in_a_list(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
            "",
            "a",
            "a and b",
            "a, b and c",
        ]
