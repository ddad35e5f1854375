import pytest

from regard.domains.engagement.types import ThemeState, Visibility
from regard.domains.strategy import actions
from regard.domains.strategy.actions import CannotDecide
from regard.domains.strategy.models import Outcome
from tests.domains.strategy.views.addresses import at
from tests.factories.engagement import ThemeFactory
from tests.factories.strategy import REASON, PassageFactory, Story

pytestmark = pytest.mark.django_db

DECISION = {"kind": "adopted", "passage_ref": "2.4", "passed_to": "", "reason": REASON}

PAGES = ["outcomes/", "outcomes/single/", "outcomes/themes/{theme}/", "outcomes/points/{point}/"]


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def story():
    story = Story()
    PassageFactory(strategy=story.strategy)
    return story


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


class TestOutcomes:
    def test_shows_first_what_is_still_without_one(self, lead, story):
        page = text(lead.get(at(story, "outcomes/")))

        assert "0 of 1 themes and 0 of 1 single points have an outcome." in page
        assert page.index("Themes without an outcome") < page.index("Single points without")
        assert "Rosewood House" in page
        assert at(story, f"outcomes/themes/{story.theme.pk}/") in page

    def test_shows_a_commissioner_the_words_and_never_who_said_them(self, client_as, story):
        story.says("They would know me.", visibility=Visibility.COUNTED, theme=story.theme)
        commissioner = client_as("Commissioner", story.system)

        page = text(commissioner.get(at(story, "outcomes/")))

        assert "drive between calls" in page
        for secret in ("Rosewood", "Jo Field", "Ann Carr", "They would know me"):
            assert secret not in page
        assert "Give it an outcome" not in page

    def test_leads_to_publishing_once_everything_has_one(self, lead, story):
        story.strategy.passages.all().delete()
        story.decides()

        page = text(lead.get(at(story, "outcomes/")))

        assert "Everything said has an outcome" in page
        assert "Themes with an outcome" in page

    def test_makes_as_many_queries_for_much_as_for_little(
        self, lead, story, django_assert_max_num_queries
    ):
        for number in range(4):
            story.says(f"More {number}.", theme=ThemeFactory(exercise=story.exercise))
            story.says(f"Alone {number}.")

        with django_assert_max_num_queries(54):
            lead.get(at(story, "outcomes/"))

    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize(
        ("role", "status"),
        [(None, 404), ("Provider", 404), ("Association lead", 404), ("Board secretary", 403)],
    )
    def test_is_for_those_who_may_decide(self, client_as, story, page, role, status):
        path = page.format(theme=story.theme.pk, point=story.person.pk)

        response = client_as(role, story.system).get(at(story, path))

        reads_only = role == "Board secretary" and page == "outcomes/"
        assert response.status_code == (200 if reads_only else status)


class TestDecideTheme:
    def test_gives_it_its_outcome(self, lead, story):
        path = at(story, f"outcomes/themes/{story.theme.pk}/")

        response = lead.post(path, DECISION, follow=True)

        outcome = Outcome.objects.get()
        assert (outcome.theme, outcome.kind, outcome.passage.ref) == (
            story.theme,
            "adopted",
            "2.4",
        )
        assert "Adopted: “Travel between visits" in text(response)

    def test_gives_a_hint_where_a_sentence_is_long(self, lead, story):
        long = {**DECISION, "reason": "We " + "really " * 30 + "will."}

        response = lead.post(at(story, f"outcomes/themes/{story.theme.pk}/"), long, follow=True)

        assert "One sentence has 32 words. Under 25 is easier to follow." in text(response)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"kind": ""}, "Choose what became of it"),
            ({"reason": ""}, "Say why, in words that whoever said it will understand"),
            ({"reason": "No."}, "Say more about why: at least 5 words"),
            ({"passage_ref": ""}, "Choose the passage of the strategy that says so"),
            ({"kind": "passed_on"}, "Say who it was passed on to"),
        ],
    )
    def test_says_what_is_missing(self, lead, story, change, words):
        path = at(story, f"outcomes/themes/{story.theme.pk}/")

        page = text(lead.post(path, DECISION | change))

        assert words in page
        assert "There is a problem" in page
        assert not Outcome.objects.exists()

    def test_says_so_where_the_theme_was_merged_meanwhile(self, lead, story, monkeypatch):
        def refuse(**_):
            raise CannotDecide("This theme was merged into another. Decide on that one.")

        monkeypatch.setattr(actions, "decide_outcome", refuse)

        page = text(lead.post(at(story, f"outcomes/themes/{story.theme.pk}/"), DECISION))

        assert "This theme was merged into another." in page

    def test_offers_the_outcome_of_a_theme_merged_into_it(self, client_as):
        story = Story().decides()
        survivor = ThemeFactory(exercise=story.exercise, title="Driving is unpaid")
        story.theme.codings.update(theme=survivor)
        story.theme.state, story.theme.merged_into = ThemeState.MERGED, survivor
        story.theme.save()
        lead = client_as("Partnership lead", story.system)

        page = text(lead.get(at(story, f"outcomes/themes/{survivor.pk}/")))

        assert "Taken over from a merged theme" in page
        assert REASON in page
        gone = lead.get(at(story, f"outcomes/themes/{story.theme.pk}/"))
        assert gone.status_code == 404


class TestDecidePoint:
    def test_gives_it_its_outcome(self, lead, story):
        passed = DECISION | {"kind": "passed_on", "passed_to": "Eastmarch Council"}

        lead.post(at(story, f"outcomes/points/{story.person.pk}/"), passed)

        outcome = Outcome.objects.get()
        assert (outcome.point, outcome.passed_to) == (story.person, "Eastmarch Council")

    def test_gives_a_point_in_a_theme_an_outcome_of_its_own_and_takes_it_away(self, lead, story):
        here = at(story, f"outcomes/points/{story.home.pk}/")
        assert "holds for this point alone" in text(lead.get(here))

        lead.post(here, {"kind": "not_adopted", "reason": "This one is for the law to change."})

        own = Outcome.objects.get(point=story.home)
        assert (own.is_own, own.kind) == (True, "not_adopted")
        listed = lead.get(at(story, f"outcomes/themes/{story.theme.pk}/points/"))
        assert "Change its own outcome" in text(listed)
        lead.post(at(story, "outcomes/take-back/"), {"point": story.home.pk})
        assert not Outcome.objects.filter(point=story.home).exists()

    def test_is_not_there_for_a_point_of_nobody(self, lead, story):
        assert lead.get(at(story, "outcomes/points/999999/")).status_code == 404


class TestSinglePoints:
    def test_gives_several_the_same_outcome(self, lead, story):
        other = story.says("Longer leases.")
        chosen = {"points": [story.person.pk, other.pk]}

        response = lead.post(at(story, "outcomes/single/"), DECISION | chosen, follow=True)

        assert Outcome.objects.count() == 2
        page = text(response)
        assert "2 points have their outcome." in page
        assert "No single point is left without an outcome" in page

    def test_asks_for_at_least_one(self, lead, story):
        page = text(lead.post(at(story, "outcomes/single/"), DECISION))

        assert "Choose at least one of the points" in page
        assert not Outcome.objects.exists()

    def test_goes_on_to_the_next_points(self, lead, story, monkeypatch):
        monkeypatch.setattr("regard.domains.strategy.views.deciding.POINTS_PAGE", 1)
        other = story.says("Longer leases.")

        first = text(lead.get(at(story, "outcomes/single/")))
        second = text(lead.get(at(story, f"outcomes/single/?after={story.person.pk}")))

        assert f"?after={story.person.pk}" in first
        assert "Longer leases." not in first
        assert other.text in second
