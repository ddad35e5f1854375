from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import PartFacts
from regard.domains.governance.models import Responsibility, Topic
from regard.domains.governance.types import BodyPart
from regard.foundation.audit.models import Entry
from tests.factories.governance import BodyFactory, ResponsibilityFactory, TopicFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

BY = {"by": "person:1", "at": datetime(2026, 11, 22, 9, tzinfo=UTC)}


class TestTopics:
    def test_are_added_one_after_the_other(self):
        system = SystemFactory()

        actions.add_topic(system=system, name="Fees", about="What is paid", **BY)
        second = actions.add_topic(system=system, name="Staff", about="", **BY)

        assert (second.slug, second.position) == ("staff", 2)
        assert Entry.objects.last().event == "topic.added"

    @pytest.mark.parametrize(
        ("name", "match"), [("…", "with letters in it"), ("New", "its own"), ("Fees", "already")]
    )
    def test_need_a_name_of_their_own(self, name, match):
        system = TopicFactory(slug="fees", name="Fees").system

        with pytest.raises(actions.CannotSetTopic, match=match):
            actions.add_topic(system=system, name=name, about="", **BY)

    def test_are_begun_together_where_there_are_none(self):
        system = SystemFactory()

        made = actions.begin_topics(system=system, **BY)

        assert Topic.objects.filter(system=system).count() == len(made) == 12
        assert Entry.objects.get().detail == {"topics": 12}
        with pytest.raises(actions.CannotSetTopic, match="topics already"):
            actions.begin_topics(system=system, **BY)

    def test_are_called_something_else(self):
        topic = TopicFactory(slug="fees", name="Fees")

        actions.edit_topic(topic=topic, name="Pay", about="More", **BY)

        topic.refresh_from_db()
        assert (topic.slug, topic.name, topic.about) == ("fees", "Pay", "More")
        with pytest.raises(actions.CannotSetTopic):
            actions.edit_topic(topic=topic, name="?", about="", **BY)


class TestGivePart:
    def test_gives_it_to_a_body_or_to_an_office(self):
        topic = TopicFactory()
        body = BodyFactory(system=topic.system)

        actions.give_part(topic=topic, facts=PartFacts(part=BodyPart.ACCOUNTABLE, body=body), **BY)
        actions.give_part(
            topic=topic,
            facts=PartFacts(
                part=BodyPart.RESPONSIBLE,
                office=" Director  of care ",
                valid_from=date(2026, 1, 1),
            ),
            **BY,
        )

        assert list(Responsibility.objects.order_by("pk").values_list("body", "office")) == [
            (body.pk, ""),
            (None, "Director of care"),
        ]

    def test_lets_two_answer_for_one_topic(self):
        first = ResponsibilityFactory()
        other = BodyFactory(system=first.topic.system)

        actions.give_part(
            topic=first.topic, facts=PartFacts(part=BodyPart.ACCOUNTABLE, body=other), **BY
        )

        assert Responsibility.objects.filter(topic=first.topic).count() == 2

    def test_refuses_neither_and_both(self):
        topic = TopicFactory()
        body = BodyFactory(system=topic.system)

        for facts in (
            PartFacts(part=BodyPart.INFORMED),
            PartFacts(part=BodyPart.INFORMED, body=body, office="Director"),
        ):
            with pytest.raises(actions.CannotSetPart, match="one of the two"):
                actions.give_part(topic=topic, facts=facts, **BY)

    def test_refuses_the_same_part_twice(self):
        part = ResponsibilityFactory()

        with pytest.raises(actions.CannotSetPart, match="that part already"):
            actions.give_part(
                topic=part.topic, facts=PartFacts(part=BodyPart(part.part), body=part.body), **BY
            )

    @pytest.mark.parametrize(
        ("body", "valid_from", "match"),
        [
            ({"system": "another"}, None, "of the same system"),
            ({"valid_to": date(2026, 1, 1)}, None, "is no more from 1 January 2026"),
            ({"valid_to": date(2026, 1, 1)}, date(2026, 1, 1), "is no more"),
            ({}, date(2024, 3, 31), "began on 1 April 2024"),
        ],
    )
    def test_refuses_a_body_that_is_not_there(self, body, valid_from, match):
        topic = TopicFactory()
        where = {} if body.pop("system", None) else {"system": topic.system}
        facts = PartFacts(
            part=BodyPart.INFORMED, body=BodyFactory(**where, **body), valid_from=valid_from
        )

        with pytest.raises(actions.CannotSetPart, match=match):
            actions.give_part(topic=topic, facts=facts, **BY)


class TestEndPart:
    def test_ends_it_once(self):
        part = ResponsibilityFactory()

        actions.end_part(responsibility=part, on=date(2026, 12, 1), **BY)

        part.refresh_from_db()
        assert part.valid_to == date(2026, 12, 1)
        assert Entry.objects.get().event == "topic.part_ended"
        with pytest.raises(actions.CannotSetPart, match="already"):
            actions.end_part(responsibility=part, on=date(2026, 12, 1), **BY)
