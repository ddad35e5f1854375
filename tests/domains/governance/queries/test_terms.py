from datetime import date

import pytest

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.types import DecisionState, Section
from regard.foundation.accounts.callers import Anyone, Command
from regard.foundation.base.errors import NotFound, SignInNeeded
from tests.factories.governance import (
    BodyFactory,
    DecisionFactory,
    TermsFactory,
)

pytestmark = pytest.mark.django_db


def adopted(body, version, on, **more):
    return TermsFactory(body=body, version=version, state="adopted", adopted_on=on, **more)


class TestGetTerms:
    def test_hides_a_draft_from_those_who_may_not_write_it(self):
        draft = TermsFactory()
        where = {"body": draft.body, "version": 1}

        assert queries.get_terms(**where, caller=Command()).terms == draft
        assert queries.list_versions(body=draft.body, caller=Command()) == [draft]
        with pytest.raises(NotFound):
            queries.get_terms(**where, caller=Anyone())
        with pytest.raises(SignInNeeded):
            queries.get_terms(**where, caller=Anyone(), to=Permission.EDIT_BODIES)
        assert queries.list_versions(body=draft.body, caller=Anyone()) == []

    def test_gives_sections_in_their_order_with_the_decision(self):
        says = {Section.REVIEW: "In May.", Section.PURPOSE: "To agree."}
        terms = adopted(BodyFactory(), 1, date(2025, 1, 1), says=says)
        terms.decision = DecisionFactory(body=terms.body, ref="D-2025-001")
        terms.save()

        found = queries.get_terms(body=terms.body, version=1, caller=Anyone())

        assert list(found.texts) == [Section.PURPOSE, Section.REVIEW]
        assert found.decision_ref == "D-2025-001"


class TestGetTermsInForce:
    def test_gives_the_newest_adopted_by_the_day(self):
        body = BodyFactory()
        first, second = (
            adopted(body, 1, date(2025, 1, 1)),
            adopted(body, 2, date(2026, 1, 1)),
        )
        TermsFactory(body=body, version=3)

        def on(day):
            found = queries.get_terms_in_force(body=body, on=day)
            several = queries.list_terms_in_force(body_ids=[body.pk], on=day)
            assert (several[body.pk][0] if several else None) == (found and found.terms)
            return found and found.terms

        assert on(date(2024, 12, 31)) is None
        assert on(date(2025, 12, 31)) == first
        assert on(date(2026, 1, 1)) == second


class TestListAdoptingDecisions:
    def test_lists_what_is_recorded_and_public(self):
        body = BodyFactory()
        made = DecisionFactory(body=body, state=DecisionState.RECORDED)
        DecisionFactory(body=body)
        DecisionFactory(body=body, state=DecisionState.RECORDED, is_private=True)
        DecisionFactory(state=DecisionState.RECORDED)

        assert queries.list_adopting_decisions(body=body) == [made]
