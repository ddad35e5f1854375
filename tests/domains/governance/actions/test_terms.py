from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, transaction

from regard.domains.governance import actions
from regard.domains.governance.models import Terms, TermsSection
from regard.domains.governance.rules.model_terms import BODY_TERMS, FORUM_TERMS
from regard.domains.governance.types import BodyKind, Section, TermsState
from regard.foundation.audit.models import Entry
from tests.factories.governance import BodyFactory, DecisionFactory, TermsFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}
WHOLE = dict.fromkeys(Section, "It is said.")
TODAY = AT.date()


def texts(terms):
    rows = TermsSection.objects.filter(terms=terms)
    return {Section(row.section): row.text for row in rows}


def adopted(body, on=date(2026, 1, 1), **more):
    terms = actions.begin_terms(body=body, **BY)
    actions.write_terms(terms=terms, texts=WHOLE | more, review_on=None, **BY)
    return actions.adopt_terms(terms=terms, on=on, decision=None, **BY)


class TestBeginTerms:
    def test_begins_with_the_model_of_its_kind(self):
        forum = BodyFactory(kind=BodyKind.PROVIDER_FORUM)

        first = actions.begin_terms(body=forum, **BY)

        assert texts(first) == FORUM_TERMS
        assert texts(actions.begin_terms(body=BodyFactory(), **BY)) == BODY_TERMS
        assert (first.version, first.state) == (1, TermsState.DRAFT)
        assert Entry.objects.first().event == "terms.begun"

    def test_begins_with_the_newest_that_it_has(self):
        body = BodyFactory()
        adopted(body)

        second = actions.begin_terms(body=body, **BY)

        assert (second.version, texts(second)) == (2, WHOLE)

    def test_refuses_two_drafts_and_a_body_that_is_over(self):
        body = TermsFactory().body

        with pytest.raises(actions.CannotWriteTerms, match="a draft already"):
            actions.begin_terms(body=body, **BY)
        with pytest.raises(actions.CannotWriteTerms, match="ended on 1 November 2026"):
            actions.begin_terms(body=BodyFactory(valid_to=date(2026, 11, 1)), **BY)


class TestWriteTerms:
    def test_changes_what_is_given_and_leaves_the_rest(self):
        terms = actions.begin_terms(body=BodyFactory(), **BY)

        actions.write_terms(
            terms=terms,
            texts={Section.QUORUM: " Five of ten. ", Section.REVIEW: ""},
            review_on=date(2027, 11, 1),
            **BY,
        )

        found = texts(terms)
        assert found[Section.QUORUM] == "Five of ten."
        assert Section.REVIEW not in found
        assert found[Section.PURPOSE] == BODY_TERMS[Section.PURPOSE]
        terms.refresh_from_db()
        assert terms.review_on == date(2027, 11, 1)

    def test_refuses_what_is_adopted(self):
        terms = adopted(BodyFactory())

        with pytest.raises(actions.CannotWriteTerms, match="stay as they are"):
            actions.write_terms(terms=terms, texts={}, review_on=None, **BY)
        with pytest.raises(actions.CannotWriteTerms):
            actions.drop_terms(terms=terms, **BY)
        with pytest.raises(actions.CannotWriteTerms):
            actions.adopt_terms(terms=terms, on=TODAY, decision=None, **BY)


class TestAdoptTerms:
    def test_adopts_them_by_a_decision_of_the_body(self):
        body = BodyFactory()
        terms = actions.begin_terms(body=body, **BY)
        actions.write_terms(terms=terms, texts=WHOLE, review_on=None, **BY)
        decision = DecisionFactory(body=body)

        actions.adopt_terms(terms=terms, on=TODAY, decision=decision, **BY)

        terms.refresh_from_db()
        assert (terms.state, terms.adopted_on, terms.decision) == (
            TermsState.ADOPTED,
            TODAY,
            decision,
        )
        assert Entry.objects.last().detail == {"version": 1, "on": "2026-11-22"}

    def test_refuses_while_something_is_to_fill_in(self):
        terms = actions.begin_terms(body=BodyFactory(), **BY)

        with pytest.raises(actions.CannotAdoptTerms, match="to fill in"):
            actions.adopt_terms(terms=terms, on=TODAY, decision=None, **BY)

    @pytest.mark.parametrize(
        ("on", "match"),
        [
            (date(2026, 11, 23), "still to come"),
            (date(2024, 3, 31), "The body began on 1 April 2024"),
            (date(2025, 12, 31), "Version 1 was adopted on 1 January 2026"),
        ],
    )
    def test_refuses_a_day_on_which_it_cannot_have_been(self, on, match):
        body = BodyFactory()
        if match.startswith("Version"):
            adopted(body)
        terms = actions.begin_terms(body=body, **BY)
        actions.write_terms(terms=terms, texts=WHOLE, review_on=None, **BY)

        with pytest.raises(actions.CannotAdoptTerms, match=match):
            actions.adopt_terms(terms=terms, on=on, decision=None, **BY)

    def test_refuses_the_decision_of_another_body(self):
        terms = actions.begin_terms(body=BodyFactory(), **BY)
        actions.write_terms(terms=terms, texts=WHOLE, review_on=None, **BY)

        with pytest.raises(actions.CannotAdoptTerms, match="of the body itself"):
            actions.adopt_terms(terms=terms, on=TODAY, decision=DecisionFactory(), **BY)


class TestAdoptedTerms:
    @pytest.mark.parametrize(
        "change",
        [
            lambda terms: TermsSection.objects.filter(terms=terms).update(text="Else"),
            lambda terms: TermsSection.objects.filter(terms=terms).delete(),
            lambda terms: Terms.objects.filter(pk=terms.pk).update(adopted_on=date(2025, 1, 1)),
            lambda terms: Terms.objects.filter(pk=terms.pk).update(
                state=TermsState.DRAFT, adopted_on=None
            ),
            lambda terms: Terms.objects.filter(pk=terms.pk).delete(),
        ],
    )
    def test_are_kept_as_they_are_by_the_database(self, change):
        terms = adopted(BodyFactory())

        with pytest.raises(ProgrammingError, match="never change"), transaction.atomic():
            change(terms)

    def test_may_be_looked_at_again_on_another_day(self):
        terms = adopted(BodyFactory())

        Terms.objects.filter(pk=terms.pk).update(review_on=date(2027, 1, 1))


class TestDropTerms:
    def test_throws_a_draft_away_and_says_so(self):
        terms = actions.begin_terms(body=BodyFactory(), **BY)

        actions.drop_terms(terms=terms, **BY)

        assert not Terms.objects.exists()
        assert Entry.objects.last().event == "terms.dropped"
