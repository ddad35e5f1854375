"""People who answer by link while the real server is killed; the benchmark in small."""

from random import Random
from threading import Event

import pytest
from django.db import connection

from benchmarks._answerers import Answerer, Plan, Said
from benchmarks._asked import list_questions, list_tokens, open_exercise, what_is_wrong
from benchmarks._serving import Serving
from benchmarks.answering import run
from regard.domains.engagement.models import Answer, Contribution
from tests.factories.engagement import AnswerFactory, ContributionFactory
from tests.foundation.processes import Processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

PEOPLE = 20


@pytest.fixture(autouse=True)
def _empty_queue():
    """The test database's clean-up leaves the queue's own tables alone."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


@pytest.fixture
def serving(tmp_path):
    started = Serving(Processes(tmp_path).environment)
    yield started
    started.stop()


@pytest.fixture
def exercise():
    return open_exercise(PEOPLE, slug="asked")


@pytest.fixture
def answerers(exercise):
    plan = Plan(list_questions(exercise), saves=8, every=0.4)
    tokens = list_tokens(exercise)
    return [Answerer(token, plan, Random(n)) for n, token in enumerate(tokens)]  # noqa: S311


def killed_one_after_the_other(serving):
    pause = Event()
    pause.wait(1)  # until they write
    serving.kill_process()
    serving.kill_worker()
    pause.wait(1)
    serving.kill_web()


def test_every_answer_that_was_taken_is_there_once(serving, exercise, answerers):
    run(
        answerers,
        serving.where,
        within=0.4,
        meanwhile=lambda: killed_one_after_the_other(serving),
    )

    assert what_is_wrong(exercise, answerers) == []
    assert sum(each.failures for each in answerers) > 0
    assert all(each.is_kept for each in answerers)
    assert Contribution.objects.filter(kept_at__isnull=False).count() == PEOPLE
    assert Answer.objects.count() == PEOPLE * 3


@pytest.fixture
def answerer(exercise, answerers):
    """Somebody whose words were taken and kept, once."""
    answerer, question = answerers[0], exercise.questions.get(position=1)
    contribution = ContributionFactory(exercise=exercise, invitation=first_of(exercise))
    AnswerFactory(contribution=contribution, question=question, text="Pay for the drive.")
    answerer.said[question.pk] = Said(taken="Pay for the drive.")
    answerer.is_kept = True
    return answerer


def first_of(exercise):
    return exercise.invitations.earliest("pk")


class TestWhatIsWrong:
    def test_is_nothing_where_all_is_there_once(self, exercise, answerers, answerer):
        assert what_is_wrong(exercise, answerers) == []

    def test_names_what_is_lost(self, exercise, answerers, answerer):
        [said] = answerer.said.values()
        said.taken = "Pay for the drive. The rota comes on Friday."

        [problem] = what_is_wrong(exercise, answerers)

        assert "'Pay for the drive.' in place of 'Pay for the drive. The rota" in problem

    def test_names_what_is_there_twice(self, exercise, answerers, answerer):
        ContributionFactory(exercise=exercise, invitation=first_of(exercise))

        assert any(
            "2 contributions, of which 2 kept" in each
            for each in what_is_wrong(exercise, answerers)
        )

    def test_names_what_was_kept_and_is_not(self, exercise, answerers, answerer):
        Contribution.objects.update(kept_at=None, invitation=None)

        problems = what_is_wrong(exercise, answerers)

        assert any("kept 0 times, and the server said True" in each for each in problems)

    def test_lets_what_was_never_answered_be_there_or_not(self, exercise, answerers, answerer):
        [said] = answerer.said.values()
        said.taken, said.unsure = "Pay", ["Pay for", "Pay for the drive."]
        answerer.is_kept = None

        assert what_is_wrong(exercise, answerers) == []
