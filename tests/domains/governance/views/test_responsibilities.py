from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from regard.domains.governance.models import Responsibility, Topic
from regard.domains.governance.types import BodyPart
from tests.factories.governance import BodyFactory, ResponsibilityFactory, TopicFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def system():
    return SystemFactory(name="Northmarch")


@pytest.fixture
def secretary(client_as, system):
    return client_as("Board secretary", system)


def url(name, system, **more):
    return reverse(f"governance:{name}", kwargs={"system": system.slug} | more)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


class TestResponsibilities:
    def test_say_where_nobody_or_more_than_one_answers(self, client, system):
        clear = TopicFactory(system=system, name="Staff", position=1)
        for part in BodyPart:
            ResponsibilityFactory(topic=clear, body__system=system, part=part)
        shifted = TopicFactory(system=system, name="Fees", position=2)
        ResponsibilityFactory(topic=shifted, body__system=system)
        ResponsibilityFactory(topic=shifted, body=None, office="Director of care")
        TopicFactory(system=system, name="Leaving hospital", position=3)
        BodyFactory(system=system, name="Idle group")

        page = text(client.get(url("responsibilities", system)))

        assert (
            "1 of 3 topics has exactly one who answers for it. 1 has more than one. "
            "For 1, nobody answers." in page
        )
        order = [page.index(f">{name}<") for name in ("Leaving hospital", "Fees", "Staff")]
        assert order == sorted(order)
        assert "Director of care" in page
        assert "Idle group" in page
        assert "Say who does what" not in page

    def test_are_shown_as_they_were_on_a_day(self, client, system):
        ResponsibilityFactory(body__system=system, topic__system=system, valid_to=date(2026, 4, 1))

        before = text(client.get(url("responsibilities", system), {"on": "2026-03-31"}))
        today = text(client.get(url("responsibilities", system)))

        assert "1 of 1 topic has exactly one" in before
        assert "For 1, nobody answers." in today

    def test_lead_a_secretary_to_the_worst(self, secretary, client, system):
        assert "has not said yet" in text(client.get(url("responsibilities", system)))
        begun = text(secretary.post(url("begin_topics", system), follow=True))
        again = text(secretary.post(url("begin_topics", system), follow=True))

        assert "Named 12 topics." in begun
        assert "Say who does what" in begun
        assert "There are topics already" in again

    def test_take_the_same_few_queries_however_many_there_are(
        self, client, system, django_assert_max_num_queries
    ):
        for _ in range(12):
            ResponsibilityFactory(body__system=system, topic__system=system)

        with django_assert_max_num_queries(5):
            client.get(url("responsibilities", system))


class TestTopic:
    def test_says_who_does_what_and_since_when(self, client, system):
        topic = TopicFactory(system=system, name="Fees", about="What is paid.")
        ResponsibilityFactory(topic=topic, body=BodyFactory(system=system, name="Board"))
        ResponsibilityFactory(topic=topic, body=None, office="Director", valid_to=date(2026, 4, 1))

        page = text(client.get(url("topic", system, topic=topic.slug)))
        then = text(client.get(url("topic", system, topic=topic.slug), {"on": "2026-03-31"}))

        assert "Board answers for it. Nobody does it and nobody is asked before." in page
        assert "Since 1 April 2024, until 31 March 2026" in page
        assert "Board and Director answer for it. There should be one." in then

    def test_is_given_to_a_body_and_taken_from_it(self, secretary, system):
        topic = TopicFactory(system=system)
        body = BodyFactory(system=system, name="Board")
        address = url("topic", system, topic=topic.slug)

        secretary.post(address, {"body": body.slug, "part": "accountable"})
        secretary.post(address, {"office": "Director", "part": "responsible"})
        held = Responsibility.objects.get(body=body)
        end = url("end_part", system, topic=topic.slug, responsibility_id=held.pk)
        question = text(secretary.get(end))
        early = text(secretary.post(end, {"on-day": "", "on-month": "", "on-year": ""}))
        secretary.post(end, {"on-day": "1", "on-month": "12", "on-year": "2026"})
        again = text(secretary.post(end, {"on-day": "1", "on-month": "12", "on-year": "2026"}))

        held.refresh_from_db()
        assert "Board: answers for it." in question
        assert "Enter the first day on which it is over" in early
        assert held.valid_to == date(2026, 12, 1)
        assert "Its end is on record already" in again

    def test_says_what_is_wrong(self, secretary, system):
        topic = TopicFactory(system=system)

        page = text(
            secretary.post(url("topic", system, topic=topic.slug), {"part": "accountable"})
        )

        assert "Choose a body or name an office: one of the two" in page

    def test_is_said_to_have_nobody(self, client, system):
        topic = TopicFactory(system=system)

        assert "Nobody answers for it." in text(client.get(url("topic", system, topic=topic.slug)))


class TestNaming:
    def test_adds_and_changes_a_topic(self, secretary, system):
        secretary.post(url("new_topic", system), {"name": "  Fees  paid ", "about": "x"})
        topic = Topic.objects.get()
        address = url("edit_topic", system, topic=topic.slug)
        secretary.post(address, {"name": "Fees"})

        topic.refresh_from_db()
        assert (topic.slug, topic.name, topic.about) == ("fees-paid", "Fees", "")

    def test_says_what_is_wrong(self, secretary, system):
        topic = TopicFactory(system=system, slug="fees", name="Fees")

        twice = text(secretary.post(url("new_topic", system), {"name": "Fees"}))
        address = url("edit_topic", system, topic=topic.slug)
        nameless = text(secretary.post(address, {"name": "…"}))

        assert "There is a topic of this name already" in twice
        assert "with letters in it" in nameless
