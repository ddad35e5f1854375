from datetime import date

import pytest

from regard.domains.governance.models import Body, BodySuccession, LegalBasis
from regard.domains.register.types import AreaLevel
from tests.domains.governance.views.pages import day, text, url
from tests.factories.governance import (
    BodyFactory,
)
from tests.factories.networks import NetworkFactory
from tests.factories.register import PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestNewBody:
    def asked(self, **more):
        return {"name": "Northmarch Forum", "kind": "provider_forum", "area": "system"} | more

    def test_adds_it_for_the_whole_system(self, secretary, system):
        sent = self.asked(**day("valid_from", 2025, 4, 1))

        response = secretary.post(url("new_body", system), sent, follow=True)

        body = Body.objects.get()
        assert "Added Northmarch Forum." in text(response)
        assert (body.level, body.valid_from) == (AreaLevel.SYSTEM, date(2025, 4, 1))

    def test_adds_it_for_a_council_or_a_neighbourhood(self, secretary, system):
        council = system.councils.first()
        near = PlaceFactory(system=system, name="Harbour", level=AreaLevel.NEIGHBOURHOOD)

        secretary.post(url("new_body", system), self.asked(area=f"council-{council.pk}"))
        secretary.post(url("new_body", system), self.asked(name="PCN", area=f"place-{near.slug}"))

        assert Body.objects.get(council=council).level == AreaLevel.COUNCIL
        assert Body.objects.get(place=near).level == AreaLevel.NEIGHBOURHOOD

    def test_says_what_is_wrong(self, secretary, system):
        BodyFactory(system=system, slug="northmarch-forum", name="Northmarch forum")

        twice = text(secretary.post(url("new_body", system), self.asked()))
        empty = text(secretary.post(url("new_body", system), {}))

        assert "There is a body of this name already: Northmarch forum" in twice
        assert "Enter the name" in empty
        assert "Choose the area that it is for" in empty


class TestBeginBodies:
    def test_adds_those_ticked_with_what_they_rest_on(self, secretary, system):
        council = system.councils.get()

        page = text(secretary.get(url("begin_bodies", system)))
        response = secretary.post(
            url("begin_bodies", system),
            {"bodies": ["partnership", f"health_and_wellbeing_board-{council.pk}"]},
            follow=True,
        )

        assert f"{council.name} Safeguarding Adults Board" in page
        assert "Added 2 bodies, with the law they rest on." in text(response)
        assert LegalBasis.objects.count() == 2
        assert Body.objects.get(council=council).level == AreaLevel.COUNCIL

    def test_offers_only_what_is_not_there_yet(self, secretary, system):
        secretary.post(url("begin_bodies", system), {"bodies": ["partnership"]})

        page = text(secretary.get(url("begin_bodies", system)))

        assert "Northmarch care partnership:" not in page
        assert "Northmarch Workforce Group" in page


class TestEditBody:
    def asked(self, **more):
        return {
            "name": "Renamed",
            "kind": "workforce_group",
            "area": "system",
            "meetings_a_year": "6",
            "minutes_each": "90",
            "minutes_before": "30",
            "papers_each": "4",
            "days_before": "5",
        } | more

    def test_changes_all_that_is_said_of_it(self, secretary, system):
        parent = BodyFactory(system=system)
        body = BodyFactory(system=system, council=system.councils.first(), level="council")
        network = NetworkFactory(system=system)

        form = text(secretary.get(url("edit_body", system, body=body.slug)))
        secretary.post(
            url("edit_body", system, body=body.slug),
            self.asked(parent=parent.slug, network=network.slug, is_open="on"),
        )

        body.refresh_from_db()
        assert f"council-{system.councils.first().pk}" in form
        assert (body.name, body.parent, body.network) == ("Renamed", parent, network)
        assert (body.meetings_a_year, body.is_open, body.council) == (6, True, None)

    def test_refuses_a_circle_and_an_address_that_is_none(self, secretary, system):
        body = BodyFactory(system=system)
        child = BodyFactory(system=system, parent=body, name="Child")

        circle = text(
            secretary.post(url("edit_body", system, body=body.slug), self.asked(parent=child.slug))
        )
        script = text(
            secretary.post(
                url("edit_body", system, body=body.slug),
                self.asked(website="javascript:alert(1)"),
            )
        )

        assert "Child answers to it. They cannot answer to each other" in circle
        assert "Begin the website with https://" in script

    def test_keeps_the_place_of_a_place_partnership(self, secretary, system):
        place = PlaceFactory(system=system, name="Harbour")
        body = BodyFactory(system=system, place=place, level=AreaLevel.PLACE)

        page = text(secretary.get(url("edit_body", system, body=body.slug)))

        assert f'value="place-{place.slug}" selected' in page


class TestEndBody:
    def test_ends_it_and_says_who_took_over(self, secretary, system):
        body, heir = BodyFactory(system=system), BodyFactory(system=system)
        sent = day("on", 2026, 11, 30) | {
            "why": "Two did the same.",
            "kind": "merged",
            "successors": [heir.slug],
        }

        secretary.post(url("end_body", system, body=body.slug), sent)

        body.refresh_from_db()
        assert (body.valid_to, body.why_ended) == (date(2026, 11, 30), "Two did the same.")
        assert BodySuccession.objects.get().successor == heir

    def test_ends_it_for_good(self, secretary, system):
        body = BodyFactory(system=system)
        sent = day("on", 2026, 11, 30) | {"why": "Nobody came.", "kind": "none"}

        secretary.post(url("end_body", system, body=body.slug), sent)

        body.refresh_from_db()
        assert body.valid_to == date(2026, 11, 30)
        assert not BodySuccession.objects.exists()

    def test_asks_for_what_does_not_fit(self, secretary, system):
        body, other = BodyFactory(system=system), BodyFactory(system=system)
        address = url("end_body", system, body=body.slug)
        sent = day("on", 2026, 11, 30) | {"why": "It is so."}

        nobody = text(secretary.post(address, sent | {"kind": "merged"}))
        both = text(secretary.post(address, sent | {"kind": "none", "successors": [other.slug]}))
        one = text(secretary.post(address, sent | {"kind": "split", "successors": [other.slug]}))
        early = text(secretary.post(address, sent | {"kind": "none"} | day("on", 2020, 1, 1)))

        assert "Choose the body that takes over" in nobody
        assert "Say how, or choose none of them" in both
        assert "Choose two bodies or more" in one
        assert "It begins on 1 April 2024. Choose a later day" in early

    def test_is_filled_in_from_a_comparison(self, secretary, system):
        body, heir = BodyFactory(system=system), BodyFactory(system=system, name="Heir")
        BodyFactory(system=system, parent=body, name="Below")

        page = text(secretary.get(url("end_body", system, body=body.slug), {"into": heir.slug}))

        assert 'value="merged" checked' in page
        assert "Other bodies answer to it." in page
