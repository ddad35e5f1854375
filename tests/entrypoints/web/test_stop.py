from datetime import UTC, datetime

import pytest
from django.test import Client

from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, OptOut, Purpose, Refused
from regard.foundation.mail.stopping import stop_url

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


def path_of(purpose=Purpose.ASKING):
    draft = mail.Draft("jo@example.org", "What keeps staff?", "B", "test", purpose)
    (message,) = mail.post([draft], scope_key="system:1")
    return "/stop/" + stop_url(message, at=NOON).partition("/stop/")[2]


class TestStop:
    def test_only_shows_what_can_be_stopped_when_it_is_opened(self, client):
        page = client.get(path_of()).content.decode()

        assert "Which emails should we stop?" in page
        assert "What keeps staff?" in page
        assert not OptOut.objects.exists()

    @pytest.mark.parametrize(
        ("purpose", "scope"),
        [(Purpose.ASKING, Refused.ASKING), (Purpose.ANSWERING, Refused.ALL)],
    )
    def test_stops_on_one_press_of_a_mail_program_without_cookies(self, purpose, scope):
        program = Client(enforce_csrf_checks=True)

        answer = program.post(path_of(purpose), ONE_CLICK)

        assert answer.status_code == 302
        kept = OptOut.objects.get()
        assert (kept.address, kept.scope) == ("jo@example.org", scope)
        assert kept.by == f"message:{Message.objects.get().pk}"

    @pytest.mark.parametrize(
        ("wish", "words"),
        [
            ("asking", "No more questions go to jo@example.org"),
            ("all", "Nothing goes to jo@example.org"),
        ],
    )
    def test_says_what_was_stopped(self, client, wish, words):
        page = client.post(path_of(), {"stop": wish}, follow=True).content.decode()

        assert words in page

    def test_lets_them_change_their_mind(self, client):
        path = path_of()
        client.post(path, {"stop": "all"})

        page = client.post(path, {"stop": "nothing"}, follow=True).content.decode()

        assert "Which emails should we stop?" in page
        assert not OptOut.objects.exists()

    def test_opens_for_nobody_who_makes_an_address_up(self, client):
        assert client.get("/stop/2b-7f3k-29xq-2dm4-8gha/").status_code == 404
