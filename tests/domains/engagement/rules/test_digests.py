from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.board import fits, in_order
from regard.domains.engagement.rules.digests import (
    MOST_LINES,
    STOP,
    Week,
    choose_lines,
    digest_body,
    digest_subject,
    has_news,
    kept_lines,
    keys_of,
    monday_of,
)
from regard.domains.engagement.types.inviting import BoardKind, BoardRow, Line, News, Reader

MONDAY = date(2026, 11, 23)
SITE = "https://regard.example"


def row(key, **known):
    usual = {
        "kind": BoardKind.EXERCISE if key.startswith("exercise") else BoardKind.OTHER,
        "title": key,
        "words": "",
        "url": f"/{key}",
        "service_types": (),
        "place_ids": (),
        "minutes": None,
        "pays": "",
        "contact": "",
        "closes_on": date(2026, 12, 31),
    }
    return BoardRow(key=key, **(usual | known))


def reader(**known):
    usual = {
        "location_id": 1,
        "name": "Ash House",
        "to": "a@example.org",
        "service_types": frozenset({"home_care"}),
        "place_ids": frozenset({7}),
        "open_invitations": (),
        "asked_in": frozenset(),
        "seen": frozenset(),
    }
    return Reader(**(usual | known))


def week(*board, news=()):
    return Week(MONDAY, SITE, board, news)


def keys(lines):
    return [line.key for line in lines]


class TestMondayOf:
    @given(st.dates(min_value=date(2000, 1, 3), max_value=date(2100, 1, 1)))
    def test_is_a_monday_not_more_than_six_days_before(self, day):
        assert monday_of(day).weekday() == 0
        assert 0 <= (day - monday_of(day)).days < 7


class TestChooseLines:
    def test_puts_its_own_first_then_what_ends_soon_then_news_then_the_rest(self):
        board = (
            row("opportunity:1"),
            row("opportunity:2", closes_on=date(2026, 11, 30)),
            row("exercise:5", minutes=6),
        )
        published = News("strategy:1", "The plan", "/plan", date(2026, 11, 20), frozenset({4}))
        whom = reader(open_invitations=((5, 12),), asked_in=frozenset({4, 5}))

        lines = choose_lines(whom, week(*board, news=[published]))

        assert keys(lines) == ["exercise:5", "opportunity:2", "strategy:1", "opportunity:1"]
        assert lines[0].invitation_id == 12
        assert lines[0].why == "You were asked. Until 31 December 2026. About 6 minutes"
        assert lines[2].url == f"{SITE}/plan"

    def test_leaves_out_what_it_was_asked_and_has_answered(self):
        assert not choose_lines(reader(asked_in=frozenset({5})), week(row("exercise:5")))

    def test_leaves_out_news_of_what_it_was_not_asked(self):
        published = News("strategy:1", "The plan", "/plan", date(2026, 11, 20), frozenset({4}))

        assert not choose_lines(reader(), week(news=[published]))

    def test_leaves_out_what_is_for_others(self):
        board = (row("a", service_types=("care_home",)), row("b", place_ids=(8,)))

        assert not choose_lines(reader(), week(*board))

    @given(st.integers(min_value=0, max_value=40))
    def test_never_has_more_than_ten(self, many):
        board = [row(f"opportunity:{n}") for n in range(many)]

        assert len(choose_lines(reader(), week(*board))) == min(many, MOST_LINES)


class TestHasNews:
    def test_is_whether_a_line_was_not_there_before(self):
        lines = [Line("a", "A", "", ""), Line("b", "B", "", "")]

        assert has_news(lines, seen={"a"})
        assert not has_news(lines, seen={"a", "b", "c"})
        assert not has_news([], seen=set())


class TestTheEmail:
    LINES = (
        Line("exercise:5", "What keeps staff?", f"{SITE}/x", "You were asked", invitation_id=12),
        Line("opportunity:1", "Try the form", f"{SITE}/y", "Take part"),
    )

    def test_numbers_the_lines_and_keeps_no_secret(self):
        body = digest_body(self.LINES, service="Ash House", partnership="Northmarch")

        assert "1. What keeps staff?\n   You were asked\n   [link 12]" in body
        assert f"2. Try the form\n   Take part\n   {SITE}/y" in body
        assert STOP in body

    def test_counts_them_in_its_subject(self):
        subject = digest_subject(self.LINES, partnership="Northmarch")

        assert subject == "2 things this week from Northmarch"
        assert digest_subject(self.LINES[:1], partnership="N").startswith("One thing")

    def test_can_be_known_again(self):
        assert keys_of(kept_lines(self.LINES)) == {"exercise:5", "opportunity:1"}


class TestTheBoard:
    def test_narrows_by_nothing_that_is_not_given(self):
        narrow = row("a", service_types=("care_home",), place_ids=(7,))

        assert fits(narrow, service_types=(), place_ids=())
        assert fits(narrow, service_types={"care_home"}, place_ids={7, 8})
        assert not fits(narrow, service_types={"home_care"}, place_ids=())

    def test_puts_what_ends_first_first_and_what_has_no_end_last(self):
        rows = [row("c", closes_on=None), row("b"), row("a", closes_on=MONDAY)]

        assert [each.key for each in in_order(rows)] == ["a", "b", "c"]
