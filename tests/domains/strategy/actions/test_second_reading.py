import pytest

from regard.domains.strategy import actions
from regard.domains.strategy.actions import CannotReadSecond
from regard.domains.strategy.models import Outcome
from regard.domains.strategy.types import OutcomeKind
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.strategy import DECIDED, REASON, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    story = Story().decides()
    Outcome.objects.update(second_reader="", second_read_at=None)
    return story


def read(story, *outcomes, by="person:2", agrees=True, words=""):
    return actions.read_second(
        strategy=story.strategy,
        outcome_ids=[outcome.pk for outcome in outcomes],
        agrees=agrees,
        words=words,
        by=by,
        at=DECIDED,
    )


class TestReadSecond:
    def test_notes_who_agreed_and_writes_one_ledger_entry(self, story):
        read(story, story.refused)

        story.refused.refresh_from_db()
        assert (story.refused.second_reader, story.refused.second_read_at) == ("person:2", DECIDED)
        assert Entry.objects.get(event="outcomes.second_read").detail["agrees"] is True

    def test_sends_it_back_with_words(self, story):
        read(story, story.refused, agrees=False, words="Which law is meant?")

        story.refused.refresh_from_db()
        assert story.refused.second_read_at is None
        assert story.refused.second_words == "Which law is meant?"

    @pytest.mark.parametrize(
        ("known", "why"),
        [
            ({"by": "person:1"}, "decided this yourself"),
            ({"agrees": False}, "Say what should be looked at again"),
        ],
    )
    def test_refuses_who_decided_and_who_says_no_without_a_word(self, story, known, why):
        with pytest.raises(CannotReadSecond, match=why):
            read(story, story.refused, **known)

    def test_refuses_what_adopts_something_and_what_is_not_there(self, story):
        with pytest.raises(CannotReadSecond, match="Only what is not adopted"):
            read(story, story.adopted)
        with pytest.raises(NotFound):
            read(story)

    def test_has_to_be_done_anew_once_the_outcome_changes(self, story):
        read(story, story.refused)

        actions.decide_outcome(
            strategy=story.strategy,
            point_id=story.person.pk,
            kind=OutcomeKind.NOT_ADOPTED,
            reason=REASON,
            by="person:1",
            at=DECIDED,
        )

        story.refused.refresh_from_db()
        assert (story.refused.second_reader, story.refused.second_read_at) == ("", None)
