from datetime import date

import pytest
from django.db import IntegrityError

from regard.domains.governance.models import BodySuccession, Terms, TermsSection
from regard.domains.governance.types import Section, SuccessionKind
from tests.factories.governance import (
    BEGAN,
    BodyFactory,
    BodyRoleFactory,
    LegalBasisFactory,
    ResponsibilityFactory,
    TermsFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def refuses(name):
    return pytest.raises(IntegrityError, match=name)


class TestBody:
    def test_has_an_address_of_its_own_in_its_system(self):
        body = BodyFactory()

        with refuses("governance_body_slug"):
            BodyFactory(system=body.system, slug=body.slug)

    def test_ends_after_it_begins(self):
        with refuses("governance_body_ends_after_it_begins"):
            BodyFactory(valid_to=BEGAN)

    @pytest.mark.parametrize(
        "name",
        ["meetings_a_year", "minutes_each", "minutes_before", "papers_each", "days_before"],
    )
    def test_asks_for_no_less_than_nothing(self, name):
        with refuses("governance_body_asks_for_no_less_than_nothing"):
            BodyFactory(**{name: -1})

    def test_is_not_its_own_parent(self):
        body = BodyFactory()
        body.parent = body

        with refuses("governance_body_is_not_its_own_parent"):
            body.save()

    def test_has_a_role_once_at_a_time(self):
        role = BodyRoleFactory(valid_to=date(2025, 1, 1))
        BodyRoleFactory(body=role.body)

        with refuses("governance_body_has_a_role_once"):
            BodyRoleFactory(body=role.body)

    def test_has_roles_and_rights_that_end_after_they_begin(self):
        with refuses("governance_role_ends_after_it_begins"):
            BodyRoleFactory(valid_to=BEGAN)

    def test_has_rights_that_end_after_they_begin(self):
        with refuses("governance_basis_ends_after_it_begins"):
            LegalBasisFactory(valid_to=BEGAN)


class TestBodySuccession:
    def follow(self, before, after):
        BodySuccession.objects.create(
            predecessor=before, successor=after, kind=SuccessionKind.MERGED, on=BEGAN
        )

    def test_is_said_once(self):
        one, other = BodyFactory(), BodyFactory()
        self.follow(one, other)

        with refuses("governance_body_succeeds_another_once"):
            self.follow(one, other)

    def test_is_not_of_itself(self):
        body = BodyFactory()

        with refuses("governance_body_does_not_succeed_itself"):
            self.follow(body, body)


class TestTerms:
    def test_have_a_version_of_their_own(self):
        terms = TermsFactory(state="adopted", adopted_on=BEGAN)

        with refuses("governance_terms_version"):
            TermsFactory(body=terms.body, version=terms.version)

    def test_have_one_draft(self):
        terms = TermsFactory()

        with refuses("governance_body_has_one_draft_of_its_terms"):
            TermsFactory(body=terms.body, version=2)

    @pytest.mark.parametrize(("state", "on"), [("adopted", None), ("draft", BEGAN)])
    def test_have_a_day_once_they_are_adopted_and_only_then(self, state, on):
        with refuses("governance_adopted_terms_have_a_day"):
            Terms.objects.create(body=BodyFactory(), version=1, state=state, adopted_on=on)

    def test_say_a_section_once(self):
        terms = TermsFactory(says={Section.QUORUM: "Five."})

        with refuses("governance_terms_say_a_section_once"):
            TermsSection.objects.create(terms=terms, section=Section.QUORUM, text="Six.")


class TestTopic:
    def test_has_an_address_of_its_own_in_its_system(self):
        topic = TopicFactory()

        with refuses("governance_topic_slug"):
            TopicFactory(system=topic.system, slug=topic.slug)

    def test_is_answered_for_by_a_body_or_an_office(self):
        with refuses("governance_responsibility_is_of_one"):
            ResponsibilityFactory(office="Director")

    def test_is_answered_for_by_somebody(self):
        with refuses("governance_responsibility_is_of_one"):
            ResponsibilityFactory(body=None, topic=TopicFactory())

    def test_is_answered_for_until_after_it_began(self):
        with refuses("governance_responsibility_ends_after_it_begins"):
            ResponsibilityFactory(valid_to=BEGAN)
