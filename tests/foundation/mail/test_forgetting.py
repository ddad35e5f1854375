from datetime import UTC, datetime, timedelta

import pytest

from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, State

pytestmark = pytest.mark.django_db

NOON = datetime(2028, 11, 30, 12, tzinfo=UTC)


def written(state, *, before=timedelta(days=732)):
    draft = mail.Draft(to="a@example.org", subject="Your reply", body="Dear Ann", about="test")
    [message] = mail.post([draft], scope_key="system:1")
    then = NOON - before
    Message.objects.filter(pk=message.pk).update(
        state=state, created_at=then, sent_at=then if state == State.SENT else None
    )
    return message


class TestForgetMessages:
    def test_forgets_whom_they_went_to_and_what_they_said(self):
        message = written(State.SENT)
        failed = written(State.FAILED)

        assert mail.forget_messages(at=NOON) == 2

        message.refresh_from_db()
        assert (message.to, message.body) == ("", "")
        assert (message.subject, message.about, message.state) == ("Your reply", "test", "sent")
        with pytest.raises(mail.CannotPutBack, match="two years old"):
            mail.put_back(message=failed, by="person:1", at=NOON)

    def test_leaves_younger_ones_and_those_still_to_be_sent(self):
        written(State.SENT, before=timedelta(days=700))
        written(State.WAITING)

        assert mail.forget_messages(at=NOON) == 0
        assert not Message.objects.filter(to="").exists()

    def test_is_done_once(self):
        written(State.SENT)
        mail.forget_messages(at=NOON)

        assert mail.forget_messages(at=NOON) == 0
