from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement import rules
from regard.domains.engagement.types import Plan, Stage

TODAY = date(2026, 11, 21)


def plan(**changes):
    given = {
        "title": "What would keep your staff next winter?",
        "purpose": "We are writing our winter plan.",
        "open_to_change": "Everything but the total.",
        "opens_on": TODAY,
        "closes_on": date(2026, 12, 12),
        "reply_by": date(2027, 2, 28),
    }
    return Plan(**(given | changes))


def reasons(**changes):
    given = {
        "plan": plan(),
        "stage": Stage.DRAFT,
        "questions": 1,
        "audience": 10,
        "today": TODAY,
    }
    return rules.reasons_not_to_open(**(given | changes))


class TestReasonsNotToOpen:
    def test_are_none_for_a_whole_draft(self):
        assert reasons() == []

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"questions": 0}, "It has no question. Add at least one."),
            ({"audience": 0}, "It is for no service"),
            ({"plan": plan(purpose=" ")}, "Say why you ask"),
            ({"plan": plan(opens_on=date(2026, 11, 22))}, "It opens on 22 November 2026"),
            ({"plan": plan(closes_on=TODAY)}, "The last day for answers is 21 November 2026"),
            ({"plan": plan(reply_by=date(2026, 12, 12))}, "must come after"),
            ({"plan": plan(closes_on=date(2026, 11, 20))}, "before the day it opens"),
            ({"stage": Stage.OPEN}, "It has been opened before"),
        ],
    )
    def test_name_what_is_missing(self, changes, reason):
        assert any(reason in found for found in reasons(**changes))

    def test_are_all_told_at_once(self):
        found = reasons(questions=0, audience=0, plan=plan(title="", closes_on=TODAY))

        assert len(found) == 4

    @given(st.integers(-30, 30), st.integers(-30, 60), st.integers(-30, 90))
    def test_let_none_open_whose_dates_do_not_follow(self, opens, closes, replies):
        dates = {
            "opens_on": TODAY + timedelta(days=opens),
            "closes_on": TODAY + timedelta(days=closes),
            "reply_by": TODAY + timedelta(days=replies),
        }

        may_open = not reasons(plan=plan(**dates))

        assert may_open == (dates["opens_on"] <= TODAY < dates["closes_on"] < dates["reply_by"])


class TestReasonNotToClose:
    def test_is_none_once_its_last_day_is_over(self):
        assert (
            rules.reason_not_to_close(
                stage=Stage.OPEN, closes_on=date(2026, 11, 20), today=TODAY, reason_given=""
            )
            is None
        )

    def test_asks_for_a_reason_before_that(self):
        early = {"stage": Stage.OPEN, "closes_on": TODAY, "today": TODAY}

        assert "until 21 November" in rules.reason_not_to_close(**early, reason_given=" ")
        assert rules.reason_not_to_close(**early, reason_given="We know enough.") is None

    @pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CLOSED, Stage.ANSWERED])
    def test_refuses_what_is_not_open(self, stage):
        found = rules.reason_not_to_close(
            stage=stage, closes_on=TODAY, today=TODAY, reason_given="Because."
        )

        assert found == "Only an open exercise can be closed"


class TestSlugOf:
    @pytest.mark.parametrize(
        ("title", "taken", "slug"),
        [
            ("What would keep your staff?", set(), "what-would-keep-your-staff"),
            ("Who’s asked? Café!", set(), "whos-asked-cafe"),
            ("New", set(), "new-2"),
            ("Rotas", {"rotas", "rotas-2"}, "rotas-3"),
            ("???", set(), "exercise"),
            ("x" * 80, set(), "x" * 46),
        ],
    )
    def test_is_made_of_the_title(self, title, taken, slug):
        assert rules.slug_of(title, taken=taken) == slug

    @given(st.text(), st.sets(st.text(alphabet="ab-2", max_size=4)))
    def test_fits_an_address_and_is_free(self, title, taken):
        slug = rules.slug_of(title, taken=taken)

        assert 0 < len(slug) <= 50
        assert slug.replace("-", "").isalnum()
        assert slug.isascii()
        assert slug not in taken | {"new"}
