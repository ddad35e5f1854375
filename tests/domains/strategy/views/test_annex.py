import pytest

from regard.domains.governance.types import BodyKind
from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import CannotWrite, Given
from regard.domains.strategy.models import Opinion
from tests.domains.strategy.views.addresses import at
from tests.factories.governance import BodyFactory, BodyRoleFactory
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db

OPINION = {
    "takes_account": "yes",
    "words": "It follows our strategy in all that matters.",
    "given_on-day": "10",
    "given_on-month": "1",
    "given_on-year": "2027",
}


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def story():
    return Story().decides()


@pytest.fixture
def board(story):
    board = BodyFactory(system=story.system, name="Westmere Health and Wellbeing Board")
    BodyRoleFactory(body=board, kind=BodyKind.HEALTH_AND_WELLBEING_BOARD)
    return board


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


class TestAnnex:
    def test_lists_what_is_missing(self, lead, story, board):
        page = text(lead.get(at(story, "annex/")))

        assert "1 thing missing before it says all the law asks." in page
        assert "Westmere Health and Wellbeing Board has not given its opinion." in page

    def test_says_who_was_consulted_what_they_said_and_what_boards_think(
        self, client, lead, story, board
    ):
        lead.post(at(story, f"annex/opinions/{board.pk}/"), OPINION)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        page = text(client.get(at(story, "annex/")))

        assert "What is missing" not in page
        assert story.exercise.title in page
        assert story.theme.title in page
        assert "Takes proper account of its strategy" in page
        assert "It follows our strategy in all that matters." in page

    @pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
    def test_is_a_document_too(self, lead, story, board, kind, begins):
        response = lead.get(at(story, f"annex/files/{kind}/"))

        assert response.content.startswith(begins)
        assert lead.get(at(story, "annex/files/odt/")).status_code == 404


class TestOpinions:
    def test_are_changed_until_it_is_published(self, lead, story, board):
        lead.post(at(story, f"annex/opinions/{board.pk}/"), OPINION)
        lead.post(at(story, f"annex/opinions/{board.pk}/"), OPINION | {"takes_account": "unsaid"})

        assert Opinion.objects.get().takes_account is None
        assert "does not say whether" in " ".join(queries.get_annex(strategy=story.strategy).gaps)
        assert OPINION["words"] in text(lead.get(at(story, f"annex/opinions/{board.pk}/")))

    def test_say_why_they_cannot_be_kept(self, lead, story, board):
        form = OPINION | {"given_on-year": "2030", "words": ""}
        page = text(lead.post(at(story, f"annex/opinions/{board.pk}/"), form))
        late = text(
            lead.post(
                at(story, f"annex/opinions/{board.pk}/"), OPINION | {"given_on-year": "2030"}
            )
        )

        assert "Write down what the board said" in page
        assert "That day is still to come" in late
        assert lead.get(at(story, "annex/opinions/99999/")).status_code == 404

    def test_never_change_once_it_is_published(self, story, board):
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        given = Given(words="Well.", takes_account=True, given_on=PUBLISHED.date())

        with pytest.raises(CannotWrite, match="never changes"):
            actions.keep_opinion(
                strategy=story.strategy, body_id=board.pk, given=given, by="person:1", at=PUBLISHED
            )
