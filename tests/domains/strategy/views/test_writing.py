import pytest

from regard.domains.strategy import actions
from regard.domains.strategy.models import Passage, Strategy
from tests.domains.strategy.views.addresses import at
from tests.factories.engagement import ExerciseFactory
from tests.factories.strategy import PUBLISHED, PassageFactory, Story

pytestmark = pytest.mark.django_db

PASSAGE = {"ref": "2.4", "heading": "Travel", "text": "We pay for travel."}


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


class TestNewStrategy:
    def test_begins_one_at_an_address_made_from_its_title(self, lead, story):
        exercise = ExerciseFactory(closed=True, system=story.system)
        form = {"title": "Winter: what’s next?", "exercises": [exercise.pk]}

        response = lead.post(f"/{story.system.slug}/strategy/new/", form)

        made = Strategy.objects.get(title="Winter: what’s next?")
        assert list(made.exercises.all()) == [exercise]
        assert response["Location"] == f"/{story.system.slug}/strategy/{made.slug}/write/"

    def test_says_why_it_cannot(self, lead, story):
        address = f"/{story.system.slug}/strategy/new/"

        missing = text(lead.post(address, {}))
        taken = text(lead.post(address, {"title": "Else", "exercises": [story.exercise.pk]}))

        assert "Give the strategy a title" in missing
        assert "Choose at least one exercise that it answers" in missing
        assert "Another strategy answers" in taken

    def test_is_for_those_who_may_write(self, client_as, story):
        address = f"/{story.system.slug}/strategy/new/"

        assert client_as("Commissioner", story.system).get(address).status_code == 403
        assert client_as().get(address).status_code == 302


class TestWrite:
    def test_shows_passages_and_what_is_next(self, lead, story):
        PassageFactory(strategy=story.strategy)

        page = text(lead.get(at(story, "write/")))

        assert "Travel between visits" in page
        assert "0 of 1 themes and 0 of 1 single points have an outcome." in page

    def test_says_that_there_are_no_passages_yet(self, lead, story):
        assert "No passages yet" in text(lead.get(at(story, "write/")))

    @pytest.mark.parametrize("path", ["write/", "write/about/", "write/new/", "write/2.4/"])
    @pytest.mark.parametrize(("role", "status"), [(None, 404), ("Commissioner", 403)])
    def test_is_for_those_who_may_write(self, client_as, story, path, role, status):
        PassageFactory(strategy=story.strategy)

        assert client_as(role, story.system).get(at(story, path)).status_code == status


class TestEditStrategy:
    def test_changes_what_it_is_called(self, lead, story):
        form = {"title": "New", "introduction": "We asked.", "exercises": [story.exercise.pk]}

        page = text(lead.post(at(story, "write/about/"), form, follow=True))

        assert "Write: New" in page
        assert Strategy.objects.get().introduction == "We asked."

    def test_shows_what_it_is(self, lead, story):
        assert "Care in Northmarch 2027" in text(lead.get(at(story, "write/about/")))

    def test_says_why_it_cannot(self, lead, story):
        story.decides()
        other = ExerciseFactory(closed=True, system=story.system)

        page = text(
            lead.post(at(story, "write/about/"), {"title": "New", "exercises": [other.pk]})
        )

        assert "An exercise stays once something said in it has an outcome" in page


class TestPassages:
    def test_adds_one_under_the_next_number(self, lead, story):
        PassageFactory(strategy=story.strategy)
        assert 'value="2.5"' in text(lead.get(at(story, "write/new/")))

        page = text(lead.post(at(story, "write/new/"), PASSAGE | {"ref": "2.5"}, follow=True))

        assert "Passage 2.5 is saved." in page
        assert Passage.objects.count() == 2

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"ref": "2.4"}, "There is a passage 2.4 already"),
            ({"ref": "two"}, "Give the passage a number such as 2 or 2.4"),
            ({"ref": "3", "heading": ""}, "Give the passage a heading"),
            ({"ref": "3", "text": ""}, "Write what the passage says"),
        ],
    )
    def test_says_why_it_cannot_add_one(self, lead, story, change, words):
        PassageFactory(strategy=story.strategy)

        assert words in text(lead.post(at(story, "write/new/"), PASSAGE | change))
        assert Passage.objects.count() == 1

    def test_changes_the_wording_and_never_the_number(self, lead, story):
        PassageFactory(strategy=story.strategy)

        lead.post(at(story, "write/2.4/"), PASSAGE | {"ref": "9"})

        changed = Passage.objects.get()
        assert (changed.ref, changed.heading) == ("2.4", "Travel")

    def test_moves_one(self, lead, story):
        first = PassageFactory(strategy=story.strategy, ref="1")
        second = PassageFactory(strategy=story.strategy, ref="2")

        lead.post(at(story, "write/2/move/"), {"to": "up"})
        lead.post(at(story, "write/2/move/"), {"to": "down"})

        assert list(story.strategy.passages.order_by("position")) == [first, second]

    def test_removes_one_that_nothing_points_at(self, lead, story):
        story.decides()
        PassageFactory(strategy=story.strategy, ref="9")

        free = text(lead.post(at(story, "write/9/remove/"), follow=True))
        named = text(lead.post(at(story, "write/2.4/remove/"), follow=True))

        assert "Passage 9 is removed." in free
        assert "An outcome names passage 2.4." in named

    def test_cannot_be_changed_once_published(self, lead, story):
        story.decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        response = lead.post(at(story, "write/2.4/"), PASSAGE)

        assert response.status_code == 409
        assert "what is published never changes" in response.content.decode()
