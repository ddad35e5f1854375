from datetime import UTC, datetime, timedelta

import pytest

from regard.domains.engagement.queries import asked_texts
from regard.domains.engagement.queries.asked_texts import get_asked_texts
from regard.domains.engagement.queries.invitations import ask_of
from regard.domains.engagement.rules.letters import invitation_email, reminder_email
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, State
from tests.factories.engagement import ExerciseFactory, InvitationFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def send(invitation, write, *, on=AT, state=State.SENT):
    """Write to a service by its name as the exercise stands now, as if on that day."""
    place = invitation.location.name
    email = write(ask_of(invitation.exercise), service=place, greeting=f"Ann of {place}")
    about = f"engagement.Invitation:{invitation.pk}"
    [message] = mail.post(
        [mail.Draft(invitation.to, email.subject, email.body, about)], scope_key="everywhere"
    )
    sent_at = on if state == State.SENT else None
    Message.objects.filter(pk=message.pk).update(state=state, sent_at=sent_at, created_at=on)
    return message


@pytest.fixture
def asked():
    """Five services that were asked on two days, of which one email did not go."""
    exercise = ExerciseFactory(purpose="To plan.")
    every = InvitationFactory.create_batch(5, exercise=exercise)
    for invitation in every:
        invitation.refresh_from_db()
        is_last = invitation is every[-1]
        days = timedelta(days=1 if invitation is every[1] else 0)
        send(
            invitation,
            invitation_email,
            on=AT + days,
            state=State.FAILED if is_last else State.SENT,
        )
    return every


class TestTheWordsAsSent:
    def test_are_those_of_the_emails_and_name_nobody(self, asked, monkeypatch):
        monkeypatch.setattr(asked_texts, "TOGETHER", 2)
        exercise = asked[0].exercise

        texts = get_asked_texts(exercise=exercise)

        [words] = texts.first.as_sent
        assert (words.sent, words.first_on, words.last_on) == (
            4, AT.date(), AT.date() + timedelta(days=1),
        )  # fmt: skip
        assert (words.subject, words.body) == (texts.first.subject, texts.first.body)
        assert not any(each.location.name in words.body for each in asked)
        assert (texts.first.written, texts.first.forgotten) == (5, 0)
        assert (texts.again.as_sent, texts.again.forgotten) == ((), 0)

    def test_stay_as_they_were_when_the_exercise_moves(self, asked):
        exercise = asked[0].exercise
        was = get_asked_texts(exercise=exercise).first.body
        exercise.closes_on += timedelta(days=1)
        exercise.title = "Another title?"
        exercise.save()
        asked[0].exercise.refresh_from_db()
        send(asked[0], reminder_email, on=AT + timedelta(days=20))

        texts = get_asked_texts(exercise=exercise)

        assert [each.body for each in texts.first.as_sent] == [was]
        assert texts.first.body != was
        [again] = texts.again.as_sent
        assert (again.sent, again.body) == (1, texts.again.body)

    def test_of_several_kinds_are_told_apart_the_first_first(self, asked):
        exercise = asked[0].exercise
        exercise.purpose = "To think of something else."
        exercise.save()
        late = InvitationFactory(exercise=exercise)
        send(late, invitation_email, on=AT + timedelta(days=9))

        first, second = get_asked_texts(exercise=exercise).first.as_sent

        assert (first.sent, second.sent) == (4, 1)
        assert "something else" in second.body

    def test_are_forgotten_with_the_mail(self, asked):
        mail.forget_messages(at=AT + timedelta(days=3 * 366))

        text = get_asked_texts(exercise=asked[0].exercise).first

        assert (text.as_sent, text.sent, text.forgotten) == ((), 4, 4)

    def test_are_read_with_as_many_queries_however_many_there_are(
        self, asked, django_assert_max_num_queries
    ):
        InvitationFactory.create_batch(20, exercise=asked[0].exercise)
        get_asked_texts(exercise=asked[0].exercise)

        with django_assert_max_num_queries(8):
            get_asked_texts(exercise=asked[0].exercise)
