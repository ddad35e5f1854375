from datetime import date, timedelta

from regard.domains.engagement.presenters import bursts as presenters
from regard.domains.engagement.types.campaigns import DayCount
from regard.foundation.analysis.campaigns import Burst

FIRST = date(2026, 11, 2)  # (a Monday)


def days(*counts, step=1):
    """Return days on which so many came, all but one of each in a campaign."""
    return [
        DayCount(FIRST + timedelta(days=step * n), count, count - 1)
        for n, count in enumerate(counts)
    ]


class TestBurstLines:
    def test_say_how_many_came_and_how_many_used_a_template(self):
        came = [*days(2, 40), DayCount(date(2026, 12, 1), 9, 0)]
        bursts = [
            Burst(came[1].on, 40, 1.6, 0.001),
            Burst(came[2].on, 9, 0.4, 0.001),
        ]

        assert presenters.burst_lines(bursts, came) == [
            (
                "3 November 2026",
                "40 submissions, where about 2 a day are usual. 39 of them used a template.",
            ),
            (
                "1 December 2026",
                "9 submissions, where fewer than 1 a day are usual. None of them used a template.",
            ),
        ]


class TestDrawDays:
    def test_draws_days_and_says_which_stand_out(self):
        came = days(2, 40, 3)

        drawing = presenters.draw_days(came, [Burst(came[1].on, 40, 2.5, 0.001)])

        assert drawing.title == "Submissions by day"
        assert "45 submissions from 2 November 2026 to 4 November 2026." in drawing.description
        assert "Far more than usual came on 3 November 2026." in drawing.description
        assert "In a campaign" in drawing.svg

    def test_draws_weeks_where_it_takes_long(self):
        drawing = presenters.draw_days(days(*[3] * 30, step=5), [], label=presenters.IN_THIS)

        assert drawing.title == "Submissions by week"
        assert "No day stands out." in drawing.description
        assert "In this campaign" in drawing.svg

    def test_draws_no_picture_of_one_day(self):
        assert presenters.draw_days(days(40), []) is None


class TestDayRows:
    def test_are_the_same_as_the_picture(self):
        assert presenters.day_rows(days(2, 40)) == [
            ("2 November 2026", "1", "1"),
            ("3 November 2026", "39", "1"),
        ]

    def test_are_weeks_where_it_takes_long(self):
        rows = presenters.day_rows(days(*[2] * 21, step=7))

        assert rows[0] == ("Week from 2 November 2026", "1", "1")
        assert len(rows) == 21

    def test_are_none_before_anybody_spoke(self):
        assert presenters.day_rows([]) == []
