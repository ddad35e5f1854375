import pytest

from tests.factories.strategy import OutcomeFactory, PassageFactory, ReplyFactory, Story

pytestmark = pytest.mark.django_db


class TestStr:
    """How each is shown in a log or a shell."""

    def test_tells_one_from_another(self):
        story = Story()
        answered = story.strategy.exercises.through.objects.get()
        reply = ReplyFactory(strategy=story.strategy, contribution=story.home.contribution)
        passage = PassageFactory(strategy=story.strategy)

        assert str(story.strategy) == "Care in Northmarch 2027"
        assert str(passage) == "2.4 Travel between visits"
        assert str(answered) == f"exercise {story.exercise.pk} in strategy {story.strategy.pk}"
        assert str(reply) == f"reply to contribution {story.home.contribution_id}: owed"
        assert str(OutcomeFactory(strategy=story.strategy, theme=story.theme)) == (
            "Not adopted: Westmere will pay travel time in all new home care contracts"
        )
