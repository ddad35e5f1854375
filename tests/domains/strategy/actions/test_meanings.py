from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from regard.domains.register.types import Criteria, ServiceType
from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import CannotMean, CannotWrite, Meant
from regard.domains.strategy.models import Meaning, Strategy
from regard.foundation.accounts.callers import Anyone
from regard.foundation.base.errors import NotFound
from tests.factories.register import ServiceFactory
from tests.factories.strategy import DECIDED, PUBLISHED, PassageFactory, Story
from tests.factories.strategy_promises import CommitmentFactory

pytestmark = pytest.mark.django_db

BY = {"by": "person:1", "at": DECIDED}


def meant(**changed):
    given = {
        "ref": "2.4",
        "criteria": Criteria(),
        "whom": "Every service",
        "for_owners": "You are paid for travel.",
    }
    return Meant(**(given | changed))


@pytest.fixture
def story():
    return Story().decides()


class TestWriteMeaning:
    def test_writes_changes_and_takes_out(self, story):
        made = actions.write_meaning(strategy=story.strategy, meant=meant(), **BY)
        actions.write_meaning(
            strategy=story.strategy,
            meant=meant(to_do="Send your rates.", do_by=date(2027, 4, 1)),
            meaning=made,
            **BY,
        )

        [row] = queries.list_meanings(strategy=story.strategy)
        assert (row.passage_ref, row.to_do) == ("2.4", "Send your rates.")
        actions.remove_meaning(meaning=made, **BY)
        assert queries.list_meanings(strategy=story.strategy) == []

    def test_refuses_what_says_nothing(self, story):
        write = {"strategy": story.strategy, **BY}

        with pytest.raises(CannotMean, match="Say what it means"):
            actions.write_meaning(meant=meant(for_owners=" "), **write)
        with pytest.raises(CannotMean, match="Say what is to be done"):
            actions.write_meaning(meant=meant(do_by=date(2027, 4, 1)), **write)
        with pytest.raises(NotFound, match="no passage"):
            actions.write_meaning(meant=meant(ref="9.9"), **write)

    def test_never_changes_once_it_is_published(self, story):
        made = actions.write_meaning(strategy=story.strategy, meant=meant(), **BY)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        with pytest.raises(CannotWrite, match="never changes"):
            actions.write_meaning(strategy=story.strategy, meant=meant(), meaning=made, **BY)
        with transaction.atomic(), pytest.raises(ProgrammingError, match="never changes"):
            Meaning.objects.update(for_owners="No.")


class TestGetForYou:
    def test_tells_a_service_what_touches_it_and_nothing_else(self, story):
        home = ServiceFactory(system=story.system).location
        here = {"system": story.system, "location_id": home.pk, "caller": Anyone()}
        other = PassageFactory(strategy=story.strategy, ref="3.1")
        write = {"strategy": story.strategy, **BY}
        actions.write_meaning(
            meant=meant(criteria=Criteria(service_types=(ServiceType.CARE_HOME,))), **write
        )
        actions.write_meaning(
            meant=meant(criteria=Criteria(service_types=(ServiceType.HOME_CARE,)), ref="3.1"),
            **write,
        )
        promise = CommitmentFactory(passage=story.passage)
        CommitmentFactory(passage=other)

        before = queries.get_for_you(**here)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        after = queries.get_for_you(**here)

        assert before.meanings == ()
        assert [row.passage_ref for row in after.meanings] == ["2.4"]
        assert [row.number for row in after.promises] == [promise.number]

    def test_goes_by_the_newest_published_version(self, story):
        home = ServiceFactory(system=story.system).location
        actions.write_meaning(strategy=story.strategy, meant=meant(), **BY)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        Strategy.objects.create(
            system=story.system,
            slug="care-2027",
            number=2,
            title="Next",
            follows=story.strategy,
            stage="published",
            published_at=PUBLISHED,
        )

        you = queries.get_for_you(system=story.system, location_id=home.pk, caller=Anyone())

        assert you.meanings == ()
