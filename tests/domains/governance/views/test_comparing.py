from datetime import date

import pytest

from regard.domains.governance.types import BodyKind, Section
from tests.domains.governance.views.pages import text, url
from tests.factories.governance import (
    BodyFactory,
    LegalBasisFactory,
    ResponsibilityFactory,
    SeatFactory,
    TermsFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestCompare:
    def test_puts_remits_side_by_side(self, client, secretary, system):
        one = BodyFactory(system=system, name="Board one")
        other = BodyFactory(system=system, name="Board two")
        LegalBasisFactory(body=one)
        TermsFactory(
            body=one,
            state="adopted",
            adopted_on=date(2025, 1, 1),
            says={Section.PURPOSE: "To agree what people need."},
        )
        topic = ResponsibilityFactory(body=one, topic__name="Fees", topic__system=system).topic
        ResponsibilityFactory(body=other, topic=topic)
        SeatFactory(body=one)
        SeatFactory(body=one, standing="in_attendance")

        page = text(client.get(url("compare_bodies", system), {"body": [one.slug, other.slug]}))

        assert "They overlap in 2 ways." in page
        assert "are both health and wellbeing board for the same area" in page
        assert "both answer for: Fees." in page
        assert "To agree what people need." in page
        assert "Care providers: 1" in page
        assert "In attendance: 1" in page
        assert "section 194" in page
        assert "Merge" not in page
        editing = secretary.get(url("compare_bodies", system), {"body": [one.slug, other.slug]})
        assert "Merge Board two into Board one" in text(editing)

    def test_says_when_nothing_overlaps(self, client, system):
        one = BodyFactory(system=system)
        other = BodyFactory(system=system, kind=BodyKind.WORKFORCE_GROUP)

        page = text(client.get(url("compare_bodies", system), {"body": [one.slug, other.slug]}))

        assert "They answer for no topic together" in page

    def test_lets_some_be_chosen_first(self, client, system):
        assert "There are no two bodies" in text(client.get(url("compare_bodies", system)))
        bodies = [BodyFactory(system=system) for _ in range(5)]

        page = text(client.get(url("compare_bodies", system), {"body": bodies[0].slug}))
        many = text(
            client.get(url("compare_bodies", system), {"body": [each.slug for each in bodies]})
        )

        assert "Choose two, three or four" in page
        assert "Only the first four are shown" in many

    def test_takes_the_same_few_queries_for_four_as_for_two(
        self, client, system, django_assert_max_num_queries
    ):
        slugs = [BodyFactory(system=system).slug for _ in range(4)]

        with django_assert_max_num_queries(14):
            client.get(url("compare_bodies", system), {"body": slugs, "on": "2026-01-01"})
