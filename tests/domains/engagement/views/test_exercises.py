import pytest

from regard.domains.engagement.models import AudienceMember, Exercise, Question
from regard.domains.engagement.types import Stage
from tests.domains.engagement.views.addresses import at, day
from tests.factories.engagement import (
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    QuestionFactory,
)
from tests.factories.engagement_arrivals import ArrivalFactory
from tests.factories.engagement_deliberation import ConversationFactory
from tests.factories.engagement_exercises import make_fair
from tests.factories.register import LocationFactory, SegmentFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db


PLAN = {
    "title": "What would keep your staff next winter?",
    "purpose": "We are writing our winter plan.",
    "open_to_change": "Everything but the total we can spend.",
    **day("opens_on", "2026-11-21"),
    **day("closes_on", "2026-12-12"),
    **day("reply_by", "2027-02-28"),
}


class TestExercises:
    def test_shows_anyone_what_is_open_first_and_no_draft(self, client_as):
        system = SystemFactory()
        ExerciseFactory(system=system, title="Closed one", closed=True)
        ExerciseFactory(system=system, title="Open one")
        ExerciseFactory(system=system, title="Draft one", draft=True)

        page = client_as().get(f"/{system.slug}/asked/").content.decode()

        assert page.index("Open one") < page.index("Closed one")
        assert "Draft one" not in page

    def test_shows_the_team_its_drafts_and_how_to_ask(self, lead):
        draft = ExerciseFactory(title="Draft one", draft=True)

        page = lead(draft).get(f"/{draft.system.slug}/asked/").content.decode()

        assert "Draft one" in page
        assert "Ask something new" in page

    def test_leads_to_the_conversations_in_which_anybody_can_vote(self, client_as):
        exercise = ExerciseFactory()
        known = {"system": exercise.system, "exercise": exercise}
        ConversationFactory(**known, title="Is the road paid?")
        ConversationFactory(**known, title="Not open yet", draft=True)
        ConversationFactory(**known, title="Over", closed=True)

        page = client_as().get(f"/{exercise.system.slug}/asked/").content.decode()

        assert "Is the road paid?" in page
        assert "Not open yet" not in page
        assert "Over" not in page
        assert f"/{exercise.system.slug}/talk/" in page

    def test_leads_to_conversations_where_nothing_has_been_asked(self, client_as):
        conversation = ConversationFactory(title="Is the road paid?")

        page = client_as().get(f"/{conversation.system.slug}/asked/").content.decode()

        assert "Is the road paid?" in page

    def test_tells_whoever_keeps_answers_how_much_of_what_arrived_waits(self, lead, client_as):
        exercise = ExerciseFactory()
        url = f"/{exercise.system.slug}/asked/"
        assert "What arrived" not in lead(exercise).get(url).content.decode()
        ArrivalFactory(system=exercise.system, exercise=exercise)

        assert "1 waits to be read." in lead(exercise).get(url).content.decode()
        assert "What arrived" not in client_as().get(url).content.decode()

    def test_says_that_nothing_has_been_asked(self, client_as):
        page = client_as().get(f"/{SystemFactory().slug}/asked/").content.decode()

        assert "Nothing has been asked here yet." in page

    def test_makes_as_many_queries_for_many_as_for_one(
        self, client_as, django_assert_max_num_queries
    ):
        system = SystemFactory()
        for _ in range(5):
            exercise = ExerciseFactory(system=system)
            ContributionFactory(exercise=exercise)

        with django_assert_max_num_queries(11):
            client_as().get(f"/{system.slug}/asked/")


class TestExercise:
    def test_shows_anyone_an_open_one_with_the_way_to_answer(self, client_as):
        question = QuestionFactory()

        page = client_as().get(at("exercise", question.exercise)).content.decode()

        assert question.text in page
        assert "Have your say" in page
        assert "28 February 2027" in page
        assert "For your team" not in page

    def test_hides_a_draft_as_if_it_were_not_there(self, client_as):
        draft = ExerciseFactory(draft=True)

        assert client_as().get(at("exercise", draft)).status_code == 404

    def test_counts_who_was_asked_and_heard(self, client_as):
        exercise = ExerciseFactory()
        AudienceMemberFactory(exercise=exercise)
        for _ in range(6):
            heard = AudienceMemberFactory(exercise=exercise)
            ContributionFactory(exercise=exercise, location=heard.location)
        ContributionFactory(exercise=exercise, location=heard.location)

        page = client_as().get(at("exercise", exercise)).content.decode()

        assert "6 of 7 services heard, 7 answers in all" in page

    def test_tells_only_the_team_a_number_that_tells_who(self, client_as, lead):
        exercise = ExerciseFactory()
        heard = AudienceMemberFactory(exercise=exercise)
        ContributionFactory(exercise=exercise, location=heard.location)

        public = client_as().get(at("exercise", exercise)).content.decode()
        listed = client_as().get(f"/{exercise.system.slug}/asked/").content.decode()
        ours = lead(exercise).get(at("exercise", exercise)).content.decode()

        assert "Too few of 1 service heard yet" in public
        assert "1 of 1 service heard" not in public + listed
        assert "1 of 1 service heard, 1 answer in all" in ours

    @pytest.mark.parametrize(
        ("stage", "words"),
        [
            ({"draft": True}, "Write the questions"),
            ({}, "Send the invitations"),
            ({"closed": True}, "Find the themes"),
        ],
    )
    def test_tells_the_team_the_one_next_step(self, lead, stage, words):
        exercise = ExerciseFactory(**stage)

        page = lead(exercise).get(at("exercise", exercise)).content.decode()

        assert page.count('class="rg-next"') == 1
        assert words in page


class TestWritingAnExercise:
    def test_goes_from_nothing_to_open(self, client_as):
        system = SystemFactory(slug="northmarch")
        location = LocationFactory(system=system)
        ServiceFactory(location=location)
        browser = client_as("Partnership lead", system)

        browser.post("/northmarch/asked/new/", PLAN)
        exercise = Exercise.objects.get()
        browser.post(
            f"{at('new_question', exercise)}?kind=words",
            {"text": "What would help you most?", "hint": ""},
        )
        browser.post(at("audience", exercise), {})
        make_fair(exercise)
        checked = browser.get(at("open_exercise", exercise)).content.decode()
        opened = browser.post(at("open_exercise", exercise), follow=True)

        assert "1 service today" in checked
        assert "Now send the invitations" in opened.content.decode()
        exercise.refresh_from_db()
        assert (exercise.slug, exercise.stage) == (
            "what-would-keep-your-staff-next-winter",
            Stage.OPEN,
        )
        assert AudienceMember.objects.get().location == location

    def test_shows_what_is_wrong_at_its_field(self, client_as):
        system = SystemFactory()
        browser = client_as("Partnership lead", system)
        wrong = PLAN | day("reply_by", "2026-12-12")

        page = browser.post(f"/{system.slug}/asked/new/", wrong).content.decode()

        assert "There is a problem" in page
        assert "must come after the last day for answers" in page
        assert not Exercise.objects.exists()

    def test_lists_every_reason_not_to_open(self, lead):
        draft = ExerciseFactory(draft=True)
        browser = lead(draft)

        page = browser.get(at("open_exercise", draft)).content.decode()
        refused = browser.post(at("open_exercise", draft))

        assert "It has no question" in page
        assert "It is for no service" in page
        assert "Publish what people need to know before they answer." in page
        assert refused.status_code == 409
        draft.refresh_from_db()
        assert draft.stage == Stage.DRAFT

    def test_changes_only_a_draft(self, lead):
        exercise = ExerciseFactory()
        browser = lead(exercise)

        for name in ("edit_exercise", "questions", "audience"):
            assert browser.get(at(name, exercise)).status_code == 409

    def test_edits_a_draft(self, lead):
        draft = ExerciseFactory(draft=True)

        lead(draft).post(at("edit_exercise", draft), PLAN | {"title": "Another question?"})

        draft.refresh_from_db()
        assert draft.title == "Another question?"

    def test_hints_at_plainer_words(self, lead):
        draft = ExerciseFactory(draft=True, purpose="We utilise robust engagement.")

        page = lead(draft).get(at("edit_exercise", draft)).content.decode()

        assert "“utilise”: people say “use”" in page


class TestQuestions:
    def test_are_changed_moved_and_removed(self, lead):
        draft = ExerciseFactory(draft=True)
        first = QuestionFactory(exercise=draft, position=1, text="First?")
        second = QuestionFactory(exercise=draft, position=2, text="Second?")
        browser = lead(draft)

        browser.post(at("move_question_up", draft, question_id=second.pk))
        browser.post(
            f"{at('edit_question', draft, question_id=first.pk)}?kind=choice",
            {"text": "How is it?", "options": "Better\nWorse", "hint": ""},
        )
        browser.post(at("remove_question", draft, question_id=second.pk))

        question = Question.objects.get()
        assert (question.text, question.options) == ("How is it?", ["Better", "Worse"])
        assert question.position == 1

    def test_are_refused_with_one_choice_only(self, lead):
        draft = ExerciseFactory(draft=True)

        page = lead(draft).post(
            f"{at('new_question', draft)}?kind=choice", {"text": "Well?", "options": "Yes"}
        )

        assert "Write between 2 and 10 choices" in page.content.decode()
        assert not Question.objects.exists()

    def test_of_another_exercise_are_not_found(self, lead):
        draft = ExerciseFactory(draft=True)
        other = QuestionFactory(exercise=ExerciseFactory(draft=True))

        response = lead(draft).get(at("edit_question", draft, question_id=other.pk))

        assert response.status_code == 404


class TestAudience:
    def test_counts_without_saving(self, lead):
        draft = ExerciseFactory(draft=True)
        ServiceFactory(location=LocationFactory(system=draft.system), service_type="home_care")

        page = lead(draft).post(
            at("audience", draft), {"service_types": ["home_care"], "count": "yes"}
        )

        assert "Home care in" in page.content.decode()
        draft.refresh_from_db()
        assert draft.criteria == {}

    def test_is_kept_as_criteria(self, lead):
        draft = ExerciseFactory(draft=True)

        lead(draft).post(at("audience", draft), {"size_bands": ["one"]})

        draft.refresh_from_db()
        assert draft.criteria["size_bands"] == ["one"]

    def test_may_be_a_saved_search(self, lead):
        draft = ExerciseFactory(draft=True)
        kept = {"version": 1, "ratings": ["Good"], "beds_bands": ["from_25"], "is_dormant": False}
        SegmentFactory(system=draft.system, slug="good", name="The good ones", criteria=kept)
        browser = lead(draft)
        assert "The good ones" in browser.get(at("audience", draft)).content.decode()

        browser.post(at("audience", draft), {"segment": "good", "size_bands": ["one"]})

        draft.refresh_from_db()
        assert draft.criteria["ratings"] == ["Good"]
        page = browser.get(at("audience", draft)).content.decode()
        assert "rated Good, 25 to 49 beds, not dormant" in page
        assert '<option value="good" selected>' in page


class TestClosing:
    def test_early_needs_a_reason(self, lead):
        exercise = ExerciseFactory()
        browser = lead(exercise)

        page = browser.post(at("close_exercise", exercise), {"reason": ""}).content.decode()
        browser.post(at("close_exercise", exercise), {"reason": "The budget came early."})

        assert "Why does it close early" in page
        exercise.refresh_from_db()
        assert (exercise.stage, exercise.closed_early_because) == (
            Stage.CLOSED,
            "The budget came early.",
        )

    def test_shows_what_stands_against_it(self, lead):
        exercise = ExerciseFactory(closed=True)

        page = lead(exercise).get(at("close_exercise", exercise)).content.decode()

        assert "Only an open exercise can be closed" in page


@pytest.mark.parametrize(
    "name", ["edit_exercise", "questions", "audience", "open_exercise", "close_exercise"]
)
class TestWhoMayRunExercises:
    @pytest.mark.parametrize("role", ["Commissioner", "Board secretary", "Provider"])
    def test_refuses_others(self, client_as, name, role):
        exercise = ExerciseFactory()

        assert client_as(role, exercise.system).get(at(name, exercise)).status_code == 403

    def test_sends_a_stranger_to_sign_in(self, client_as, name):
        response = client_as().get(at(name, ExerciseFactory()))

        assert response.status_code == 302
        assert "login" in response["Location"]

    def test_refuses_the_lead_of_another_system(self, client_as, name):
        browser = client_as("Partnership lead", SystemFactory())

        assert browser.get(at(name, ExerciseFactory())).status_code == 403
