from datetime import timedelta
from smtplib import SMTPResponseException

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend

from regard.domains.engagement.jobs import invitations as jobs
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.models import State as JobState
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail.models import Message, State
from tests.domains.engagement.jobs.inviting import NOON, job, run, service
from tests.factories.engagement import ExerciseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_november")]


@pytest.fixture
def _november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def exercise():
    return ExerciseFactory()


class PutsOff(EmailBackend):
    """A server that has no time at first, as greylisting ones have none for strangers."""

    left = 0

    def send_messages(self, messages):
        if PutsOff.left:
            PutsOff.left -= 1
            raise SMTPResponseException(451, b"Later")
        return super().send_messages(messages)


class TestSendDue:
    @pytest.fixture
    def put_off(self, _november, exercise, settings):
        settings.EMAIL_BACKEND = f"{__name__}.PutsOff"
        PutsOff.left = 1
        service(exercise, "ashgrove@example.org")
        assert run(job(exercise)) == "0 emails sent. 1 did not go: the list below says why."
        Job.objects.update(state=JobState.FINISHED)

    def look(self, exercise, *, after):
        """Look for what is due some hours later, and do it."""
        with time_machine.travel(NOON + after, tick=False):
            said = jobs.send_due(Progress(Job.objects.first()))
            for started in Job.objects.filter(state=JobState.WAITING):
                run(started)
                Job.objects.update(state=JobState.FINISHED)
        return said

    @pytest.mark.usefixtures("put_off")
    def test_sends_again_after_an_hour_what_the_mail_server_put_off(self, exercise):
        assert "again" not in self.look(exercise, after=timedelta(minutes=50))
        assert not outbox.outbox

        said = self.look(exercise, after=timedelta(minutes=70))

        assert said.endswith("What was put off in 1 exercise is sent again.")
        assert [email.to for email in outbox.outbox] == [["ashgrove@example.org"]]
        assert Entry.objects.filter(event="invitations.sent_again").count() == 1
        assert "again" not in self.look(exercise, after=timedelta(days=1))

    @pytest.mark.usefixtures("put_off")
    def test_waits_longer_each_time_and_gives_up_after_the_fourth(self, exercise):
        PutsOff.left = 9

        for hours in (2, 3, 9, 10, 34):
            self.look(exercise, after=timedelta(hours=hours))

        message = Message.objects.get()
        assert (message.state, message.attempts) == (State.FAILED, 4)
        assert "again" not in self.look(exercise, after=timedelta(days=9))

    @pytest.mark.usefixtures("put_off")
    def test_leaves_alone_what_is_paused_or_under_way(self, exercise):
        started = job(exercise)
        assert "again" not in self.look(exercise, after=timedelta(minutes=50))
        Job.objects.filter(pk=started.pk).update(state=JobState.FINISHED)

        exercise.paused_on = NOON.date()
        exercise.save()

        assert "again" not in self.look(exercise, after=timedelta(hours=5))
