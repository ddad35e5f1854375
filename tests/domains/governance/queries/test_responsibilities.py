from datetime import date

import pytest

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules.responsibilities import Fault
from regard.domains.governance.types import BodyPart
from regard.foundation.accounts.callers import Anyone
from regard.foundation.base.errors import NotFound, SignInNeeded
from tests.factories.governance import BodyFactory, ResponsibilityFactory, TopicFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 1)


class TestListTopics:
    def test_says_who_had_which_part_on_a_day(self):
        topic = TopicFactory(position=2)
        first = TopicFactory(system=topic.system, position=1)
        kept = ResponsibilityFactory(topic=topic, body=BodyFactory(system=topic.system))
        ResponsibilityFactory(topic=topic, body=None, office="Director", part="responsible")
        ResponsibilityFactory(topic=topic, body__system=topic.system, valid_to=DAY)

        before, after = (
            queries.list_topics(system=topic.system, on=day) for day in (date(2026, 3, 31), DAY)
        )

        assert [row.slug for row in after] == [first.slug, topic.slug]
        assert len(before[1].parts[BodyPart.ACCOUNTABLE]) == 2
        assert before[1].faults == (Fault.SEVERAL_ANSWER, Fault.NOBODY_ASKED)
        assert [row.name for row in after[1].parts[BodyPart.ACCOUNTABLE]] == [kept.body.name]
        assert [row.name for row in after[1].parts[BodyPart.RESPONSIBLE]] == ["Director"]
        assert after[1].faults == (Fault.NOBODY_ASKED,)

    def test_asks_the_database_twice(self, django_assert_num_queries):
        topic = TopicFactory()
        for _ in range(5):
            ResponsibilityFactory(topic=topic, body__system=topic.system)

        with django_assert_num_queries(2):
            queries.list_topics(system=topic.system, on=DAY)


class TestGetTopic:
    def test_is_public_and_of_one_system(self):
        topic = TopicFactory()
        where = {"system": topic.system, "slug": topic.slug, "caller": Anyone()}

        assert queries.get_topic(**where) == topic
        with pytest.raises(NotFound):
            queries.get_topic(**where | {"system": TopicFactory().system})
        with pytest.raises(SignInNeeded):
            queries.get_topic(**where, to=Permission.EDIT_BODIES)

    def test_gives_a_part_only_of_its_own(self):
        part = ResponsibilityFactory()

        found = queries.get_responsibility(topic=part.topic, responsibility_id=part.pk)

        assert found == part
        with pytest.raises(NotFound):
            queries.get_responsibility(topic=TopicFactory(), responsibility_id=part.pk)


class TestListPartsEver:
    def test_puts_what_is_over_last(self):
        over = ResponsibilityFactory(valid_to=DAY)
        now = ResponsibilityFactory(topic=over.topic, part="informed")

        found = queries.list_parts_ever(topic=over.topic)

        assert [row.responsibility_id for row in found] == [now.pk, over.pk]


class TestListBodiesWithoutPart:
    def test_names_the_bodies_of_the_day_that_do_nothing(self):
        part = ResponsibilityFactory(valid_to=DAY)
        system = part.body.system
        idle = BodyFactory(system=system, name="Idle")
        BodyFactory(system=system, valid_to=date(2025, 1, 1))

        before = queries.list_bodies_without_part(system=system, on=date(2026, 3, 31))

        assert before == [(idle.slug, "Idle")]
        assert len(queries.list_bodies_without_part(system=system, on=DAY)) == 2
