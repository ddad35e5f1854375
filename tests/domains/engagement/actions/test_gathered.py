from dataclasses import replace
from datetime import UTC, datetime

import pytest
import xlsxwriter

from regard.domains.engagement import actions
from regard.domains.engagement.actions.gathered import (
    forget_mapping,
    lay_out,
    save_mapping,
    say_how_to_read,
)
from regard.domains.engagement.models import Answer, Contribution, RefusedAnswer, SavedMapping
from regard.domains.engagement.queries import gathered as gathered_queries
from regard.domains.engagement.queries.gathered import (
    forget_glance,
    list_inquiries,
    look_at,
    try_reading,
)
from regard.domains.engagement.rules.gathered import saving
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.gathered import Layout, Why
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import Refusal
from tests.domains.engagement.rules.gathered import exports
from tests.domains.engagement.rules.gathered.exports import QUESTIONS
from tests.factories.engagement import ExerciseFactory, QuestionFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def ask(exercise):
    """Ask one question of each kind."""
    for position, each in enumerate(QUESTIONS):
        QuestionFactory(
            exercise=exercise,
            position=position,
            kind=each.asked.kind,
            text=each.text,
            options=list(each.asked.options),
            settings=dict(each.asked.settings),
        )


@pytest.fixture
def exercise():
    exercise = ExerciseFactory()
    ask(exercise)
    return exercise


@pytest.fixture
def receive(exercise):
    def receive(content, name="answers.csv", into=exercise):
        content = content if isinstance(content, bytes) else content.encode()
        return actions.receive_answers_file(
            exercise=into, chunks=[content], name=name, by="person:1", at=NOON
        )

    return receive


def take(received):
    return actions.take_answers(answers_file_id=received.pk, by="person:1", at=NOON)


def workbook(tmp_path, **sheets):
    """Return the bytes of a workbook with these sheets, each lines of cells."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(lines):
                sheet.write_row(row, 0, cells)
    return path.read_bytes()


def say(received, **changes):
    gathered = replace(saving.read(received.columns), **changes)
    return say_how_to_read(answers_file=received, gathered=gathered, by="person:1", at=NOON)


class TestTakeAnswers:
    def test_keeps_all_nine_kinds_of_question(self, receive):
        loaded = take(receive(exports.MS_FORMS))

        first = Contribution.objects.get(row_key="#1")
        values = {
            answer.question.kind: answer.value
            for answer in Answer.objects.filter(contribution=first).select_related("question")
        }
        assert (loaded.taken, loaded.already_kept) == (2, 0)
        assert values[QuestionKind.CHOICES] == ["Pay", exports.TRAVEL]
        assert values[QuestionKind.RANK] == ["Rotas", "Pay", "Training"]
        assert values[QuestionKind.DATE] == "2026-11-02"
        assert values[QuestionKind.MATRIX]["Visits are long enough"] == "Disagree"
        assert set(values) == set(QuestionKind)

    def test_takes_what_is_new_in_a_later_export(self, receive):
        take(receive(exports.CITIZEN_SPACE))

        later = take(receive(exports.CITIZEN_SPACE + "ANON-3,20/11/2026 12:00,,,Fees,,,,,,,\n"))

        assert (later.taken, later.already_kept) == (1, 2)
        assert Contribution.objects.count() == 3

    def test_knows_rows_without_a_number_again_in_any_order(self, receive):
        take(receive("Q1,How is it going?\nPay,Better\nRotas,Worse\n"))

        later = take(receive("Q1,How is it going?\nFees,\nRotas,Worse\nPay,Better\nPay,Better\n"))

        assert (later.taken, later.already_kept) == (2, 2)
        assert Contribution.objects.count() == 4

    def test_refuses_a_number_that_says_something_else_now(self, receive):
        take(receive(exports.CITIZEN_SPACE))

        later = take(receive(exports.CITIZEN_SPACE.replace("Pay,Better", "Fees,Better")))

        refused = RefusedAnswer.objects.get()
        assert (later.taken, later.already_kept) == (0, 1)
        assert (refused.line, refused.column, refused.value) == (2, "Response ID", "ANON-1")
        assert "What was kept stays as it is" in refused.reason

    def test_takes_the_same_numbers_of_another_survey(self, receive):
        take(receive("ID,Q1\n1,Pay\n2,Fees\n"))

        other = take(say(receive("ID,Q1\n1,Rotas\n2,Travel\n"), survey="Carers"))

        assert other.taken == 2
        assert Contribution.objects.count() == 4

    def test_keeps_nothing_twice_when_its_columns_are_said_anew(self, receive):
        take(receive("Q1,Mood\nPay,Better\n"))

        again = receive("Q1,Mood\nPay,Better\n")
        mood = list_inquiries(exercise=again.exercise)[1].asked.question_id
        later = take(say(again, held=(again.columns["held"][0], f"question:{mood}")))

        assert (later.taken, later.already_kept) == (0, 1)

    def test_takes_two_sheets_of_a_workbook_for_themselves(self, receive, tmp_path):
        sheets = {"Homes": [["Q1"], ["Pay"]], "Carers": [["Q1"], ["Rest"]]}
        content = workbook(tmp_path, **sheets)
        take(receive(content, "book.xlsx"))

        second = receive(content, "book.xlsx")
        layout = replace(saving.read(second.columns).layout, sheet="Carers")
        loaded = take(lay_out(answers_file=second, layout=layout, by="person:1", at=NOON))

        assert loaded.taken == 1
        assert set(Answer.objects.values_list("text", flat=True)) == {"Pay", "Rest"}

    def test_reads_codes_from_a_sheet_beside_the_answers(self, receive, tmp_path):
        content = workbook(
            tmp_path,
            Data=[["Q1", "Q2"], ["Pay", 1], ["Rotas", 3]],
            Codes=[["Variable", "Code", "Label"], ["Q2", 1, "Better"], ["", 3, "Worse"]],
        )

        loaded = take(receive(content, "book.xlsx"))

        assert loaded.taken == 2
        chosen = Answer.objects.filter(question__kind=QuestionKind.CHOICE).order_by("pk")
        assert list(chosen.values_list("value", flat=True)) == ["Better", "Worse"]

    def test_takes_the_other_rows_of_a_broken_file(self, receive):
        loaded = take(receive("Q1,Name\nPay,Ann\nPay, travel,Bo\nRotas,Cy\n"))

        assert loaded.taken == 2
        assert RefusedAnswer.objects.get().line == 3

    def test_reads_a_thousand_rows_in_as_many_statements_as_one(
        self, receive, django_assert_max_num_queries
    ):
        rows = "".join(f"{n},Answer number {n} is this,Better\n" for n in range(1000))
        received = receive(f"ID,Q1,How is it going?\n{rows}")

        with django_assert_max_num_queries(45):
            assert take(received).taken == 1000


class TestSayHowToRead:
    def test_fills_in_what_codes_seem_to_mean(self, receive):
        received = receive("Q1,Mood\nPay,beter\nRotas,Worse\n")
        mood = list_inquiries(exercise=received.exercise)[1].asked.question_id

        said = say(received, held=(received.columns["held"][0], f"question:{mood}"))

        assert said.columns["meanings"] == {f"question:{mood}": {"beter": "Better"}}
        assert Entry.objects.filter(event="answers_file.columns_named").count() == 1

    @pytest.mark.parametrize(
        "held", [("email",), ("email", "question:0"), ("email", "password"), ("email", "line:1:7")]
    )
    def test_refuses_what_is_not_there(self, receive, held):
        with pytest.raises(actions.CannotLoad, match="not as this page had them"):
            say(receive("Q1,Mood\nPay,Better\n"), held=held)

    def test_refuses_a_file_that_was_taken(self, receive):
        received = receive("Q1\nPay\n")
        take(received)
        received.refresh_from_db()

        with pytest.raises(actions.CannotLoad, match="taken already"):
            say(received)


class TestLayOut:
    def test_finds_the_columns_anew(self, receive):
        received = receive("Exported today,,\nID,Q1,Mail\n1,Pay,a@example.org\n")
        layout = replace(saving.read(received.columns).layout, header_line=2, header_rows=1)

        lay_out(answers_file=received, layout=layout, by="person:1", at=NOON)

        assert received.columns["held"][0] == "response"
        assert received.rows_read == 1

    def test_refuses_where_no_rows_are(self, receive):
        received = receive("Q1\nPay\n")
        layout = replace(saving.read(received.columns).layout, header_line=2)

        with pytest.raises(Refusal, match="no rows under"):
            lay_out(answers_file=received, layout=layout, by="person:1", at=NOON)


class TestSaveMapping:
    def test_is_read_so_the_next_time_in_another_exercise(self, receive, exercise):
        received = receive(exports.SMARTSURVEY)
        first = list_inquiries(exercise=exercise)[1].asked.question_id
        said = say(received, meanings={f"question:{first}": {"1": "Better", "2": "The same"}})
        save_mapping(answers_file=said, name=" Winter  survey ", by="person:1", at=NOON)
        other = ExerciseFactory(system=exercise.system)
        ask(other)

        again = receive(exports.SMARTSURVEY, into=other)

        saved = SavedMapping.objects.get()
        assert (saved.name, again.columns["saved"]) == ("Winter survey", "Winter survey")
        assert set(saving.read(again.columns).why) == {Why.SAVED}
        assert take(again).taken == 2

    def test_uses_a_name_anew(self, receive):
        received = receive("Q1\nPay\n")
        for _ in range(2):
            save_mapping(answers_file=received, name="Mine", by="person:1", at=NOON)

        assert SavedMapping.objects.count() == 1

    @pytest.mark.parametrize("name", ["", "  ", "x" * 101])
    def test_needs_a_name(self, receive, name):
        with pytest.raises(actions.CannotLoad, match="a name"):
            save_mapping(answers_file=receive("Q1\nPay\n"), name=name, by="person:1", at=NOON)

    def test_is_of_its_own_system(self, receive):
        save_mapping(answers_file=receive("Q1,X\nPay,1\n"), name="Mine", by="person:1", at=NOON)
        other = ExerciseFactory()
        ask(other)

        assert receive("Q1,X\nPay,1\n", into=other).columns["saved"] == ""

    def test_can_be_forgotten(self, receive):
        saved = save_mapping(
            answers_file=receive("Q1\nPay\n"), name="Mine", by="person:1", at=NOON
        )

        forget_mapping(mapping=saved, by="person:1", at=NOON)

        assert not SavedMapping.objects.exists()
        assert Entry.objects.filter(event="mapping.forgotten").exists()


class TestLookAt:
    @pytest.fixture
    def opened(self, monkeypatch):
        """Return how often a file was opened since."""
        times = []
        real = gathered_queries.read_sheets

        def read(path, name):
            times.append(name)
            return real(path, name)

        monkeypatch.setattr(gathered_queries, "read_sheets", read)
        return times

    def test_reads_a_file_once_and_not_at_each_look(self, receive, opened):
        received = receive(exports.SMARTSURVEY)
        assert len(opened) == 1

        first = look_at(answers_file=received)
        say_how_to_read(
            answers_file=received,
            gathered=saving.read(received.columns),
            by="person:1",
            at=NOON,
        )

        assert look_at(answers_file=received) == first
        assert len(opened) == 1

    def test_reads_it_again_where_it_is_laid_out_otherwise(self, receive, opened):
        received = receive("Title,\nQ1,X\nPay,1\n")
        before = look_at(answers_file=received)

        lay_out(answers_file=received, layout=Layout(header_line=1), by="person:1", at=NOON)

        assert look_at(answers_file=received).header != before.header
        assert len(opened) == 2

    def test_reads_it_where_nothing_is_kept_and_keeps_nothing_once_it_is_taken(
        self, receive, opened
    ):
        received = receive(exports.CITIZEN_SPACE)
        known = look_at(answers_file=received)
        forget_glance(answers_file=received)
        assert look_at(answers_file=received) == known
        assert len(opened) == 2

        take(received)
        look_at(answers_file=received)
        assert len(opened) == 4  # once to take the rows, and once more as nothing was kept


class TestTryReading:
    def trial(self, received):
        gathered = saving.read(received.columns)
        return try_reading(
            exercise=received.exercise,
            table=look_at(answers_file=received),
            gathered=gathered,
            today=NOON.date(),
        )

    def test_says_what_would_come_of_it_and_takes_nothing(self, receive):
        trial = self.trial(receive(exports.SMARTSURVEY))

        assert (trial.tried, trial.fitting, trial.kept_before) == (2, 0, 0)
        assert [row.line for row in trial.rows] == [3, 4]
        assert not Contribution.objects.exists()

    def test_says_what_was_kept_before(self, receive):
        take(receive(exports.CITIZEN_SPACE))

        trial = self.trial(receive(exports.CITIZEN_SPACE + "ANON-3,20/11/2026,,,Fees,,,,,,,\n"))

        assert (trial.fitting, trial.kept_before) == (1, 2)
        assert [row.kept_before for row in trial.rows] == [True, True, False]
