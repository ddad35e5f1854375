from datetime import date

import pytest

from regard.domains.governance.models import BodySuccession
from regard.domains.governance.types import BodyKind, Section, SuccessionKind
from regard.domains.register.types import AreaLevel
from tests.domains.governance.views.pages import text, url
from tests.factories.governance import (
    BodyFactory,
    BodyRoleFactory,
    LegalBasisFactory,
    ResponsibilityFactory,
    SeatFactory,
    TermsFactory,
)
from tests.factories.networks import NetworkFactory
from tests.factories.register import CouncilFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestBodies:
    def test_are_counted_by_level_for_everyone(self, client, system):
        council = CouncilFactory(name="Westmere")
        LegalBasisFactory(
            body=BodyFactory(
                system=system, name="Wellbeing board", level=AreaLevel.COUNCIL, council=council
            )
        )
        BodyFactory(system=system, name="Workforce group", kind=BodyKind.WORKFORCE_GROUP)
        BodyFactory(name="Another system’s board")

        page = text(client.get(url("bodies", system)))

        assert (
            "2 bodies decide or advise: 1 for the whole system and 1 for a council. "
            "1 has no law or agreement on record." in page
        )
        assert "Another system" not in page
        assert page.index("Workforce group") < page.index("Wellbeing board")
        assert "Nothing on record" in page

    def test_are_narrowed_by_kind_and_level(self, client, system):
        BodyFactory(system=system, name="Wellbeing board")
        BodyRoleFactory(
            body=BodyFactory(system=system, name="Both things"), kind=BodyKind.PLACE_PARTNERSHIP
        )
        BodyFactory(system=system, name="Deep down", level=AreaLevel.PLACE)

        by_kind = text(client.get(url("bodies", system), {"kind": "place_partnership"}))
        by_level = text(client.get(url("bodies", system), {"level": "place", "kind": "nonsense"}))
        none = text(client.get(url("bodies", system), {"level": "region"}))

        assert "Both things" in by_kind
        assert ">Wellbeing board" not in by_kind
        assert "Deep down" in by_level
        assert ">Both things" not in by_level
        assert "No body is like that" in none

    def test_are_shown_as_they_were_on_a_day(self, client, system):
        gone = BodyFactory(system=system, name="Old group", valid_to=date(2026, 4, 1))

        then = text(client.get(url("bodies", system), {"on": "2026-03-31"}))
        today = text(client.get(url("bodies", system), {"on": "the day before yesterday"}))

        assert "1 body decides or advises on 31 March 2026" in then
        assert url("body", system, body=gone.slug) + "?on=2026-03-31" in then
        assert "No body is on record." in today
        assert "No longer there" in today

    def test_say_what_to_do_where_there_are_none(self, client, secretary, system):
        assert "has not listed" in text(client.get(url("bodies", system)))
        assert "Begin with the usual bodies" in text(secretary.get(url("bodies", system)))

    def test_take_the_same_few_queries_however_many_there_are(
        self, client, system, django_assert_max_num_queries
    ):
        for _ in range(12):
            LegalBasisFactory(body=BodyFactory(system=system))

        with django_assert_max_num_queries(6):
            client.get(url("bodies", system))


class TestBody:
    def test_says_what_it_is_and_what_it_rests_on(self, client, system):
        parent = BodyFactory(system=system, name="The partnership")
        body = BodyFactory(
            system=system,
            name="Wellbeing board",
            parent=parent,
            council=CouncilFactory(name="Westmere"),
            level=AreaLevel.COUNCIL,
            network=NetworkFactory(name="Care Association"),
            about="It agrees what people need.",
            contact="boards@westmere.example",
            website="https://westmere.example/board",
            is_open=True,
        )
        LegalBasisFactory(body=body, words="Each council has one.")
        BodyRoleFactory(body=body)
        BodyFactory(system=system, name="Its own group", parent=body)
        ResponsibilityFactory(body=body, topic__name="Fees", topic__system=system)

        page = text(client.get(url("body", system, body=body.slug)))

        assert (
            "Health and wellbeing board and place partnership for Westmere. "
            "It meets 4 times a year for 2 hours." in page
        )
        for words in (
            "The partnership",
            "It agrees what people need.",
            "Statutory",
            "Each council has one.",
            "It is also: Place partnership",
            "Its own group",
            "Fees",
            "Answers for it",
            "Care Association",
            "Every provider of its area",
            "boards@westmere.example",
            "14 hours a year",
        ):
            assert words in page
        assert "Keep it true" not in page

    def test_is_shown_as_it_was_on_a_day(self, client, system):
        body = BodyFactory(system=system, name="Board", valid_from=date(2024, 4, 1))
        TermsFactory(
            body=body,
            state="adopted",
            adopted_on=date(2025, 1, 1),
            says={Section.PURPOSE: "To agree what people need."},
        )

        before = text(client.get(url("body", system, body=body.slug), {"on": "2024-12-31"}))
        after = text(client.get(url("body", system, body=body.slug), {"on": "2025-01-01"}))
        early = text(client.get(url("body", system, body=body.slug), {"on": "2024-03-31"}))

        assert "None were adopted by that day." in before
        assert "To agree what people need." in after
        assert "It begins on 1 April 2024." in early

    def test_says_when_what_it_rests_on_ends(self, client, system):
        soon, over = BodyFactory(system=system), BodyFactory(system=system)
        LegalBasisFactory(body=soon, valid_to=date(2027, 4, 1))
        LegalBasisFactory(body=over, valid_to=date(2026, 4, 1), citation="The old Act")

        assert "What it rests on ends on 1 April 2027." in text(
            client.get(url("body", system, body=soon.slug))
        )
        assert "What it rested on ended on 1 April 2026: The old Act." in text(
            client.get(url("body", system, body=over.slug))
        )

    def test_that_ended_says_who_took_over(self, client, secretary, system):
        old = BodyFactory(system=system, valid_to=date(2026, 4, 1), why_ended="Two did the same.")
        new = BodyFactory(system=system, name="The joined board")
        BodyFactory(system=system, name="An orphan", parent=old)
        BodySuccession.objects.create(
            predecessor=old, successor=new, kind=SuccessionKind.MERGED, on=date(2026, 4, 1)
        )

        page = text(secretary.get(url("body", system, body=old.slug)))

        assert "It ended on 1 April 2026." in page
        assert "Two did the same." in page
        assert "It merged into" in page
        assert "An orphan still answers to it." in page
        assert "Keep it true" not in page
        heir = text(client.get(url("body", system, body=new.slug)))
        assert f"{old.name} merged into it" in heir

    @pytest.mark.parametrize(
        ("made", "words"),
        [
            ((), "Say what it rests on"),
            (("basis",), "Begin its terms"),
            (("basis", "draft"), "Write on"),
            (("basis", "terms"), "Say how it meets"),
            (("basis", "terms", "meets"), "It has no part in any topic"),
        ],
    )
    def test_leads_its_secretary_to_what_is_missing(self, secretary, system, made, words):
        body = BodyFactory(system=system, meetings_a_year=4 if "meets" in made else 0)
        if "basis" in made:
            LegalBasisFactory(body=body)
        if "draft" in made:
            TermsFactory(body=body)
        if "terms" in made:
            TermsFactory(body=body, state="adopted", adopted_on=date(2026, 1, 1))

        assert words in text(secretary.get(url("body", system, body=body.slug)))

    def test_takes_the_same_few_queries_however_much_there_is_of_it(
        self, client, system, django_assert_max_num_queries
    ):
        body = BodyFactory(system=system)
        for _ in range(5):
            LegalBasisFactory(body=body)
            ResponsibilityFactory(body=body, topic__system=system)
            SeatFactory(body=body)
            BodyFactory(system=system, parent=body)

        with django_assert_max_num_queries(30):
            client.get(url("body", system, body=body.slug))

    def test_of_another_system_is_not_found(self, client, system):
        assert client.get(url("body", system, body=BodyFactory().slug)).status_code == 404
