import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from regard.domains.engagement.models import QuestionFormat
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_questions import QuestionFormatFactory

pytestmark = pytest.mark.django_db


def recording(exercise, lead, **more):
    sent = {
        "kind": "recording",
        "question": "",
        "language": "ur",
        "words": "Kya madad karega?",
        "file": SimpleUploadedFile("said.mp3", b"ID3 sound"),
    } | more
    return lead(exercise).post(at("formats", exercise), sent, follow=True)


class TestFormats:
    def test_are_offered_by_the_lead_and_played_by_anyone(self, lead):
        exercise = ExerciseFactory()

        offered = recording(exercise, lead).content.decode()
        made = QuestionFormat.objects.get()
        page = Client().get(at("format", exercise, format_id=made.pk)).content.decode()
        file = Client().get(at("format_file", exercise, format_id=made.pk))

        assert "Recording, in Urdu (MP3, 1 KB)" in offered
        assert '<div class="rg-words" lang="ur" dir="rtl">' in page
        assert "<audio" in page
        assert file["Content-Type"] == "audio/mpeg"
        assert file["X-Content-Type-Options"] == "nosniff"
        assert b"".join(file.streaming_content) == b"ID3 sound"

    def test_of_one_question_say_of_which(self, lead):
        question = QuestionFactory(position=1, text="What would help?")

        page = recording(question.exercise, lead, question=str(question.pk)).content.decode()

        assert QuestionFormat.objects.get().question == question
        assert "What would help?" in page

    def test_that_are_documents_are_saved_and_not_opened(self, lead):
        exercise = ExerciseFactory()
        pdf = SimpleUploadedFile("easy.pdf", b"%PDF-1.7")
        recording(exercise, lead, kind="easy_read", language="", words="", file=pdf)
        made = QuestionFormat.objects.get()

        file = Client().get(at("format_file", exercise, format_id=made.pk))

        assert "attachment" in file["Content-Disposition"]
        file.close()

    def test_say_what_is_wrong_at_its_field(self, lead):
        exercise = ExerciseFactory()
        page = recording(exercise, lead, file=SimpleUploadedFile("said.mp3", b"<html>"))

        assert "is not a MP3 file" in page.content.decode()
        assert not QuestionFormat.objects.exists()

    def test_are_taken_away(self, lead):
        made = QuestionFormatFactory(exercise=ExerciseFactory())

        page = lead(made.exercise).post(
            at("remove_format", made.exercise, format_id=made.pk), follow=True
        )

        assert "No other form is offered yet" in page.content.decode()

    def test_without_a_file_have_none_to_send(self):
        made = QuestionFormatFactory(exercise=ExerciseFactory())

        response = Client().get(at("format_file", made.exercise, format_id=made.pk))

        assert response.status_code == 404

    def test_of_a_draft_are_found_by_nobody_else(self):
        made = QuestionFormatFactory(exercise=ExerciseFactory(draft=True))

        response = Client().get(at("format", made.exercise, format_id=made.pk))

        assert response.status_code == 404
