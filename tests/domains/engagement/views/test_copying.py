import pytest
from django.urls import reverse

from regard.domains.engagement.models import Exercise
from regard.domains.engagement.rules.templates import TEMPLATES
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import ContributionFactory, ExerciseFactory, QuestionFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db


class TestTemplates:
    def test_are_listed_for_the_team(self, client_as):
        system = SystemFactory()

        page = client_as("Partnership lead", system).get(
            reverse("engagement:templates", args=[system.slug])
        )

        for template in TEMPLATES:
            assert template.name in page.content.decode()

    def test_become_a_draft(self, client_as):
        system = SystemFactory()
        browser = client_as("Partnership lead", system)
        where = reverse("engagement:use_template", args=[system.slug, "home-care-fees"])

        shown = browser.get(where).content.decode()
        made = browser.post(where, follow=True).content.decode()

        assert "Home care" in shown
        assert "The draft is there" in made
        assert Exercise.objects.get().questions.count() == 4

    def test_of_no_name_are_not_found(self, client_as):
        system = SystemFactory()
        where = reverse("engagement:use_template", args=[system.slug, "none"])

        assert client_as("Partnership lead", system).get(where).status_code == 404


class TestCopying:
    def test_makes_a_draft_under_a_title_of_its_own(self, lead):
        exercise = QuestionFactory().exercise
        browser = lead(exercise)

        assert exercise.title in browser.get(at("copy_exercise", exercise)).content.decode()
        browser.post(at("copy_exercise", exercise), {"title": "And next winter?"})

        copy = Exercise.objects.get(title="And next winter?")
        assert (copy.stage, copy.questions.count()) == ("draft", 1)

    def test_needs_a_title(self, lead):
        exercise = ExerciseFactory()

        lead(exercise).post(at("copy_exercise", exercise), {"title": ""})

        assert Exercise.objects.count() == 1


class TestPreview:
    @pytest.mark.parametrize(
        ("who", "words"),
        [
            ("", "You see it as anyone on the web would"),
            ("carer", "You see it as an unpaid carer on the web would"),
            ("home_care", "You see it as an invited provider (home care) would"),
            ("nobody", "You see it as anyone on the web would"),
        ],
    )
    def test_says_as_whom_it_is_seen(self, lead, who, words):
        draft = ExerciseFactory(draft=True)
        QuestionFactory(exercise=draft, text="What would help you most?")

        page = lead(draft).get(f"{at('preview', draft)}?as={who}").content.decode()

        assert words in page
        assert "Nothing that you write here is kept." in page
        assert "What would help you most?" in page
        assert ("The email that they get" in page) == (who == "home_care")

    def test_says_that_a_kind_of_service_is_not_asked(self, lead):
        draft = ExerciseFactory(
            draft=True, criteria={"version": 1, "service_types": ["home_care"]}
        )

        page = lead(draft).get(f"{at('preview', draft)}?as=care_home").content.decode()

        assert "this one gets no invitation" in page
        assert "The email that they get" not in page

    def test_shows_that_only_the_invited_can_answer(self, lead):
        exercise = ExerciseFactory()
        exercise.phases.create(
            kind="ask", starts_on="2026-11-01", ends_on="2026-11-30", open_to="invited"
        )
        browser = lead(exercise)

        anyone = browser.get(at("preview", exercise)).content.decode()
        invited = browser.get(f"{at('preview', exercise)}?as=home_care").content.decode()

        assert "This is for those who were invited" in anyone
        assert "This is for those who were invited" not in invited

    def test_keeps_nothing(self, lead):
        exercise = QuestionFactory().exercise
        before = ContributionFactory(exercise=exercise)

        assert lead(exercise).post(at("preview", exercise)).status_code == 405
        assert list(exercise.contributions.all()) == [before]
