import re
from socket import create_connection
from urllib.parse import urlencode

import pytest
from django.test import Client

from regard.domains.engagement.models import Answer, Contribution
from tests.domains.engagement.views.by_link import answer_all, name, token_of, url
from tests.factories.engagement import (
    InvitationFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone():
    return Client()


@pytest.fixture
def invitation():
    invitation = InvitationFactory(location__name="Ashgrove House")
    QuestionFactory(exercise=invitation.exercise, position=1, text="What would help most?")
    QuestionFactory(exercise=invitation.exercise, position=2, choice=True)
    return invitation


class TestAnsweringInTwoPages:
    @pytest.fixture
    def token(self, invitation):
        return token_of(invitation)

    def mark(self, phone, token):
        page = phone.get(url("answer_question", token, 1)).content.decode()
        return re.search(r'name="mark" value="(\d+)\.0"', page)[1]

    def post(self, phone, token, words, mark, way="answer_question"):
        sent = {name(1): words, "visibility": "named", "mark": mark}
        return phone.post(url(way, token, 1), sent)

    def test_an_autosave_that_was_overtaken_changes_nothing(self, phone, token):
        page = self.mark(phone, token)
        self.post(phone, token, "All of it", f"{page}.9")

        late = self.post(phone, token, "Half", f"{page}.8", way="answer_save")

        assert "Not saved, as something newer was saved here" in late.content.decode()
        assert Answer.objects.get().text == "All of it"

    def test_a_press_that_was_overtaken_by_the_next_leads_on(self, phone, token):
        page = self.mark(phone, token)
        self.post(phone, token, "All of it", f"{page}.9")

        late = self.post(phone, token, "Half", f"{page}.8")

        assert late["Location"] == url("answer_question", token, 2)
        assert Answer.objects.get().text == "All of it"

    def test_the_older_page_is_shown_what_stands_and_may_replace_it(self, phone, token):
        older, newer = self.mark(phone, token), self.mark(phone, token)
        self.post(phone, token, "On the telephone", f"{newer}.1")

        refused = self.post(phone, token, "On the desk", f"{older}.4").content.decode()

        assert "It says now: “On the telephone”" in refused
        assert "On the desk</textarea>" in refused
        again = re.search(r'name="mark" value="([\d.]+)"', refused)[1]
        self.post(phone, token, "On the desk", again)
        assert Answer.objects.get().text == "On the desk"

    def test_what_was_sent_meanwhile_is_said(self, phone, token):
        page = self.mark(phone, token)
        answer_all(phone, token)
        phone.post(url("answer_check", token), {"email": ""})

        refused = self.post(phone, token, "More", f"{page}.1").content.decode()

        assert "Your answer was sent since you opened this page." in refused
        assert Contribution.objects.count() == 1


@pytest.mark.django_db(transaction=True)
class TestAnAutosaveOnAServer:
    def test_that_began_first_and_arrives_last_is_refused(self, phone, invitation, live_server):
        """The first half of the autosave is there before "Continue", the rest comes after."""
        token = token_of(invitation)
        page = phone.get(url("answer_question", token, 1)).content.decode()
        number = re.search(r'data-page="(\d+)"', page)[1]
        begun = urlencode({name(1): "Half", "mark": f"{number}.1"})
        whole = urlencode({name(1): "All", "visibility": "team", "mark": f"{number}.2"})
        host, _, port = live_server.url.removeprefix("http://").partition(":")

        with create_connection((host, int(port)), timeout=30) as slow:
            slow.sendall(sent(url("answer_save", token, 1), begun)[:-4])
            with create_connection((host, int(port)), timeout=30) as quick:
                quick.sendall(sent(url("answer_question", token, 1), whole))
                assert b" 302 " in quick.recv(4096)
            slow.sendall(begun[-4:].encode())
            told = answered(slow)

        assert b"Not saved, as something newer was saved here" in told
        assert Answer.objects.get().text == "All"


def sent(address, body):
    """Return a request as bytes, with the cookie and the field that forms need."""
    secret = "a" * 32
    head = (
        f"POST {address} HTTP/1.1",
        "Host: localhost",
        f"Cookie: csrftoken={secret}",
        f"X-CSRFToken: {secret}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    )
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def answered(connected):
    return b"".join(iter(lambda: connected.recv(65536), b""))
