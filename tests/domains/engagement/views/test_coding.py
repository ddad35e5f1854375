import pytest
from django.test import Client

from regard.domains.engagement.models import Theme
from tests.domains.engagement.views.theme_pages import point_in, sign_in, text_of
from tests.factories.audiences import use_in_a_strategy
from tests.factories.engagement import ExerciseFactory, ThemeFactory
from tests.factories.engagement_learning import LearningFactory, ReadNextFactory

pytestmark = pytest.mark.django_db

BEGIN = "/northmarch/said/winter/themes/code/"


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True, system__slug="northmarch", slug="winter")


@pytest.fixture
def themes(exercise):
    return [ThemeFactory(exercise=exercise, title=title) for title in ("Pay", "Travel")]


@pytest.fixture
def lead(client):
    return sign_in(client, "Partnership lead")


def at(point):
    return f"{BEGIN}{point.pk}/"


class TestBegin:
    def test_goes_to_what_the_machine_is_unsure_of_first(self, lead, exercise, themes):
        point_in(exercise)
        unsure = point_in(exercise, theme=themes[0], is_unsure=True)

        assert lead.get(BEGIN).url == at(unsure)

    def test_says_when_everything_has_been_read(self, lead, exercise, themes):
        point_in(exercise, theme=themes[0], placed_by="person:1")

        page = text_of(lead.get(BEGIN))

        assert "Every point has been read" in page
        assert "1 of 1 point read by a person" in page

    def test_begins_again_with_what_was_skipped(self, lead, exercise, themes):
        point = point_in(exercise)
        assert lead.post(at(point), {"do": "skip"}).url == BEGIN
        assert "1 point skipped" in text_of(lead.get(BEGIN))

        assert lead.post(BEGIN).url == BEGIN
        assert lead.get(BEGIN).url == at(point)

    @pytest.mark.parametrize(("role", "status"), [("Commissioner", 403), ("Provider", 403)])
    def test_is_for_those_who_may_edit_themes(self, client, exercise, role, status):
        assert sign_in(client, role).get(BEGIN).status_code == status

    def test_sends_two_who_code_at_once_to_two_points(self, lead, exercise):
        points = [point_in(exercise) for _ in range(2)]
        other = sign_in(Client(), "Partnership lead")

        assert [lead.get(BEGIN).url, other.get(BEGIN).url] == [at(point) for point in points]
        assert "Others are reading the last of them" in text_of(
            sign_in(Client(), "Partnership lead").get(BEGIN)
        )

        assert lead.post(at(points[0]), {"do": "save"}).url == BEGIN
        assert "Others are reading" in text_of(lead.get(BEGIN))
        assert other.post(at(points[1]), {"do": "skip"}).url == BEGIN
        assert lead.get(BEGIN).url == at(points[1])


class TestCode:
    def test_says_that_somebody_else_reads_it_and_lets_either_decide(self, lead, exercise, themes):
        point = point_in(exercise)
        other = sign_in(Client(), "Partnership lead")
        assert "Somebody else is reading" not in text_of(lead.get(at(point)))

        assert "Somebody else is reading this one now" in text_of(other.get(at(point)))

        other.post(at(point), {"do": "save", "themes": [themes[0].pk]})
        assert point.codings.get().theme == themes[0]

    def test_shows_which_stance_is_a_machines_guess(self, lead, exercise, themes):
        point = point_in(
            exercise, theme=themes[0], placed_by="machine", stance="against", stance_chance=0.81
        )

        page = text_of(lead.get(at(point)))

        assert "The machine’s guess: 8 in 10 such were right" in page
        assert page.count("guess-") == 2  # the words, and the list that they are about

    def test_shows_a_point_in_its_answer_with_the_themes_numbered(self, lead, exercise, themes):
        point = point_in(exercise, theme=themes[1], is_unsure=True, stance="for")

        page = text_of(lead.get(at(point)))

        assert "<mark>Nobody pays them to drive between calls.</mark>" in page
        assert "<kbd>1</kbd>" in page
        assert "is not sure" in page
        assert page.count("data-key") == 2
        assert page.count(" checked>") == 2  # the theme, and that the keys work

    def test_puts_it_into_several_themes_each_with_a_stance(self, lead, exercise, themes):
        pay, travel = themes
        point, later = point_in(exercise), point_in(exercise)

        response = lead.post(
            at(point),
            {
                "do": "save",
                "themes": [pay.pk, travel.pk],
                f"stance-{pay.pk}": "against",
                f"stance-{travel.pk}": "nonsense",
            },
        )

        assert response.url == at(later)
        assert dict(point.codings.values_list("theme", "stance")) == {
            pay.pk: "against",
            travel.pk: "unclear",
        }
        point.refresh_from_db()
        assert point.decided_by.startswith("person:")

    def test_lets_it_stand_alone_where_none_is_ticked(self, lead, exercise, themes):
        point = point_in(exercise, theme=themes[0], is_unsure=True)

        assert lead.post(at(point), {"do": "save"}).url == BEGIN

        assert not point.codings.exists()

    def test_makes_a_new_theme_for_it(self, lead, exercise, themes):
        point = point_in(exercise)

        lead.post(at(point), {"do": "save", "themes": [themes[0].pk], "title": "Rotas"})

        assert set(point.themes.values_list("title", flat=True)) == {"Pay", "Rotas"}

    def test_leads_back_to_the_one_before_and_shows_what_was_ticked(self, lead, exercise, themes):
        first, second = point_in(exercise), point_in(exercise)
        lead.post(at(first), {"do": "save", "themes": [themes[0].pk]})

        assert f'href="{at(first)}" data-coding-back' in text_of(lead.get(at(second)))
        page = text_of(lead.get(at(first)))
        assert "A person has decided where this belongs" in page
        assert "data-coding-back" not in page

    def test_keeps_what_was_ticked_where_it_is_refused(self, lead, exercise, themes):
        point = point_in(exercise)
        sent = {"do": "save", "themes": [themes[1].pk], "title": "Pay"}

        page = text_of(lead.post(at(point), sent))

        assert "Another theme has this name already" in page
        assert f'value="{themes[1].pk}" id="theme-{themes[1].pk}" data-key="2" checked' in page
        assert not point.codings.exists()

    def test_says_why_a_point_with_an_outcome_stays(self, lead, exercise, themes):
        point = point_in(exercise)
        use_in_a_strategy(point=point)

        page = text_of(lead.post(at(point), {"do": "save", "themes": [themes[0].pk]}))

        assert "already has an outcome of its own" in page

    def test_finds_no_point_of_another_exercise(self, lead, exercise):
        assert lead.get(at(point_in(ExerciseFactory()))).status_code == 404

    def test_makes_as_many_queries_for_much_as_for_little(
        self, lead, exercise, themes, django_assert_max_num_queries
    ):
        for number in range(12):
            theme = ThemeFactory(exercise=exercise, title=f"Theme {number}")
            point_in(exercise, theme=theme, is_unsure=True)
        point = point_in(exercise)

        with django_assert_max_num_queries(22):
            lead.get(at(point))

    def test_takes_the_first_theme_where_there_is_none(self, lead, exercise):
        point = point_in(exercise)
        assert "There is no theme yet" in text_of(lead.get(at(point)))

        lead.post(at(point), {"do": "save", "title": "Pay"})

        assert Theme.objects.get().points.get() == point


class TestLearning:
    def test_gives_first_what_the_machine_asks_for_and_says_why(self, lead, exercise, themes):
        pay, travel = themes
        point_in(exercise, theme=pay, is_unsure=True)
        asked = point_in(exercise)
        ReadNextFactory(point=asked, why="between", theme=pay, other=travel)

        assert lead.get(BEGIN).url == at(asked)
        page = text_of(lead.get(at(asked)))
        assert "cannot tell whether it is about “Pay”, “Travel”, both or neither" in page

    def test_no_longer_asks_once_a_person_has_decided(self, lead, exercise, themes):
        asked = point_in(exercise)
        ReadNextFactory(point=asked, theme=themes[0])

        lead.post(at(asked), {"do": "save", "themes": [themes[0].pk]})

        assert lead.get(BEGIN).status_code == 200
        assert "Why this one" not in text_of(lead.get(at(asked)))

    def test_names_no_theme_that_has_been_merged(self, lead, exercise, themes):
        pay, travel = themes
        asked = point_in(exercise)
        ReadNextFactory(point=asked, theme=pay)
        pay.state, pay.merged_into = "merged", travel
        pay.save()

        assert "cannot tell where it belongs" in text_of(lead.get(at(asked)))

    def test_says_how_far_it_has_learnt(self, lead, exercise, themes):
        LearningFactory(exercise=exercise)

        page = text_of(lead.get(at(point_in(exercise))))

        assert "learnt 12 themes from 75 points" in page
        assert "when people have read 100 points" in page

    def test_learns_at_once_where_somebody_asks(self, lead, exercise, themes):
        point = point_in(exercise)
        lead.post(at(point), {"do": "save", "themes": [themes[0].pk]})

        response = lead.post("/northmarch/said/winter/themes/learn/")

        assert response.url.startswith("/jobs/")

    def test_says_what_it_needs_first(self, lead, exercise):
        point_in(exercise)

        page = text_of(lead.post("/northmarch/said/winter/themes/learn/", follow=True))

        assert "Read some points first" in page

    @pytest.mark.parametrize("role", ["Commissioner", "Provider"])
    def test_is_for_those_who_may_edit_themes(self, client, exercise, role):
        signed_in = sign_in(client, role)

        assert signed_in.post("/northmarch/said/winter/themes/learn/").status_code == 403
