import pytest

from regard.domains.strategy import queries
from regard.domains.strategy.types import OutcomeKind, StrategyStage
from regard.domains.strategy.types.shortlists import MOST_LISTED, MOST_SHOWN, Looking
from tests.factories.engagement import ExerciseFactory, ThemeFactory
from tests.factories.strategy import PUBLISHED, OutcomeFactory, PassageFactory, StrategyFactory

pytestmark = pytest.mark.django_db

TRAVEL = "Two of my staff left because nobody pays their travel between visits."


@pytest.fixture
def strategy():
    return StrategyFactory()


@pytest.fixture
def many(strategy):
    """Sixty passages on meals in thirty chapters, and two on other things."""
    for number in range(1, 31):
        for ref in (f"{number}", f"{number}.1"):
            heading = f"Meals of day {ref}"
            PassageFactory(strategy=strategy, ref=ref, heading=heading, text="Soup is served.")
    PassageFactory(
        strategy=strategy,
        ref="31",
        heading="The road is paid",
        text="Every contract pays for travel between visits.",
    )
    PassageFactory(
        strategy=strategy, ref="32", heading="Leaving", text="Nobody leaves hospital after four."
    )
    return strategy


def passages(strategy, words="", said=(), chosen=""):
    looking = Looking(words=words, said=tuple(said))
    return queries.shortlist_passages(strategy=strategy, looking=looking, chosen=chosen)


def values(shortlist):
    return [each.value for each in shortlist.choices]


class TestShortlistPassages:
    def test_is_all_where_they_fit_a_list(self, strategy, django_assert_num_queries):
        PassageFactory(strategy=strategy, ref="1", heading="Pay")
        PassageFactory(strategy=strategy, ref="2", heading="Rotas")

        with django_assert_num_queries(1):
            found = passages(strategy, words="rotas", said=[TRAVEL], chosen="1")

        assert [each.label for each in found.choices] == ["1 Pay", "2 Rotas"]
        assert found.is_whole
        assert found.chosen is None

    def test_proposes_what_bears_on_what_was_said(self, many, django_assert_num_queries):
        with django_assert_num_queries(2):
            found = passages(many, said=["Nothing at all.", TRAVEL])

        assert not found.is_whole
        assert (found.of, found.having) == (62, None)
        assert values(found)[0] == "31"
        assert {"travel", "visits"} <= set(found.choices[0].words)
        assert found.choices[0].text == "Every contract pays for travel between visits."

    def test_finds_what_has_the_words_and_counts_what_is_not_shown(self, many):
        soup = passages(many, words="soup", said=[TRAVEL])
        road = passages(many, words="travel contract")

        assert (len(soup.choices), soup.having) == (MOST_SHOWN, 60)
        assert (values(road), road.having) == (["31"], 1)

    def test_finds_by_number_with_what_is_below(self, many):
        assert values(passages(many, words="3")) == ["3", "3.1"]
        assert values(passages(many, words="32, 3.1")) == ["3.1", "32"]
        assert passages(many, words="47.11").choices == ()
        assert passages(many, words="47.11").having == 0

    def test_shows_the_nearest_where_nothing_has_the_words(self, many):
        found = passages(many, words="discharge from hospital wards")

        assert found.having == 0
        assert values(found)[0] == "32"

    def test_keeps_what_is_chosen(self, many):
        apart = passages(many, words="soup", chosen="31")
        among = passages(many, words="travel", chosen="31")

        assert apart.chosen is not None
        assert apart.chosen.label == "31 The road is paid"
        assert among.chosen is None
        assert passages(many, words="soup", chosen="99").chosen is None


def publish_soup(strategy, *, themes=MOST_LISTED):
    exercise = ExerciseFactory(system=strategy.system)
    for number in range(themes):
        theme = ThemeFactory(exercise=exercise, title=f"Soup on day {number}")
        OutcomeFactory(strategy=strategy, theme=theme, reason="Soup is served.")
    strategy.stage, strategy.published_at = StrategyStage.PUBLISHED, PUBLISHED
    strategy.save()


def same_as(strategy, words="", said=(), chosen=""):
    looking = Looking(words=words, said=tuple(said))
    return queries.shortlist_same_as(strategy=strategy, looking=looking, chosen=chosen)


class TestShortlistSameAs:
    def test_is_all_where_they_fit_a_list(self, strategy, django_assert_num_queries):
        publish_soup(strategy)

        with django_assert_num_queries(1):
            found = same_as(strategy, said=[TRAVEL])

        assert found.is_whole
        assert found.choices[0].label == "Soup on day 0: not adopted"

    def test_proposes_and_finds_by_theme_and_reason(self, strategy, django_assert_num_queries):
        theme = ThemeFactory(
            exercise__system=strategy.system, title="The road", summary="Travel is not paid."
        )
        road = OutcomeFactory(
            strategy=strategy,
            theme=theme,
            kind=OutcomeKind.ALREADY,
            reason="Westmere gives 45 pence a mile.",
        )
        publish_soup(strategy)

        with django_assert_num_queries(2):
            said = same_as(strategy, said=[TRAVEL])

        assert (said.of, said.choices[0].value) == (51, str(road.pk))
        assert said.choices[0].text == "Westmere gives 45 pence a mile."
        assert values(same_as(strategy, words="45 pence")) == [str(road.pk)]
        kept = same_as(strategy, words="soup", chosen=str(road.pk)).chosen
        assert kept is not None
        assert kept.label == "The road: already so"
