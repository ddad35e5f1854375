import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regard.domains.engagement.models import Arrival, Contribution
from regard.domains.engagement.types import ArrivalState, Speaker
from regard.foundation.audit.models import Entry
from regard.foundation.files import actions as files
from tests.domains.engagement.views.addresses import at, day
from tests.domains.engagement.views.conftest import NOON
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.factories.engagement_arrivals import ArrivalFactory
from tests.factories.engagement_care import RedactionFactory
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def exercise(question):
    return question.exercise


@pytest.fixture
def arrival(exercise):
    return ArrivalFactory(system=exercise.system, exercise=exercise)


def page(name, arrival):
    return reverse(f"engagement:{name}", args=[arrival.system.slug, arrival.pk])


def listed(exercise):
    return reverse("engagement:arrivals", args=[exercise.system.slug])


def kept(name, content, system):
    return files.keep(
        chunks=[content], name=name, origin="x", scope_key=f"system:{system.pk}", by="x", at=NOON
    )


class TestArrivals:
    def test_says_what_waits_and_what_became_of_the_rest(self, lead, exercise, arrival):
        ArrivalFactory(
            system=exercise.system, state=ArrivalState.SET_ASIDE, why="An automatic reply"
        )

        words = lead(exercise).get(listed(exercise)).content.decode()

        assert "1 waits to be read. Of 2 that arrived" in words
        assert "An automatic reply" in words

    def test_narrows_the_list(self, lead, exercise, arrival):
        ArrivalFactory(system=exercise.system, subject="Rota of January", words="")
        browser = lead(exercise)

        words = browser.get(listed(exercise), {"words": "january"}).content.decode()
        of_exercise = browser.get(listed(exercise), {"exercise": exercise.slug}).content.decode()
        none = browser.get(listed(exercise), {"state": "kept"}).content.decode()

        assert "Rota of January" in words
        assert "letter.pdf" not in words
        assert "Rota of January" not in of_exercise
        assert "Nothing that arrived is all of these at once." in none

    def test_takes_the_same_queries_however_many_there_are(
        self, lead, exercise, django_assert_max_num_queries
    ):
        for _ in range(30):
            ArrivalFactory(system=exercise.system, exercise=exercise)
        browser = lead(exercise)
        browser.get(listed(exercise))

        with django_assert_max_num_queries(12):
            response = browser.get(listed(exercise))

        assert "Older" in response.content.decode()
        assert browser.get(listed(exercise), {"before": "5"}).status_code == 200

    def test_shows_nothing_of_what_was_kept_behind_a_shield(self, lead, exercise):
        hidden = ArrivalFactory(
            system=exercise.system,
            exercise=exercise,
            subject="From the shielded",
            state=ArrivalState.KEPT,
            contribution=ContributionFactory(exercise=exercise, is_shielded=True),
        )

        assert "From the shielded" not in lead(exercise).get(listed(exercise)).content.decode()
        assert lead(exercise).get(page("arrival", hidden)).status_code == 404
        assert lead(exercise).get(page("arrival_original", hidden)).status_code == 404

    @pytest.mark.parametrize("role", ["Commissioner", "Association lead", "Board secretary"])
    def test_is_for_the_team_only(self, client_as, exercise, arrival, role):
        browser = client_as(role, exercise.system)

        assert browser.get(listed(exercise)).status_code == 403
        assert browser.get(page("arrival", arrival)).status_code == 403


class TestBringDocuments:
    def bring(self, browser, exercise, *uploads):
        address = reverse("engagement:bring_documents", args=[exercise.system.slug])
        return browser.post(address, {"documents": uploads, "exercise": exercise.slug})

    def test_keeps_several_at_once_and_names_what_it_does_not(self, lead, exercise):
        browser = lead(exercise)

        response = self.bring(
            browser,
            exercise,
            SimpleUploadedFile("a.txt", b"Pay for travel."),
            SimpleUploadedFile("b.rtf", b"{\\rtf1}"),
        )

        assert response.status_code == 302
        assert "/jobs/" in response["Location"]
        assert Arrival.objects.get().exercise == exercise
        words = browser.get(listed(exercise)).content.decode()
        assert "“b.rtf” was not kept. We cannot read RTF." in words

    def test_says_why_nothing_was_kept(self, lead, exercise):
        response = self.bring(lead(exercise), exercise, SimpleUploadedFile("b.zip", b"PK\x03\x04"))

        assert "“b.zip”: It is a package of files." in response.content.decode()

    def test_asks_for_a_file(self, lead, exercise):
        assert "There is a problem" in self.bring(lead(exercise), exercise).content.decode()

    def test_leads_to_the_list_where_nothing_is_left_to_read(self, lead, exercise):
        saved = SimpleUploadedFile("a.eml", b"From: ann@example.org\r\n\r\nPay for travel.")

        assert self.bring(lead(exercise), exercise, saved)["Location"] == listed(exercise)


class TestArrival:
    def test_shows_the_words_beside_what_is_known(self, lead, exercise, arrival):
        words = lead(exercise).get(page("arrival", arrival)).content.decode()

        assert "Pay for the time between calls." in words
        assert exercise.title in words
        assert "Download the original" in words

    def test_hints_at_the_same_file_and_the_same_words(self, lead, exercise, arrival):
        ArrivalFactory(system=exercise.system, original=arrival.original)
        answer = AnswerFactory(contribution__exercise=exercise, text=arrival.words)

        words = lead(exercise).get(page("arrival", arrival)).content.decode()

        assert "The same file: letter.pdf" in words
        assert f"An answer in the same words: {answer.contribution.receipt}" in words

    def test_says_that_it_came_from_another_address(self, lead, exercise):
        arrival = ArrivalFactory(
            system=exercise.system,
            exercise=exercise,
            invitation=InvitationFactory(exercise=exercise, to="manager@example.org"),
            sender="ann@example.org",
            message_id="one@example.org",
        )

        words = lead(exercise).get(page("arrival", arrival)).content.decode()

        assert "another address than the one we wrote to, manager@example.org" in words

    def test_writes_down_who_opened_what_has_words_taken_out(self, lead, question, exercise):
        original = kept("a.eml", b"Jo is ill.", exercise.system)
        answer = AnswerFactory(
            contribution__exercise=exercise, question=question, text="Jo is ill. Pay more."
        )
        arrival = ArrivalFactory(
            system=exercise.system,
            exercise=exercise,
            original=original,
            state=ArrivalState.KEPT,
            contribution=answer.contribution,
        )
        browser = lead(exercise)
        browser.get(page("arrival_original", arrival)).getvalue()
        assert not Entry.objects.filter(event="original.read").exists()

        RedactionFactory(answer=answer, start=0, end=2)
        browser.get(page("arrival_original", arrival)).getvalue()

        assert Entry.objects.filter(event="original.read").count() == 1

    def test_sends_the_original_to_be_kept(self, lead, exercise):
        original = kept("a.html", b"<script>", exercise.system)
        arrival = ArrivalFactory(system=exercise.system, original=original)

        sent = lead(exercise).get(page("arrival_original", arrival))

        assert b"".join(sent.streaming_content) == b"<script>"
        assert "attachment" in sent["Content-Disposition"]

    def test_sets_it_aside_and_takes_it_back(self, lead, exercise, arrival):
        browser = lead(exercise)

        browser.post(page("set_arrival_aside", arrival), {"why": "It asks for a password"})
        words = browser.get(page("arrival", arrival)).content.decode()
        assert "Set aside: It asks for a password" in words
        refused = browser.post(page("set_arrival_aside", arrival), {"why": "Again"})
        assert "This has been decided" in refused.content.decode()

        browser.post(page("take_arrival_back", arrival))

        arrival.refresh_from_db()
        assert arrival.state == ArrivalState.WAITING

    def test_is_typed_in_where_it_is_a_picture(self, lead, exercise):
        arrival = ArrivalFactory(system=exercise.system, words="", needs_typing=True)
        browser = lead(exercise)
        assert "pictures of text" in browser.get(page("arrival", arrival)).content.decode()

        browser.post(page("type_arrival", arrival), {"words": "Pay for travel."})

        arrival.refresh_from_db()
        assert (arrival.words, arrival.needs_typing) == ("Pay for travel.", False)

    def test_is_put_beside_an_answer_by_its_receipt(self, lead, exercise, arrival):
        answer = ContributionFactory(exercise=exercise)
        browser = lead(exercise)

        refused = browser.post(page("add_arrival", arrival), {"receipt": "NM-0000-XX"})
        assert "There is no answer of this number here" in refused.content.decode()
        browser.post(page("add_arrival", arrival), {"receipt": answer.receipt.lower()})

        arrival.refresh_from_db()
        assert (arrival.state, arrival.contribution) == (ArrivalState.ADDED, answer)
        assert answer.receipt in browser.get(page("arrival", arrival)).content.decode()


class TestKeepArrival:
    def filled(self, question, **more):
        return {
            "takes_all": str(question.pk),
            "channel": "letter",
            "visibility": "team",
            **day("said_on", "2026-11-20"),
        } | more

    def test_asks_what_it_answers_and_for_whom_it_speaks(self, lead, exercise):
        arrival = ArrivalFactory(system=exercise.system)
        LocationFactory(system=exercise.system, name="Ashgrove House")
        browser, address = lead(exercise), page("keep_arrival", arrival)

        assert exercise.title in browser.get(address).content.decode()
        found = browser.get(address, {"exercise": exercise.slug, "words": "ashgrove"})
        assert "Ashgrove House" in found.content.decode()

    def test_keeps_it_for_a_service(self, lead, question, arrival):
        home = LocationFactory(system=arrival.system)
        address = f"{page('keep_arrival', arrival)}?location={home.pk}"
        browser = lead(question.exercise)
        assert arrival.words in browser.get(address).content.decode()

        response = browser.post(address, self.filled(question))

        answer = Contribution.objects.get()
        assert (answer.location, answer.speaker) == (home, Speaker.PROVIDER)
        assert answer.answers.get().text == arrival.words
        assert answer.receipt in response["Location"]

    def test_leads_to_the_page_for_reading_where_it_has_pages(self, lead, question, arrival):
        arrival.places = [[0, "page 1"]]
        arrival.save()
        address = f"{page('keep_arrival', arrival)}?location=none"

        response = lead(question.exercise).post(
            address, self.filled(question, speaker="association")
        )

        assert response["Location"].endswith("/read/")

    def test_keeps_its_parts_as_answers_to_several_questions(self, lead, question, arrival):
        other = QuestionFactory(exercise=question.exercise)
        address = f"{page('keep_arrival', arrival)}?location=none"
        parts = {
            "takes_all": "",
            f"q{question.pk}": "Pay for the time between calls.",
            f"q{other.pk}": "Staff leave because of it.",
        }

        lead(question.exercise).post(address, self.filled(question, speaker="carer", **parts))

        texts = Contribution.objects.get().answers.order_by("pk").values_list("text", flat=True)
        assert list(texts) == ["Pay for the time between calls.", "Staff leave because of it."]

    def test_refuses_the_same_question_twice(self, lead, question, arrival):
        address = f"{page('keep_arrival', arrival)}?location=none"
        filled = self.filled(question, speaker="carer", **{f"q{question.pk}": "More."})

        response = lead(question.exercise).post(address, filled)

        assert "Something is typed for this question below" in response.content.decode()

    def test_says_what_is_missing(self, lead, question, arrival):
        QuestionFactory(exercise=question.exercise, choice=True, is_required=True, position=9)
        address = f"{page('keep_arrival', arrival)}?location=none"

        response = lead(question.exercise).post(address, self.filled(question, speaker="carer"))

        assert "needs an answer" in response.content.decode()
        assert not Contribution.objects.exists()

    def test_says_that_it_was_decided(self, lead, question, arrival):
        address = f"{page('keep_arrival', arrival)}?location=none"
        Arrival.objects.update(state=ArrivalState.SET_ASIDE, why="x")

        response = lead(question.exercise).post(address, self.filled(question, speaker="carer"))

        assert "This has been decided" in response.content.decode()

    @pytest.mark.parametrize("location", ["abc", "9" * 30, "1"])
    def test_does_not_find_what_is_no_service_here(self, lead, arrival, location):
        address = f"{page('keep_arrival', arrival)}?location={location}"

        assert lead(arrival.exercise).get(address).status_code == 404


class TestAnswersByEmail:
    def test_says_the_address_and_keeps_the_choice(self, lead, exercise, settings):
        settings.ANSWERS_DOMAIN = "answers.example.org"
        browser = lead(exercise)
        address = f"{exercise.slug}.{exercise.system.slug}@answers.example.org"
        assert address in browser.get(at("answers_by_email", exercise)).content.decode()

        browser.post(at("answers_by_email", exercise), {"keeps_emails": "on"})

        exercise.refresh_from_db()
        assert exercise.keeps_emails

    def test_says_where_it_is_not_set_up(self, lead):
        exercise = ExerciseFactory()

        assert (
            "Not set up" in lead(exercise).get(at("answers_by_email", exercise)).content.decode()
        )
