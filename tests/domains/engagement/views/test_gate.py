import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.engagement.models import GateOverride, GateProof
from tests.domains.engagement.views.addresses import at, day
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_exercises import (
    AlternativeFactory,
    GateOverrideFactory,
    GateProofFactory,
    make_fair,
)

pytestmark = pytest.mark.django_db


class TestGate:
    def test_tells_the_team_what_is_missing_and_where_it_is_written(self, lead):
        draft = ExerciseFactory(draft=True)

        page = lead(draft).get(at("gate", draft)).content.decode()

        assert "4 things still missing before it can open" in page
        for name in ("edit_exercise", "alternatives", "write_information"):
            assert at(name, draft) in page

    def test_says_that_it_can_open(self, lead):
        draft = make_fair(ExerciseFactory(draft=True))

        page = lead(draft).get(at("gate", draft)).content.decode()

        assert "It can open." in page
        assert at("open_exercise", draft) in page

    def test_is_there_for_anyone_once_it_is_open_and_offers_them_nothing_to_do(self, client_as):
        exercise = make_fair(ExerciseFactory())
        GateOverrideFactory(exercise=exercise, principle="considered")

        page = client_as().get(at("gate", exercise)).content.decode()

        assert "The care alliance said that it is long enough." in page
        assert "Amara Nwosu, director of integration" in page
        assert "Withdraw" not in page
        assert at("edit_exercise", exercise) not in page

    def test_of_a_draft_is_not_there_for_others(self, client_as):
        assert client_as().get(at("gate", ExerciseFactory(draft=True))).status_code == 404

    def test_makes_as_many_queries_for_many_as_for_one(
        self, client_as, django_assert_max_num_queries
    ):
        exercise = make_fair(ExerciseFactory())
        for _ in range(4):
            AlternativeFactory(exercise=exercise)
            GateProofFactory(exercise=exercise)

        with django_assert_max_num_queries(13):
            client_as().get(at("gate", exercise))


class TestOfferProof:
    def test_keeps_words_and_a_file_that_anyone_can_fetch(self, lead, client_as):
        exercise = ExerciseFactory(closed=True)

        lead(exercise).post(
            at("offer_proof", exercise, sign="read"),
            {
                "words": "The board read it all on 3 December.",
                "url": "",
                "file": SimpleUploadedFile("log.txt", b"Read by nine."),
            },
        )

        proof = GateProof.objects.get()
        response = client_as().get(at("proof_file", exercise, proof_id=proof.pk))
        assert b"".join(response.streaming_content) == b"Read by nine."
        assert "attachment" in response["Content-Disposition"]

    def test_shows_what_is_wrong_at_its_field(self, lead):
        draft = ExerciseFactory(draft=True)

        page = lead(draft).post(
            at("offer_proof", draft, sign="pack"), {"words": "Yes.", "url": "example.org"}
        )

        assert "Say what it shows, in a sentence" in page.content.decode()
        assert "Give the whole address" in page.content.decode()
        assert not GateProof.objects.exists()

    @pytest.mark.parametrize("sign", ["decided", "nothing"])
    def test_is_not_for_what_is_written_instead(self, lead, sign):
        draft = ExerciseFactory(draft=True)

        assert lead(draft).get(at("offer_proof", draft, sign=sign)).status_code == 404

    def test_is_withdrawn(self, lead):
        proof = GateProofFactory(exercise=ExerciseFactory(draft=True))
        browser = lead(proof.exercise)

        page = browser.post(
            at("withdraw_proof", proof.exercise, proof_id=proof.pk), follow=True
        ).content.decode()

        assert "It is no longer shown." in page
        assert proof.words not in page
        again = browser.post(at("withdraw_proof", proof.exercise, proof_id=proof.pk))
        assert again.status_code == 404

    def test_has_no_file_where_none_was_sent(self, lead):
        proof = GateProofFactory()

        page = lead(proof.exercise).get(at("proof_file", proof.exercise, proof_id=proof.pk))

        assert page.status_code == 404


class TestOverride:
    def test_stands_on_the_exercises_page_for_everyone(self, lead, client_as):
        draft = ExerciseFactory(draft=True)
        words = {
            "because": "The ministry gave us three days.",
            "named": "Amara Nwosu, director of integration",
        }

        lead(draft).post(at("override_principle", draft, principle="time"), words)

        assert GateOverride.objects.get().principle == "time"
        exercise = GateOverrideFactory().exercise
        page = client_as().get(at("exercise", exercise)).content.decode()
        assert "The ministry gave us three days." in page

    def test_shows_what_is_wrong(self, lead):
        draft = ExerciseFactory(draft=True)

        page = lead(draft).post(
            at("override_principle", draft, principle="time"), {"because": "No", "named": "Me"}
        )

        assert "Give the name and the office" in page.content.decode()
        assert not GateOverride.objects.exists()

    def test_of_no_principle_is_not_found(self, lead):
        draft = ExerciseFactory(draft=True)
        where = at("override_principle", draft, principle="charm")

        assert lead(draft).get(where).status_code == 404


class TestAlternatives:
    OPTION = {"title": "Two visits", "what": "Half the cost.", "state": "open", "why_not": ""}

    def test_are_written_changed_and_removed(self, lead):
        draft = ExerciseFactory(draft=True)
        browser = lead(draft)

        browser.post(at("alternatives", draft), self.OPTION)
        one = draft.alternatives.get()
        where = at("edit_alternative", draft, alternative_id=one.pk)
        assert "Two visits" in browser.get(where).content.decode()
        refused = browser.post(where, self.OPTION | {"state": "rejected"}).content.decode()
        browser.post(where, self.OPTION | {"state": "rejected", "why_not": "Nobody wants it."})

        assert "Say why it was turned down" in refused
        page = browser.get(at("alternatives", draft)).content.decode()
        assert "No options can still be chosen, 1 option turned down." in page
        browser.post(at("remove_alternative", draft, alternative_id=one.pk))
        assert not draft.alternatives.exists()

    def test_stand_on_the_exercises_page_with_why(self, client_as):
        one = AlternativeFactory(rejected=True)

        page = client_as().get(at("exercise", one.exercise)).content.decode()

        assert "Turned down" in page
        assert "It costs three times as much." in page

    def test_may_be_none_in_one_press(self, lead):
        draft = ExerciseFactory(draft=True)

        lead(draft).post(at("ask_openly", draft))

        assert GateProof.objects.filter(exercise=draft).count() == 2

    def test_are_refused_without_a_meaning(self, lead):
        draft = ExerciseFactory(draft=True)

        lead(draft).post(at("alternatives", draft), self.OPTION | {"what": ""})

        assert not draft.alternatives.exists()


class TestPhases:
    PHASE = {
        **day("starts_on", "2026-11-16"),
        **day("ends_on", "2026-11-30"),
        "open_to": "invited",
        "words": "Vote on what others said.",
    }

    def test_show_what_is_open_to_whom_now(self, client_as):
        page = client_as().get(at("exercise", ExerciseFactory())).content.decode()

        assert "1 November 2026 to 30 November 2026" in page
        assert 'aria-current="step"' in page
        assert "Everyone who answered is told what became of it" in page

    def test_are_written_and_left_out(self, lead):
        draft = ExerciseFactory(draft=True)
        browser = lead(draft)
        assert "Add a phase" in browser.get(at("phases", draft)).content.decode()

        browser.post(at("edit_phase", draft, phase="deliberate"), self.PHASE)
        page = browser.get(at("phases", draft)).content.decode()
        browser.post(at("remove_phase", draft, phase="deliberate"))

        assert "Vote on what others said." in page
        assert sorted(draft.phases.values_list("kind", flat=True)) == [
            "analyse",
            "ask",
            "decide",
            "reply",
        ]

    def test_say_why_their_days_do_not_fit(self, lead):
        draft = ExerciseFactory(draft=True)

        page = lead(draft).post(at("edit_phase", draft, phase="decide"), self.PHASE)

        assert "It must begin after the last day for answers" in page.content.decode()
        assert not draft.phases.exists()

    def test_of_the_asking_take_their_days_from_the_exercise(self, lead):
        draft = ExerciseFactory(draft=True)
        browser = lead(draft)
        where = at("edit_phase", draft, phase="ask")

        assert "starts_on" not in browser.get(where).content.decode()
        browser.post(where, {"open_to": "invited", "words": "Answer."})

        assert draft.phases.get(kind="ask").open_to == "invited"

    def test_keep_others_from_answering_an_exercise_for_the_invited(self, lead, client_as):
        exercise = ExerciseFactory()
        QuestionFactory(exercise=exercise)
        exercise.phases.create(
            kind="ask",
            starts_on=exercise.opens_on,
            ends_on=exercise.closes_on,
            open_to="invited",
        )

        page = client_as().get(at("answer_on_web", exercise)).content.decode()
        its_own = client_as().get(at("exercise", exercise)).content.decode()

        assert "This is for those who were invited" in page
        assert at("answer_on_web", exercise) not in its_own

    def test_are_fixed_once_it_is_open(self, lead):
        exercise = ExerciseFactory()
        browser = lead(exercise)

        assert "has been opened" in browser.get(at("phases", exercise)).content.decode()
        assert browser.get(at("edit_phase", exercise, phase="ask")).status_code == 409

    def test_of_no_kind_are_not_found(self, lead):
        draft = ExerciseFactory(draft=True)

        assert lead(draft).get(at("edit_phase", draft, phase="sleep")).status_code == 404

    @pytest.mark.parametrize("phase", ["analyse", "inform"])
    def test_begin_where_they_usually_are(self, lead, phase):
        draft = ExerciseFactory(draft=True)

        page = lead(draft).get(at("edit_phase", draft, phase=phase)).content.decode()

        assert "Its first day" in page
