import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.engagement.forms import load as forms
from regard.domains.engagement.models import AnswersFile, Contribution
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import HANDLERS, Progress
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import ExerciseFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return QuestionFactory(text="What would help most?")


@pytest.fixture
def exercise(question):
    return question.exercise


def upload(browser, exercise, content, name="answers.csv"):
    file = SimpleUploadedFile(name, content.encode())
    return browser.post(at("load", exercise), {"file": file})


class TestLoad:
    def test_goes_from_a_file_to_what_came_of_it(self, lead, exercise, question):
        browser = lead(exercise)
        sent = upload(browser, exercise, "Said,Mail\nPay for travel.,\nRotas.,nowhere\n")
        received = AnswersFile.objects.get()
        asked = browser.get(sent["Location"]).content.decode()

        started = browser.post(
            sent["Location"], {"column0": f"question:{question.pk}", "column1": "email"}
        )
        job = Job.objects.get()
        HANDLERS[job.kind](Progress(job))
        result = browser.get(job.next_url).content.decode()
        refused = browser.get(
            at("load_refused", exercise, answers_file_id=received.pk)
        ).content.decode()

        assert "For example: Pay for travel." in asked
        assert started["Location"] == f"/jobs/{job.pk}/"
        assert "1 answer kept, 1 row refused" in result
        assert "This is not an email address" in result
        assert "3,Mail,nowhere" in refused
        assert Contribution.objects.count() == 1

    def test_says_what_is_wrong_with_a_file_at_its_field(self, lead, exercise):
        page = upload(lead(exercise), exercise, "Name,Said\n").content.decode()

        assert "There is a problem" in page
        assert "no rows under them" in page
        assert not AnswersFile.objects.exists()

    def test_refuses_a_file_that_is_too_large(self, lead, exercise, monkeypatch):
        monkeypatch.setattr(forms, "MOST_BYTES", 3)

        page = upload(lead(exercise), exercise, "A\n1\n").content.decode()

        assert "larger than" in page
        assert not AnswersFile.objects.exists()

    def test_needs_a_column_with_answers(self, lead, exercise):
        browser = lead(exercise)
        sent = upload(browser, exercise, "A,B\n1,2\n")

        page = browser.post(sent["Location"], {"column0": "", "column1": "name"})

        assert "None of the columns (A, B)" in page.content.decode()
        assert not Job.objects.exists()

    def test_leads_to_the_result_once_it_is_loaded(self, lead, exercise, question):
        browser = lead(exercise)
        sent = upload(browser, exercise, "What would help most?\nRotas.\n")
        result = at("load_result", exercise, answers_file_id=AnswersFile.objects.get().pk)

        early = browser.get(result)
        browser.post(sent["Location"], {"column0": f"question:{question.pk}"})
        job = Job.objects.get()
        HANDLERS[job.kind](Progress(job))

        assert early["Location"] == sent["Location"]
        assert browser.get(sent["Location"])["Location"] == result
        assert "answers.csv" in browser.get(at("load", exercise)).content.decode()

    def test_offers_an_empty_table(self, lead, exercise):
        sent = lead(exercise).get(at("load_template", exercise))

        assert "Location ID,Service name,Postcode,Name,Email,Date,What would help most?" in (
            sent.content.decode()
        )

    def test_does_not_find_the_file_of_another_exercise(self, lead, exercise):
        other = ExerciseFactory(system=exercise.system)
        QuestionFactory(exercise=other)
        browser = lead(exercise)
        upload(browser, exercise, "A\n1\n")

        response = browser.get(
            at("load_columns", other, answers_file_id=AnswersFile.objects.get().pk)
        )

        assert response.status_code == 404

    @pytest.mark.parametrize("role", ["Commissioner", "Association lead"])
    def test_is_for_the_team_only(self, client_as, exercise, role):
        assert client_as(role, exercise.system).get(at("load", exercise)).status_code == 403
