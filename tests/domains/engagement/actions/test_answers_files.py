from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement import actions, queries
from regard.domains.engagement.jobs import load_contributions as work
from regard.domains.engagement.models import AnswersFile, Contribution, Point, RefusedAnswer
from regard.domains.engagement.types import Channel, Speaker
from regard.foundation.audit.models import Entry
from regard.foundation.files.models import File
from regard.foundation.files.tables import CannotRead
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HEADER = "Location ID,Name,Email,Date,What would help most?,How is it?"


@pytest.fixture
def exercise():
    exercise = ExerciseFactory()
    QuestionFactory(exercise=exercise, position=1, text="What would help most?")
    QuestionFactory(exercise=exercise, position=2, choice=True, text="How is it?")
    return exercise


@pytest.fixture
def ashgrove(exercise):
    return LocationFactory(
        system=exercise.system, regulator_id="1-100", ods_code="ODS1", name="Ashgrove House"
    )


@pytest.fixture
def load(exercise, tmp_path):
    def load(*lines, name="answers.csv"):
        path = tmp_path / name
        path.write_text("\n".join((HEADER, *lines)) + "\n")
        return actions.load_contributions(
            exercise=exercise, path=path, name=name, by="person:1", at=NOON
        )

    return load


def refusals():
    return list(RefusedAnswer.objects.order_by("line").values_list("line", "column", "value"))


class TestLoadContributions:
    def test_keeps_each_row_with_its_line_and_its_points(self, load, ashgrove):
        loaded = load("1-100,Ann,ann@example.org,12/11/2026,Pay for travel.,Worse", ",,,,Rotas.,")

        [first, second] = Contribution.objects.order_by("file_line")
        assert (first.location, first.speaker) == (ashgrove, Speaker.PROVIDER)
        assert (first.name, first.email) == ("Ann", "ann@example.org")
        assert (first.said_on, first.file_line) == (date(2026, 11, 12), 2)
        assert (second.location, second.speaker) == (None, Speaker.OTHER)
        assert (second.said_on, second.file_line) == (date(2026, 11, 21), 3)
        assert {c.channel for c in (first, second)} == {Channel.SPREADSHEET}
        assert Point.objects.count() == 2
        assert (loaded.taken, loaded.already_kept, loaded.rows_read) == (2, 0, 2)

    def test_finds_a_service_by_its_name_and_postcode(self, exercise, ashgrove, tmp_path):
        path = tmp_path / "by-name.csv"
        path.write_text(
            f"Service name,Postcode,Q1\nashgrove  house,{ashgrove.postcode.lower()},Rotas.\n"
        )

        actions.load_contributions(
            exercise=exercise, path=path, name=path.name, by="person:1", at=NOON
        )

        assert Contribution.objects.get().location == ashgrove

    def test_changes_nothing_the_second_time(self, load):
        load(",,,,Rotas.,Worse")

        again = load(",,,,Rotas.,Worse")

        assert (again.taken, again.already_kept) == (0, 1)
        assert Contribution.objects.count() == 1

    def test_knows_the_same_content_under_another_name(self, load):
        load(",,,,Rotas.,Worse", name="november.csv")

        again = load(",,,,Rotas.,Worse", name="copy of november.csv")

        assert (again.taken, again.already_kept) == (0, 1)
        assert queries.get_earlier_name(answers_file=again) == "november.csv"

    def test_refuses_rows_with_their_line_column_and_reason(self, load, ashgrove):
        load(
            "1-999,,,,Nobody knows us.,",
            ",,not an address,,Rotas.,",
            ",,,yesterday,Rotas.,",
            ",,,01/01/2026,Rotas.,",
            ",,,01/12/2026,Rotas.,",
            ",,,,Rotas.,Perhaps",
            ",Ann,,,,",
            f",,,,{'x' * 20_001},",
            "1-100,,,,Rotas.,",
            "ODS1,,,,Rotas again.,",
        )

        assert refusals() == [
            (2, "Location ID", "1-999"),
            (3, "Email", "not an address"),
            (4, "Date", "yesterday"),
            (5, "Date", "01/01/2026"),
            (6, "Date", "01/12/2026"),
            (7, "How is it?", "Perhaps"),
            (8, "", ""),
            (9, "What would help most?", "x" * 200),
            (11, "Location ID", ""),
        ]
        assert "stands in line 10 too" in RefusedAnswer.objects.get(line=11).reason
        assert Contribution.objects.get().location == ashgrove

    def test_takes_nothing_of_a_file_with_the_same_id_twice(self, load, ashgrove):
        with pytest.raises(actions.CannotLoad) as refusal:
            load("1-100,,,,Rotas.,", ",,,,Travel.,", "1-100,,,,Rotas again.,")

        assert str(refusal.value) == (
            "“answers.csv”, line 4, Location ID: 1-100 stands in line 2 too. Keep one row a "
            "service, and put other answers into a file of their own. Nothing was taken."
        )
        for model in (Contribution, AnswersFile, File, Entry):
            assert not model.objects.exists()

    def test_writes_into_the_ledger_what_came_of_it(self, load):
        load(",,,,Rotas.,Worse", ",,,,,")

        entry = Entry.objects.get(event="answers_file.loaded")
        assert entry.detail == {"taken": 1, "refused": 0}

    def test_takes_a_hundred_rows_in_as_many_statements_as_one(
        self, load, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(30):
            load(*(f",Person {n},,,Answer number {n} is a long one.,Worse" for n in range(100)))

        assert Contribution.objects.count() == 100

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("A,B\n1,2\n", "None of the columns"),
            (HEADER + "\n", "no rows"),
            ("", "is empty"),
        ],
    )
    def test_leaves_everything_as_it_was_if_it_is_no_table_of_answers(
        self, exercise, tmp_path, content, words
    ):
        path = tmp_path / "wrong.csv"
        path.write_text(content)

        with pytest.raises((actions.CannotLoad, CannotRead), match=words):
            actions.load_contributions(
                exercise=exercise, path=path, name=path.name, by="person:1", at=NOON
            )

        for model in (Contribution, AnswersFile, RefusedAnswer, File, Entry):
            assert not model.objects.exists()

    @pytest.mark.parametrize("stage", ["draft", "answered"])
    def test_refuses_an_exercise_that_takes_no_answers(self, tmp_path, stage):
        exercise = ExerciseFactory(**{stage: True})
        path = tmp_path / "answers.csv"
        path.write_text("Q1\nRotas.\n")

        with pytest.raises(actions.CannotLoad):
            actions.load_contributions(
                exercise=exercise, path=path, name=path.name, by="person:1", at=NOON
            )


class TestJob:
    def test_taken_up_again_after_its_end_changes_nothing(self, exercise):
        received = actions.receive_answers_file(
            exercise=exercise,
            chunks=[f"{HEADER}\n,,,,Rotas.,Worse\n".encode()],
            name="answers.csv",
            by="person:1",
            at=NOON,
        )
        started = actions.start_load(answers_file=received, by="person:1", at=NOON)

        first = work(Progress(Job.objects.get(pk=started.pk)))
        second = work(Progress(Job.objects.get(pk=started.pk)))

        assert first == second == "1 answer kept, no rows refused."
        assert Contribution.objects.count() == 1

    def test_is_not_started_with_two_columns_that_hold_the_same(self, exercise):
        received = actions.receive_answers_file(
            exercise=exercise,
            chunks=[b"A,B\n1,2\n"],
            name="answers.csv",
            by="person:1",
            at=NOON,
        )
        received.columns |= {"held": ["email", "email"]}
        received.save()

        with pytest.raises(actions.CannotLoad, match="A and B are said to hold the same"):
            actions.start_load(answers_file=received, by="person:1", at=NOON)
