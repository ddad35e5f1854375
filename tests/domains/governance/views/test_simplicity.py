from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tests.factories.governance import (
    AppointmentFactory,
    BodyFactory,
    HolderFactory,
    ResponsibilityFactory,
    SeatFactory,
    TopicFactory,
)
from tests.factories.register import LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def system():
    return SystemFactory()


def url(name, system):
    return reverse(f"governance:{name}", kwargs={"system": system.slug})


def forum_of(system, *holders, **facts):
    body = BodyFactory(system=system, **facts)
    for holder in holders:
        AppointmentFactory(seat=SeatFactory(body=body), holder=holder)
    return body


@pytest.fixture
def provider(system):
    return LocationFactory(system=system).organisation


@pytest.fixture
def priya(system, provider):
    return HolderFactory(system=system, name="Priya Raman", organisation=provider)


class TestSimplicity:
    def test_of_a_system_without_bodies_says_so(self, client, system):
        assert "No body is known here yet" in client.get(url("simplicity", system)).text

    def test_begins_with_the_two_figures(self, client, system, priya):
        forum_of(system, priya, name="Partnership")

        text = client.get(url("simplicity", system)).text

        assert "asked to take part in 1 forum and for 3.5 hours a quarter" in text

    def test_shows_how_it_was_before(self, client, system, priya):
        forum_of(system, priya, valid_from=date(2026, 1, 1))

        text = client.get(url("simplicity", system)).text

        assert "3.5 hours more a quarter than on 1 October 2024" in text

    def test_names_bodies_with_the_same_people_and_topics_twice_or_never(self, client, system):
        people = [HolderFactory(system=system) for _ in range(3)]
        one = forum_of(system, *people, name="Workforce board")
        other = forum_of(system, *people, name="People group")
        twice, never = TopicFactory(system=system, name="Pay"), TopicFactory(system=system)
        for body in (one, other):
            ResponsibilityFactory(body=body, topic=twice)

        text = client.get(url("simplicity", system)).text

        assert "3 people sit on both: 100% of the smaller one" in text
        assert "2 bodies answer for it: Workforce board and People group." in text
        assert (never.name in text, "Nobody answers for it." in text) == (True, True)

    def test_takes_as_many_queries_however_many_bodies(
        self, client, system, priya, django_assert_max_num_queries
    ):
        for _ in range(8):
            forum_of(system, priya, HolderFactory(system=system))

        with django_assert_max_num_queries(16):
            client.get(url("simplicity", system))

    def test_names_no_provider_to_the_public(self, client, system, priya, provider):
        forum_of(system, priya)

        assert provider.name not in client.get(url("simplicity", system)).text


class TestSimplicityCsv:
    def test_has_a_line_for_each_body(self, client, system, priya):
        forum_of(system, priya, name="Partnership")

        lines = client.get(url("simplicity_csv", system)).getvalue().decode().splitlines()

        assert lines[1].startswith("Partnership,Health and wellbeing board,System")


class TestLoadOfProviders:
    def test_lists_those_asked_most_first(self, client_as, system, priya, provider):
        forum_of(system, priya, name="Partnership")
        LocationFactory(system=system)

        text = client_as("Board secretary", system).get(url("load_of_providers", system)).text

        assert f"Most is asked of {provider.name}: 3.5 hours a quarter, in 1 body." in text

    def test_finds_by_name(self, client_as, system, provider):
        page = client_as("Partnership lead", system).get(
            url("load_of_providers", system), {"words": "nothing like it"}
        )

        assert "Nobody is found." in page.text

    @pytest.mark.parametrize("role", [None, "Commissioner"])
    def test_is_not_for_everyone(self, client_as, system, role):
        page = client_as(role, system).get(url("load_of_providers", system))

        assert page.status_code in {302, 403}

    def test_is_a_file_too(self, client_as, system, priya, provider):
        forum_of(system, priya, name="Partnership")

        page = client_as("Board secretary", system).get(url("load_of_providers_csv", system))

        line = f"{provider.name},Provider with one service,1,1.0,3.5,8.0,Partnership"
        assert line in page.getvalue().decode()


class TestLoadOfHolders:
    def test_lists_them_with_their_bodies(self, client_as, system, priya):
        forum_of(system, priya, name="Partnership")

        text = client_as("Board secretary", system).get(url("load_of_holders", system)).text

        assert "Most is asked of Priya Raman" in text

    def test_is_a_file_too(self, client_as, system, priya):
        forum_of(system, priya, name="Partnership")

        page = client_as("Board secretary", system).get(url("load_of_holders_csv", system))

        assert "Priya Raman" in page.getvalue().decode()
