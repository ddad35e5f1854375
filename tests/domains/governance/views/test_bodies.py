from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from regard.domains.governance.models import Body, BodyRole, BodySuccession, LegalBasis
from regard.domains.governance.types import BodyKind, Section, SuccessionKind
from regard.domains.register.types import AreaLevel
from tests.factories.governance import (
    BodyFactory,
    BodyRoleFactory,
    LegalBasisFactory,
    ResponsibilityFactory,
    SeatFactory,
    TermsFactory,
)
from tests.factories.networks import NetworkFactory
from tests.factories.register import CouncilFactory, PlaceFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def system():
    return SystemFactory(name="Northmarch", partnership_name="Northmarch care partnership")


@pytest.fixture
def secretary(client_as, system):
    return client_as("Board secretary", system)


def url(name, system, **more):
    return reverse(f"governance:{name}", kwargs={"system": system.slug} | more)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def day(name, year, month, date_):
    """Return a day as its three boxes send it."""
    return {f"{name}-day": str(date_), f"{name}-month": str(month), f"{name}-year": str(year)}


NO_DAY = {"valid_from-day": "", "valid_from-month": "", "valid_from-year": ""}


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


class TestRoles:
    def test_are_added_and_ended(self, secretary, system):
        body = BodyFactory(system=system)

        secretary.post(
            url("body_roles", system, body=body.slug), NO_DAY | {"kind": "place_partnership"}
        )
        role = BodyRole.objects.get()
        page = text(secretary.get(url("body_roles", system, body=body.slug)))
        end = url("end_role", system, body=body.slug, body_role_id=role.pk)
        early = text(secretary.post(end, day("on", 2020, 1, 1)))
        secretary.post(end, day("on", 2026, 11, 30))

        role.refresh_from_db()
        assert role.valid_from == body.valid_from
        assert "Since 1 April 2024" in page
        assert "Choose a later day" in early
        assert role.valid_to == date(2026, 11, 30)
        assert "until 29 November 2026" in text(
            secretary.get(url("body_roles", system, body=body.slug))
        )

    def test_are_refused_twice(self, secretary, system):
        body = BodyFactory(system=system)

        page = text(
            secretary.post(
                url("body_roles", system, body=body.slug),
                NO_DAY | {"kind": "health_and_wellbeing_board"},
            )
        )

        assert "It is that already" in page


class TestBases:
    def asked(self, **more):
        return {"kind": "statutory", "citation": "Care Act 2014, section 43"} | more

    def test_are_filled_in_from_what_is_usual(self, secretary, system):
        read = BodyFactory(system=system, kind=BodyKind.PARTNERSHIP)
        recalled = BodyFactory(system=system, kind=BodyKind.SAFEGUARDING_BOARD)
        local = BodyFactory(system=system, kind=BodyKind.OTHER)

        assert "section 116ZA" in text(secretary.get(url("body_bases", system, body=read.slug)))
        assert "Look it up before you rely on it" in text(
            secretary.get(url("body_bases", system, body=recalled.slug))
        )
        assert "rests on the agreement" in text(
            secretary.get(url("body_bases", system, body=local.slug))
        )

    def test_are_added_and_ended(self, secretary, system):
        body = BodyFactory(system=system)

        secretary.post(url("body_bases", system, body=body.slug), self.asked())
        basis = LegalBasis.objects.get()
        end = url("end_basis", system, body=body.slug, basis_id=basis.pk)
        secretary.post(end, day("on", 2027, 4, 1))

        basis.refresh_from_db()
        assert basis.valid_to == date(2027, 4, 1)
        page = text(secretary.get(url("body_bases", system, body=body.slug)))
        assert "Move its end" in page
        assert "Care Act 2014, section 43" in page

    def test_are_refused_with_their_days_the_wrong_way_round(self, secretary, system):
        body = BodyFactory(system=system)
        sent = self.asked(**day("valid_from", 2026, 1, 2), **day("valid_to", 2026, 1, 1))

        page = text(secretary.post(url("body_bases", system, body=body.slug), sent))

        assert "It would end before it begins" in page

    def test_cannot_end_before_they_begin(self, secretary, system):
        basis = LegalBasisFactory(body__system=system)
        end = url("end_basis", system, body=basis.body.slug, basis_id=basis.pk)

        assert "Choose a later day" in text(secretary.post(end, day("on", 2020, 1, 1)))


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
