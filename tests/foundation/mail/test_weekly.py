from datetime import date

import pytest
from django.utils import timezone

from regard.domains.governance.permissions import Permission
from regard.foundation.mail import actions as mail
from regard.foundation.mail import weekly
from regard.foundation.mail.models import Message, State
from tests.factories.accounts import GrantFactory

pytestmark = pytest.mark.django_db

ABOUT = "things:7:2026-W47"


def write(to, about=ABOUT):
    mail.post([mail.Draft(to, "What presses", "Two things.", about)], scope_key="system:7")


class TestWeekly:
    def test_names_a_week_by_its_year(self):
        assert weekly.about_week("things:", of=7, on=date(2027, 1, 1)) == "things:7:2026-W53"

    def test_is_for_whom_may_do_something_and_was_not_reminded(self):
        asked = GrantFactory(role="Board secretary", scope_key="system:7").person
        GrantFactory(role="Board secretary", scope_key="system:8")
        GrantFactory(role="Board secretary", scope_key="system:7", person__is_active=False)
        reminded = GrantFactory(role="Board secretary", scope_key="system:7").person
        write(reminded.email)

        people = weekly.list_people_to_remind(
            about=ABOUT, permission=Permission.OFFER_EVIDENCE, scope_key="system:7"
        )

        assert people == [asked]

    def test_is_sent_once_and_says_how_many_went(self, mailoutbox):
        write("ann@example.org")
        write("jo@example.org", about="other:7")

        first = weekly.send_reminders("things:", at=timezone.now())
        again = weekly.send_reminders("things:", at=timezone.now())

        assert [message.to for message in mailoutbox] == [["ann@example.org"]]
        assert (first.in_words(), again.in_words()) == ("1 reminder sent.", "0 reminders sent.")
        assert Message.objects.get(about="other:7").state == State.WAITING

    def test_says_how_many_did_not_go(self):
        assert weekly.Sent(sent=2, left=1).in_words() == "2 reminders sent. 1 did not go."
