import csv
import io
import json

import pytest

from regard.domains.engagement.types import ThemeState, Visibility
from regard.domains.strategy import actions
from regard.domains.strategy.types import OutcomeKind, RegardEffect
from tests.domains.strategy.views.addresses import at
from tests.factories.engagement import ThemeFactory
from tests.factories.register import SystemFactory
from tests.factories.strategy import (
    DECIDED,
    PUBLISHED,
    OutcomeFactory,
    PassageFactory,
    Story,
)
from tests.factories.strategy_regard import make_decision, make_record

pytestmark = pytest.mark.django_db

READERS = [None, "Provider", "Association lead", "Commissioner", "Board secretary"]


def published(story=None):
    story = (story or Story()).decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    return story


def more(story):
    """Say more, in themes and alone, and give it all outcomes."""
    for number in range(4):
        theme = ThemeFactory(
            exercise=story.exercise, state=ThemeState.SIGNED_OFF, signed_off_at=DECIDED
        )
        story.says(f"Another {number}.", theme=theme)
        alone = story.says(f"Alone {number}.")
        passage = PassageFactory(strategy=story.strategy, ref=f"{number + 5}")
        OutcomeFactory(
            strategy=story.strategy, theme=theme, kind=OutcomeKind.ADOPTED, passage=passage
        )
        OutcomeFactory(strategy=story.strategy, theme=None, point=alone)
    return story


def text(response):
    assert response.status_code == 200
    return " ".join(response.getvalue().decode().split())


class TestStrategies:
    def test_shows_anyone_what_is_published_and_nothing_else(self, client_as):
        story = published()
        Story()

        page = text(client_as().get(f"/{story.system.slug}/strategy/"))

        assert "Care in Northmarch 2027" in page
        assert "Begin a strategy" not in page

    def test_says_that_nothing_is_decided_yet(self, client_as):
        page = text(client_as().get(f"/{SystemFactory().slug}/strategy/"))

        assert "Nothing is decided yet" in page

    def test_lets_the_lead_begin_one(self, client_as):
        story = Story()

        page = text(
            client_as("Partnership lead", story.system).get(f"/{story.system.slug}/strategy/")
        )

        assert "Begin a strategy" in page
        assert "Not public yet." in page


class TestStrategy:
    def test_tells_what_was_asked_said_and_changed(self, client_as):
        story = published()

        page = text(client_as().get(at(story)))

        assert "3 voices made 3 points. 2 of them changed what this says" in page
        assert "From 1 April 2027 every home care contract in Westmere pays for travel." in page
        assert "Travel between visits is unpaid, so staff leave" in page
        assert f"/{story.system.slug}/trace/{story.home.pk}/" in page
        assert "Published on 17 January 2027" in page

    @pytest.mark.parametrize("role", READERS)
    def test_names_nobody_who_did_not_wish_it(self, client_as, role):
        story = Story()
        story.says(
            "They would know me.",
            visibility=Visibility.COUNTED,
            theme=story.theme,
            name="Sam Hidden",
        )
        published(story)
        client = client_as(role, story.system)

        for path in ("", "answers/", "passages/2.4/", "data.json", "data.csv"):
            page = text(client.get(at(story, path)))
            for secret in ("Rosewood", "Jo Field", "Ann Carr", "They would know me", "Hidden"):
                assert secret not in page, path

    @pytest.mark.parametrize("path", ["", "answers/", "passages/2.4/", "data.json", "data.csv"])
    @pytest.mark.parametrize("role", [None, "Provider", "Association lead"])
    def test_is_hidden_while_it_is_a_draft(self, client_as, role, path):
        story = Story().decides()

        response = client_as(role, story.system).get(at(story, path))

        assert response.status_code == 404

    def test_says_what_is_next_in_a_draft(self, client_as):
        story = Story()
        lead = client_as("Partnership lead", story.system)

        assert "Write the first passage" in text(lead.get(at(story)))
        PassageFactory(strategy=story.strategy)
        assert "2 things said without an outcome" in text(lead.get(at(story)))
        story.strategy.passages.all().delete()
        story.decides()
        assert "Everything said has an outcome" in text(lead.get(at(story)))

    def test_counts_in_a_draft_what_is_missing_of_words_it_does_not_show(self, client_as):
        story = Story().decides()
        story.says("They would know me.", visibility=Visibility.COUNTED)

        page = text(client_as("Partnership lead", story.system).get(at(story)))

        assert "1 thing said without an outcome" in page
        assert "Not all of them have an answer yet." in page

    def test_quotes_a_single_point_where_it_alone_is_behind_a_passage(self, client_as):
        story = Story()
        said = story.says("Let us see the rota.")
        story.decides()
        OutcomeFactory(
            strategy=story.strategy,
            theme=None,
            point=said,
            kind=OutcomeKind.ADOPTED,
            passage=PassageFactory(strategy=story.strategy, ref="5"),
        )
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        page = text(client_as().get(at(story)))
        passage = text(client_as().get(at(story, "passages/5/")))

        assert page.count("Let us see the rota.") == 2
        assert "One point that somebody made stands behind this." in passage

    def test_shows_the_first_themes_of_an_outcome_and_leads_to_the_others(
        self, client_as, monkeypatch
    ):
        monkeypatch.setattr("regard.domains.strategy.presenters.answers.SHOWN", 1)
        story = published(more(Story()))

        page = text(client_as().get(at(story)))

        assert "And 4 themes" in page
        assert "5 points made once" in page

    def test_says_where_nothing_was_said_in_words(self, client_as):
        story = Story()
        story.exercise.points.all().delete()
        PassageFactory(strategy=story.strategy)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        page = text(client_as().get(at(story)))

        assert "3 voices chose answers, and added no words of their own." in page
        assert "0 points" not in page

    def test_says_how_much_was_to_be_counted_only(self, client_as):
        story = Story()
        said = story.says("They would know me.", visibility=Visibility.COUNTED)
        OutcomeFactory(strategy=story.strategy, theme=None, point=said)
        published(story)

        assert "Counted only, as they wished" in text(client_as().get(at(story)))

    @pytest.mark.parametrize("path", ["", "answers/", "passages/2.4/", "data.csv"])
    def test_makes_as_many_queries_for_much_as_for_little(
        self, client_as, path, django_assert_max_num_queries
    ):
        story = published(more(Story()))

        with django_assert_max_num_queries(48):
            client_as().get(at(story, path))
        with django_assert_max_num_queries(22):  # once it is kept
            client_as().get(at(story, path))


class TestAnswers:
    def test_shows_only_what_had_the_outcome_asked_for(self, client_as):
        story = published()

        page = text(client_as().get(at(story, "answers/?kind=not_adopted")))

        assert story.person.text in page
        assert story.theme.title not in page

    def test_shows_all_where_the_outcome_is_none_of_ours(self, client_as):
        story = published()

        page = text(client_as().get(at(story, "answers/?kind=nonsense&after=x")))

        assert story.person.text in page
        assert story.theme.title in page

    def test_says_that_nothing_had_it(self, client_as):
        story = published()

        assert "Nothing had this outcome" in text(
            client_as().get(at(story, "answers/?kind=already"))
        )

    def test_goes_on_to_the_next_page(self, client_as, monkeypatch):
        monkeypatch.setattr("regard.domains.strategy.views.reading.PAGE", 1)
        story = published()

        first = text(client_as().get(at(story, "answers/")))
        second = text(client_as().get(at(story, "answers/?after=1")))

        assert "after=1" in first
        assert story.person.text not in first
        assert story.person.text in second


class TestPassage:
    def test_shows_its_text_and_the_voices_behind_it(self, client_as):
        story = published()

        page = text(client_as().get(at(story, "passages/2.4/")))

        assert "2 points that people made stand behind this." in page
        assert "We lose three hours a shift on the Fell road." in page
        assert f"/trace/{story.carer.pk}/" in page

    def test_says_where_nobody_asked_for_it(self, client_as):
        story = Story()
        PassageFactory(strategy=story.strategy, ref="9")
        published(story)

        page = text(client_as().get(at(story, "passages/9/")))

        assert "No voice stands behind this passage" in page

    def test_shows_the_next_voices(self, client_as, monkeypatch):
        monkeypatch.setattr("regard.domains.strategy.views.reading.PAGE", 1)
        story = published()

        first = text(client_as().get(at(story, "passages/2.4/")))
        second = text(client_as().get(at(story, f"passages/2.4/?after={story.home.pk}")))

        assert f"?after={story.home.pk}" in first
        assert "Fell road" not in first
        assert "Fell road" in second

    def test_is_not_there_under_another_number(self, client_as):
        story = published()

        assert client_as().get(at(story, "passages/7/")).status_code == 404


class TestTrace:
    def test_marks_the_words_and_leads_to_what_they_changed(self, client_as):
        story = published()

        page = text(client_as().get(f"/{story.system.slug}/trace/{story.home.pk}/"))

        assert "<mark>nobody pays them to drive between calls</mark>." in page
        assert "Adopted in part" in page
        assert at(story, f"p/{story.passage.key}/") in page
        assert "Written, and still to be sent." in page
        assert "Decided on 16 January 2027" in page

    def test_leads_to_the_decisions_that_had_regard_to_it(self, client_as):
        story = published()
        path = f"/{story.system.slug}/trace/{story.home.pk}/"
        assert "None has a signed record of regard to it yet." in text(client_as().get(path))
        decision = make_decision(story.system, title="Travel is paid in Westmere")
        make_record(decision, story.strategy, effects={"2.4": RegardEffect.FOLLOWED})
        hidden = make_decision(story.system, title="A private one", is_private=True)
        make_record(hidden, story.strategy, effects={"2.4": RegardEffect.FOLLOWED})

        page = text(client_as().get(path))

        assert f"/{story.system.slug}/regard/{decision.ref}/{story.strategy.slug}/" in page
        assert "Travel is paid in Westmere" in page
        assert "Followed" in page
        assert "A private one" not in page
        assert "None has a signed record" not in page

    def test_says_what_is_still_to_come(self, client_as):
        story = Story()
        client = client_as("Partnership lead", story.system)

        page = text(client.get(f"/{story.system.slug}/trace/{story.person.pk}/"))

        assert "Nobody else said this." in page
        assert "Everyone is told what became of their words by 28 February 2027." in page
        assert "on the day the strategy is published" in page

    def test_is_not_there_for_anyone_before_it_is_published(self, client_as):
        story = Story().decides()

        response = client_as().get(f"/{story.system.slug}/trace/{story.home.pk}/")

        assert response.status_code == 404

    def test_makes_few_queries(self, client_as, django_assert_max_num_queries):
        story = published(more(Story()))
        path = f"/{story.system.slug}/trace/{story.home.pk}/"
        client_as().get(path)

        with django_assert_max_num_queries(20):
            client_as().get(path)


class TestData:
    def test_gives_every_theme_and_single_point_without_small_counts(self, client_as):
        story = published()

        data = json.loads(client_as().get(at(story, "data.json")).getvalue())

        assert data["strategy"] == "Care in Northmarch 2027"
        theme, alone = data["rows"]
        assert (theme["kind"], theme["said"], theme["outcome"], theme["passage"]) == (
            "theme",
            story.theme.title,
            "Adopted in part",
            "2.4",
        )
        assert (theme["submissions"], theme["organisations"]) == ("fewer than 6", "fewer than 6")
        assert (alone["kind"], alone["said"]) == ("single point", story.person.text)
        assert alone["submissions"] is None

    def test_gives_counts_of_six_and_more(self, client_as):
        story = Story()
        for number in range(4):
            story.says(f"Pay it {number}.", theme=story.theme)
        published(story)

        [theme, _] = json.loads(client_as().get(at(story, "data.json")).getvalue())["rows"]

        assert theme["submissions"] == 6

    def test_gives_a_spreadsheet_that_takes_no_words_for_a_formula(self, client_as):
        story = Story()
        said = story.says('=HYPERLINK("x")')
        OutcomeFactory(strategy=story.strategy, theme=None, point=said)
        published(story)

        response = client_as().get(at(story, "data.csv"))

        assert response["Content-Type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
        assert rows[2]["said"] == '\'=HYPERLINK("x")'
