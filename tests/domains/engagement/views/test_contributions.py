import pytest

from regard.domains.engagement.types import Channel, Visibility
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    QuestionFactory,
    ThemeFactory,
    code,
)
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    return ExerciseFactory()


def said(exercise, words, **more):
    """Keep an answer with one point in it."""
    question = exercise.questions.first() or QuestionFactory(exercise=exercise)
    kept = ContributionFactory(exercise=exercise, **more)
    PointFactory(answer=AnswerFactory(contribution=kept, question=question, text=words))
    return kept


def ashgrove(exercise, **more):
    return said(
        exercise,
        "Two of my night staff left.",
        location=LocationFactory(name="Ashgrove House"),
        email="manager@example.org",
        **more,
    )


class TestContributions:
    def test_shows_the_team_who_said_what(self, lead, exercise):
        ashgrove(exercise)

        page = lead(exercise).get(at("contributions", exercise)).content.decode()

        assert "Two of my night staff left." in page
        assert "Ashgrove House" in page

    def test_shows_a_commissioner_the_words_and_not_who(self, client_as, exercise):
        ashgrove(exercise)
        browser = client_as("Commissioner", exercise.system)

        page = browser.get(at("contributions", exercise)).content.decode()

        assert "Two of my night staff left." in page
        assert "Ashgrove House" not in page

    def test_keeps_words_for_counting_from_all_but_the_team(self, client_as, lead, exercise):
        ashgrove(exercise, visibility=Visibility.COUNTED)
        buyer = client_as("Commissioner", exercise.system)

        theirs = buyer.get(at("contributions", exercise)).content.decode()
        ours = lead(exercise).get(at("contributions", exercise)).content.decode()

        assert "Two of my night staff left." not in theirs
        assert "Two of my night staff left." in ours

    def test_never_shows_a_draft(self, lead, exercise):
        said(exercise, "Half a thought that nobody sent.", draft=True)

        page = lead(exercise).get(at("contributions", exercise)).content.decode()

        assert "Half a thought" not in page
        assert "Nobody has answered yet." in page

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"words": "ROTA late"}, ["rota"]),
            ({"channel": "telephone"}, ["travel"]),
            ({"speaker": "person"}, ["rota", "travel"]),
            ({"speaker": "carer"}, []),
            ({"lone": "yes"}, ["rota"]),
            ({"channel": "smoke"}, ["rota", "travel"]),
        ],
    )
    def test_is_narrowed(self, lead, exercise, asked, found):
        said(exercise, "The rota comes out late.")
        spoken = said(exercise, "Pay for travel please.", channel=Channel.TELEPHONE)
        code(spoken.points.get(), ThemeFactory(exercise=exercise))

        page = lead(exercise).get(at("contributions", exercise), asked).content.decode()

        assert ("The rota comes out late." in page) == ("rota" in found)
        assert ("Pay for travel please." in page) == ("travel" in found)

    def test_comes_in_pages_that_overlap_nowhere(self, lead, exercise):
        for number in range(30):
            said(exercise, f"Answer number {number:02} of many.")
        browser = lead(exercise)

        first = browser.get(at("contributions", exercise)).content.decode()
        rest = browser.get(
            at("contributions", exercise),
            {"after": exercise.contributions.order_by("pk")[5].pk},
        ).content.decode()

        assert "Older answers" in first
        assert [n for n in range(30) if f"number {n:02}" in first] == list(range(5, 30))
        assert [n for n in range(30) if f"number {n:02}" in rest] == list(range(5))

    def test_makes_as_many_queries_for_many_as_for_few(
        self, lead, exercise, django_assert_max_num_queries
    ):
        for _ in range(20):
            ashgrove(exercise)
        browser = lead(exercise)

        with django_assert_max_num_queries(15):
            browser.get(at("contributions", exercise))

    @pytest.mark.parametrize("role", ["Association lead", "Provider"])
    def test_is_closed_to_others_until_it_is_answered(self, client_as, exercise, role):
        browser = client_as(role, exercise.system)

        assert browser.get(at("contributions", exercise)).status_code == 403

    def test_sends_a_stranger_to_sign_in(self, client_as, exercise):
        assert client_as().get(at("contributions", exercise)).status_code == 302

    def test_is_open_to_anyone_once_it_is_answered(self, client_as):
        exercise = ExerciseFactory(answered=True)
        ashgrove(exercise)
        named = ashgrove(exercise, visibility=Visibility.NAMED)

        page = client_as().get(at("contributions", exercise)).content.decode()

        assert page.count("Two of my night staff left.") == 2
        assert page.count("Ashgrove House") == 1
        assert named.receipt in page


class TestContribution:
    def test_shows_the_team_how_to_reply(self, lead, exercise):
        kept = ashgrove(exercise)

        page = lead(exercise).get(at("contribution", exercise, receipt=kept.receipt))

        assert "manager@example.org" in page.content.decode()
        assert "in no theme" in page.content.decode()

    def test_shows_a_commissioner_no_name_and_no_address(self, client_as, exercise):
        kept = ashgrove(exercise, name="Ann Other")
        browser = client_as("Commissioner", exercise.system)

        page = browser.get(at("contribution", exercise, receipt=kept.receipt)).content.decode()

        assert "Two of my night staff left." in page
        for secret in ("Ashgrove", "manager@example.org", "Ann Other"):
            assert secret not in page

    def test_for_counting_is_not_found_by_others(self, client_as, exercise):
        kept = ashgrove(exercise, visibility=Visibility.COUNTED)
        browser = client_as("Commissioner", exercise.system)

        response = browser.get(at("contribution", exercise, receipt=kept.receipt))

        assert response.status_code == 404

    def test_that_is_a_draft_is_not_found_by_anyone(self, lead, exercise):
        draft = said(exercise, "Half a thought.", draft=True)

        response = lead(exercise).get(at("contribution", exercise, receipt=draft.receipt))

        assert response.status_code == 404

    def test_of_another_exercise_is_not_found(self, lead, exercise):
        other = ashgrove(ExerciseFactory(system=exercise.system))

        response = lead(exercise).get(at("contribution", exercise, receipt=other.receipt))

        assert response.status_code == 404

    def test_has_an_original_only_for_the_team(self, client_as, lead, exercise):
        kept = ashgrove(exercise)
        page = at("original", exercise, receipt=kept.receipt)

        assert client_as("Commissioner", exercise.system).get(page).status_code == 403
        assert lead(exercise).get(page).status_code == 404
