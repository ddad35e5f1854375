import json

import pytest
import time_machine
from typer.testing import CliRunner

from regard.domains.engagement import actions
from regard.domains.engagement.models import Contribution
from regard.entrypoints.cli.engagement import NoSuchName, app
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import (
    AudienceMemberFactory,
    ExerciseFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.register import SystemFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_november")]


@pytest.fixture
def _november():
    with time_machine.travel("2026-11-21T12:00Z", tick=False):
        yield


@pytest.fixture
def exercise():
    return ExerciseFactory(system=SystemFactory(slug="northmarch"), slug="winter")


@pytest.fixture
def answers(exercise, tmp_path):
    QuestionFactory(exercise=exercise, text="What would help most?")
    path = tmp_path / "answers.csv"
    path.write_text("What would help most?,Email\nTravel pay.,\nRotas.,not-an-email\n")
    return path


def run(*words):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


class TestLoad:
    def test_keeps_rows_and_lists_what_it_refused(self, exercise, answers):
        said = run("load", "northmarch/winter", str(answers)).stdout

        assert "2 rows, 1 answers kept" in said
        assert "1 refused" in said
        assert Contribution.objects.count() == 1

    def test_says_in_json_that_it_was_kept_before(self, exercise, answers):
        again = answers.with_name("again.csv")
        again.write_bytes(answers.read_bytes())
        run("load", "northmarch/winter", str(answers))

        report = json.loads(run("load", "northmarch/winter", str(again), "--json").stdout)

        assert (report["kept"], report["kept_before"]) == (0, 1)
        assert report["kept_before_as"] == "answers.csv"
        assert report["refused_rows"][0]["column"] == "Email"
        assert Contribution.objects.count() == 1

    def test_refuses_a_file_without_an_answer(self, exercise, tmp_path):
        path = tmp_path / "wrong.csv"
        path.write_text("A,B\n1,2\n")

        with pytest.raises(actions.CannotLoad, match="None of the columns"):
            run("load", "northmarch/winter", str(path))


class TestCoverage:
    def test_prints_who_was_heard(self, exercise):
        AudienceMemberFactory(exercise=exercise)

        assert "Heard from 0 of 1 services" in run("coverage", "northmarch/winter").stdout

    def test_prints_json(self, exercise):
        AudienceMemberFactory(exercise=exercise)

        report = json.loads(run("coverage", "northmarch/winter", "--json").stdout)

        assert report["asked"] == 1


class TestThemes:
    def test_prints_each(self, exercise):
        ThemeFactory(exercise=exercise, title="Unpaid travel")

        assert "Unpaid travel" in run("themes", "northmarch/winter").stdout

    def test_prints_json(self, exercise):
        ThemeFactory(exercise=exercise, title="Unpaid travel")

        report = json.loads(run("themes", "northmarch/winter", "--json").stdout)

        assert report[0]["title"] == "Unpaid travel"

    def test_says_that_there_are_none(self, exercise):
        assert "no themes yet" in run("themes", "northmarch/winter").stdout


class TestName:
    def test_needs_a_system(self):
        with pytest.raises(NoSuchName, match="SYSTEM/EXERCISE"):
            run("themes", "winter")

    def test_must_be_there(self, exercise):
        with pytest.raises(NotFound):
            run("themes", "northmarch/summer")
