import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.engagement.models import AnswersFile, Contribution, SavedMapping
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import HANDLERS, Progress
from tests.domains.engagement.rules.gathered import exports
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_gathered import SavedMappingFactory

pytestmark = pytest.mark.django_db


SELECT = re.compile(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)


@pytest.fixture
def exercise():
    exercise = ExerciseFactory()
    for position, each in enumerate(exports.QUESTIONS):
        QuestionFactory(
            exercise=exercise,
            position=position,
            kind=each.asked.kind,
            text=each.text,
            options=list(each.asked.options),
            settings=dict(each.asked.settings),
        )
    return exercise


@pytest.fixture
def reader(lead, exercise):
    return lead(exercise)


@pytest.fixture
def upload(reader, exercise):
    """Return the page on which the columns of an uploaded file are said."""

    def upload(content):
        file = SimpleUploadedFile("export.csv", content.encode())
        return reader.post(at("load", exercise), {"file": file})["Location"]

    return upload


def sent_by(page):
    """Return what the form on a page sends when nothing is changed."""
    fields = {}
    for name, inner in re.findall(
        r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        fields[name] = chosen.group(1) if chosen else ""
    return fields


class TestLoadColumns:
    def test_takes_an_export_as_it_was_found(self, reader, upload):
        here = upload(exports.CITIZEN_SPACE)
        page = reader.get(here).content.decode()

        started = reader.post(here, sent_by(page) | {"do": "take"})
        job = Job.objects.get()
        HANDLERS[job.kind](Progress(job))

        assert "Of its 2 rows, 2 would be kept and 0 refused" in page
        assert "by its name" in page
        assert started["Location"] == f"/jobs/{job.pk}/"
        assert Contribution.objects.count() == 2

    def test_shows_the_first_rows_as_they_would_be_kept(self, reader, upload):
        page = reader.get(upload(exports.CITIZEN_SPACE)).content.decode()

        assert f"Pay; {exports.TRAVEL}" in page
        assert "Fees are fair: Agree" in page
        assert not Contribution.objects.exists()

    def test_looks_again_once_codes_are_explained(self, reader, upload):
        here = upload(exports.SMARTSURVEY)
        page = reader.get(here).content.decode()
        said = sent_by(page)
        names = sorted(name for name in said if name.startswith("meaning-"))

        again = reader.post(here, said | {names[0]: "=Worse", names[1]: "-", "do": "look"})
        after = reader.get(here).content.decode()

        assert "0 would be kept and 2 refused" in page
        assert again["Location"] == f"{here}#preview"
        assert "2 would be kept and 0 refused" in after
        assert sent_by(after)[names[0]] == "=Worse"
        assert not Job.objects.exists()

    def test_finds_which_part_a_column_is_of(self, reader, upload, exercise):
        question = exercise.questions.get(position=2)
        here = upload("Q1,Heading A - Rotas\nPay,1\n")
        said = {"column0": f"question:{exercise.questions.get(position=0).pk}"}

        reader.post(here, said | {"column1": f"option:{question.pk}", "do": "look"})
        found = AnswersFile.objects.get().columns["held"][1]
        reader.post(here, said | {"column1": f"option:{question.pk}", "part1": "0", "do": "look"})

        assert found == f"option:{question.pk}:1"
        assert AnswersFile.objects.get().columns["held"][1] == f"option:{question.pk}:0"

    def test_asks_which_part_before_it_takes_anything(self, reader, upload, exercise):
        question = exercise.questions.get(position=2)
        here = upload("Q1,Colour\nPay,1\n")
        said = {"column0": f"question:{exercise.questions.get(position=0).pk}"}

        page = reader.post(here, said | {"column1": f"option:{question.pk}", "do": "take"})

        assert "Say which part of question 3 the column Colour answers" in page.content.decode()
        assert not Job.objects.exists()

    def test_warns_of_words_that_nobody_would_read(self, reader, upload):
        page = reader.get(
            upload("Q1,Anything else?\nPay,The car park is full at every change of shift\n")
        ).content.decode()

        assert "These columns hold words, and nobody would read them" in page
        assert "“Anything else?”" in page

    def test_saves_a_layout_and_knows_it_again(self, reader, upload, exercise):
        here = upload(exports.CITIZEN_SPACE)
        said = sent_by(reader.get(here).content.decode())
        reader.post(here, said | {"save_as": "Citizen Space", "do": "look"})

        page = reader.get(upload(exports.CITIZEN_SPACE)).content.decode()

        assert "It is read as “Citizen Space”, which you saved" in page
        assert "as you saved it" in page
        assert "Citizen Space" in reader.get(at("load", exercise)).content.decode()

    def test_shows_what_a_column_can_hold_in_a_fixed_number_of_queries(
        self, reader, upload, django_assert_max_num_queries
    ):
        here = upload(exports.MS_FORMS + "3,,,,,Fees,,,,,,,,,\n" * 40)

        with django_assert_max_num_queries(20):
            reader.get(here)


class TestLoadLayout:
    def test_says_where_the_answers_stand(self, reader, upload, exercise):
        columns = upload("Exported today,,\nID,Q1,Mail\n1,Pay,a@example.org\n")
        here = at("load_layout", exercise, answers_file_id=AnswersFile.objects.get().pk)
        page = reader.get(here).content.decode()

        said = reader.post(here, {"header_line": "2", "header_rows": "1", "shape": "wide"})

        assert "Exported today" in page
        assert said["Location"] == columns
        assert "Line 2 names the columns" in reader.get(columns).content.decode()

    def test_brings_rows_of_one_contributor_together(self, reader, upload, exercise):
        upload("Person,Item,Reply\n1,Q1,Pay\n1,How is it going?,Better\n2,Q1,Fees\n")
        here = at("load_layout", exercise, answers_file_id=AnswersFile.objects.get().pk)
        said = {"header_line": "1", "header_rows": "1", "shape": "long"}

        refused = reader.post(here, said).content.decode()
        reader.post(here, said | {"who": "Person", "asked": "Item", "said": "Reply"})

        assert "Choose the column" in refused
        assert AnswersFile.objects.get().rows_read == 2

    def test_says_that_there_is_no_table_there(self, reader, upload, exercise):
        upload("Q1\nPay\n")
        here = at("load_layout", exercise, answers_file_id=AnswersFile.objects.get().pk)

        page = reader.post(here, {"header_line": "9", "header_rows": "1", "shape": "wide"})

        assert "no rows under" in page.content.decode()


class TestForgetSavedLayout:
    def test_deletes_it(self, reader, exercise):
        saved = SavedMappingFactory(system=exercise.system)

        reader.post(at("forget_saved_layout", exercise, mapping_id=saved.pk))

        assert not SavedMapping.objects.exists()
