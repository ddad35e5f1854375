import hashlib

import pytest
from django.db import ProgrammingError, transaction

from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import CannotAnswerForIt, CannotPublish
from regard.domains.strategy.models import Outcome, SoleReading
from regard.domains.strategy.rules import Blocker
from regard.foundation.audit.models import Entry
from tests.factories.strategy import DECIDED, PUBLISHED, Story

pytestmark = pytest.mark.django_db

SAID = {
    "named": "Ann Carr, director of care",
    "because": "The partnership has one person who decides, and no other.",
}


@pytest.fixture
def story():
    story = Story().decides()
    Outcome.objects.update(second_reader="", second_read_at=None)
    return story


def answer_for(story, **changed):
    return actions.answer_for_sole_reading(
        strategy=story.strategy, **(SAID | changed), by="person:1", at=DECIDED
    )


def publish(story):
    return actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)


class TestAnswerForSoleReading:
    def test_lets_it_be_published_in_somebodys_name_for_good(self, story):
        with pytest.raises(CannotPublish) as refused:
            publish(story)
        assert [b.kind for b in refused.value.blockers] == [Blocker.WAITING_FOR_SECOND_READER]

        answer_for(story)
        publish(story)

        entry = Entry.objects.get(event="outcomes.read_alone")
        words = f"{SAID['named']}\n{SAID['because']}"
        assert entry.detail == {"said": hashlib.sha256(words.encode()).hexdigest()}
        assert queries.find_sole_reading(strategy=story.strategy).named == SAID["named"]
        with pytest.raises(ProgrammingError, match="never changes"), transaction.atomic():
            SoleReading.objects.update(named="Somebody else")

    def test_can_be_said_anew_until_then(self, story):
        answer_for(story)

        answer_for(story, named="Bo Dale, chair")

        assert SoleReading.objects.get().named == "Bo Dale, chair"

    @pytest.mark.parametrize(
        ("changed", "words"),
        [({"named": "Ann"}, "name and the office"), ({"because": "No time."}, "Say why nobody")],
    )
    def test_refuses_what_says_too_little(self, story, changed, words):
        with pytest.raises(CannotAnswerForIt, match=words):
            answer_for(story, **changed)
