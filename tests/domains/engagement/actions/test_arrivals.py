from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement.actions import arrivals as actions
from regard.domains.engagement.actions.contributions import CannotKeep
from regard.domains.engagement.actions.keeping_emails import choose_how_emails_are_kept
from regard.domains.engagement.models import Answer, Contribution, Point
from regard.domains.engagement.types import ArrivalState, Channel, Said, Speaker
from regard.foundation.audit.models import Entry
from regard.foundation.mail.models import Message
from tests.factories.engagement import ContributionFactory, ExerciseFactory, QuestionFactory
from tests.factories.engagement_arrivals import ArrivalFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BY = {"by": "person:1", "at": NOON}
BODY = "Staff leave our homes every winter because nobody pays them for travel."


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def arrival(question):
    return ArrivalFactory(
        system=question.exercise.system,
        words=f"Workforce\n\n{BODY}\n\nRotas\n\n{BODY}",
        places=[[0, "page 1"], [84, "page 2"]],
    )


def said(question, text, **more):
    given = {"speaker": Speaker.ASSOCIATION, "channel": Channel.LETTER}
    return Said(answers={question.pk: text}, said_on=date(2026, 11, 19), **given | more)


class TestKeepArrival:
    def test_keeps_it_with_its_pages_and_without_points_of_headings(self, arrival, question):
        kept = actions.keep_arrival(
            arrival=arrival,
            exercise=question.exercise,
            said=said(question, arrival.words),
            **BY,
        )

        arrival.refresh_from_db()
        assert (arrival.state, arrival.contribution) == (ArrivalState.KEPT, kept)
        assert kept.file == arrival.original
        assert Answer.objects.get().places == [[0, "page 1"], [84, "page 2"]]
        assert [point.text for point in Point.objects.order_by("start")] == [BODY, BODY]
        assert not Message.objects.exists()

    def test_keeps_a_submission_longer_than_anybody_could_type(self, arrival, question):
        arrival.words = "\n\n".join([BODY] * 2_800)
        arrival.save()

        actions.keep_arrival(
            arrival=arrival,
            exercise=question.exercise,
            said=said(question, arrival.words),
            **BY,
        )

        assert len(Answer.objects.get().text) > 200_000
        assert Point.objects.count() == 2_800

    def test_refuses_what_is_typed_longer(self, arrival, question):
        with pytest.raises(CannotKeep):
            actions.keep_arrival(
                arrival=arrival,
                exercise=question.exercise,
                said=said(question, "word " * 5_000),
                **BY,
            )

    def test_tells_whoever_wrote_by_email(self, arrival, question):
        arrival.message_id, arrival.sender = "one@example.org", "ann@example.org"
        arrival.save()

        actions.keep_arrival(
            arrival=arrival,
            exercise=question.exercise,
            said=said(question, arrival.words),
            **BY,
        )

        assert Message.objects.get().to == "ann@example.org"

    def test_keeps_nothing_twice(self, arrival, question):
        given = {"exercise": question.exercise, "said": said(question, arrival.words)}
        actions.keep_arrival(arrival=arrival, **given, **BY)

        with pytest.raises(actions.CannotDecide, match="kept as an answer"):
            actions.keep_arrival(arrival=arrival, **given, **BY)
        assert Contribution.objects.count() == 1


class TestSetAside:
    def test_sets_it_aside_with_why_and_takes_it_back(self, arrival):
        actions.set_aside(arrival=arrival, why=" Asks for a password ", **BY)
        arrival.refresh_from_db()
        assert (arrival.state, arrival.why) == (ArrivalState.SET_ASIDE, "Asks for a password")

        actions.take_back(arrival=arrival, **BY)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.why) == (ArrivalState.WAITING, "")
        events = list(Entry.objects.order_by("pk").values_list("event", flat=True))
        assert events == ["arrival.set_aside", "arrival.taken_back"]

    def test_needs_a_reason(self, arrival):
        with pytest.raises(actions.CannotDecide, match="Say why"):
            actions.set_aside(arrival=arrival, why=" ", **BY)

    def test_takes_back_nothing_that_waits(self, arrival):
        with pytest.raises(actions.CannotDecide):
            actions.take_back(arrival=arrival, **BY)


class TestAddToAnswer:
    def test_puts_it_beside_an_answer(self, arrival, question):
        kept = ContributionFactory(exercise=question.exercise)

        actions.add_to_answer(arrival=arrival, contribution=kept, **BY)

        arrival.refresh_from_db()
        assert (arrival.state, arrival.contribution) == (ArrivalState.ADDED, kept)

    def test_refuses_an_answer_of_another_system(self, arrival):
        with pytest.raises(actions.CannotDecide, match="no answer"):
            actions.add_to_answer(arrival=arrival, contribution=ContributionFactory(), **BY)


class TestTypeWords:
    def test_gives_a_picture_its_words(self, question):
        arrival = ArrivalFactory(system=question.exercise.system, words="", needs_typing=True)

        actions.type_words(arrival=arrival, words="Pay for travel.\r\n", **BY)

        arrival.refresh_from_db()
        assert (arrival.words, arrival.needs_typing) == ("Pay for travel.", False)

    @pytest.mark.parametrize("words", ["", " ", "x" * 600_001])
    def test_refuses_nothing_and_too_much(self, arrival, words):
        with pytest.raises(actions.CannotDecide):
            actions.type_words(arrival=arrival, words=words, **BY)


def test_choosing_how_emails_are_kept_is_in_the_ledger():
    exercise = ExerciseFactory()

    changed = choose_how_emails_are_kept(exercise=exercise, keeps_emails=True, **BY)

    assert changed.keeps_emails
    assert Entry.objects.get().event == "exercise.emails_chosen"
