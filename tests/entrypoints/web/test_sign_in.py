import re

import pytest
from django.core import mail
from django.test import Client

from regard.entrypoints.web.sign_in import Adapter
from regard.foundation.mail.models import Message, State
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db

AMARA = "amara@example.org"


def ask_for_code(client, email=AMARA):
    return client.post("/account/login/", {"email": email}, follow=True)


def sent_code():
    (found,) = re.findall(r"^    (\S+)$", mail.outbox[-1].body, re.MULTILINE)
    return found


class TestAskingForACode:
    def test_sends_it_and_keeps_the_message_without_it(self, client):
        PersonFactory(email=AMARA)

        page = ask_for_code(client)

        assert "Type the code we sent you" in page.content.decode()
        message = Message.objects.get()
        assert (message.to, message.state) == (AMARA, State.SENT)
        assert sent_code() not in message.body
        assert "(your code)" in message.body
        assert "(your code)" not in mail.outbox[0].body

    def test_answers_the_same_where_there_is_no_account(self, client):
        PersonFactory(email=AMARA)
        known = ask_for_code(client).content.decode()
        client.cookies.clear()

        unknown = ask_for_code(client, "nobody@example.org").content.decode()

        assert without_tokens(known) == without_tokens(unknown).replace("nobody@", "amara@")
        assert mail.outbox[-1].to == ["nobody@example.org"]
        assert "no account" in mail.outbox[-1].body

    def test_says_what_is_wrong_with_an_address(self, client):
        page = ask_for_code(client, "amara").content.decode()

        assert "There is a problem" in page
        assert 'href="#id_email"' in page

    @pytest.mark.parametrize("email", [AMARA, "nobody@example.org"])
    def test_says_when_the_mail_server_is_away(self, client, monkeypatch, email):
        PersonFactory(email=AMARA)
        monkeypatch.setattr(mail.EmailMessage, "send", refuse_to_send)

        page = ask_for_code(client, email)

        assert page.status_code == 409
        assert "could not send the message" in page.content.decode()

    def test_is_refused_when_it_is_done_too_often(self, client):
        PersonFactory(email=AMARA)
        for _ in range(3):
            ask_for_code(Client())

        page = ask_for_code(client).content.decode()

        assert "Too many tries" in page
        assert len(mail.outbox) == 3

    def test_is_refused_when_one_machine_asks_for_many(self, client):
        for number in range(20):
            ask_for_code(Client(), f"person{number}@example.org")

        page = ask_for_code(client, "another@example.org").content.decode()

        assert "Too many tries" in page
        assert len(mail.outbox) == 20


class TestTypingTheCode:
    def test_signs_in_and_goes_on_to_where_they_were(self, client):
        PersonFactory(email=AMARA, name="Amara Okafor")
        client.post("/account/login/?next=/privacy/", {"email": AMARA, "next": "/privacy/"})

        page = client.post(
            "/account/login/code/", {"code": sent_code(), "next": "/privacy/"}, follow=True
        )

        assert page.redirect_chain[-1][0] == "/privacy/"
        assert "Amara Okafor" in page.content.decode()

    def test_goes_to_no_other_site(self, client):
        PersonFactory(email=AMARA)
        ask_for_code(client)

        answer = client.post(
            "/account/login/code/", {"code": sent_code(), "next": "https://evil.example/"}
        )

        assert answer["Location"] == "/"

    def test_says_that_it_is_wrong(self, client):
        PersonFactory(email=AMARA)
        ask_for_code(client)

        page = client.post("/account/login/code/", {"code": "nonsense"}).content.decode()

        assert "That is not the code we sent" in page

    def test_ends_after_three_wrong_ones(self, client):
        PersonFactory(email=AMARA)
        ask_for_code(client)
        for _ in range(2):
            client.post("/account/login/code/", {"code": "nonsense"})

        page = client.post("/account/login/code/", {"code": "nonsense"}, follow=True)

        assert "Too many tries" in page.content.decode()
        assert page.redirect_chain[-1][0] == "/account/login/"

    def test_sends_another_one(self, client):
        PersonFactory(email=AMARA)
        ask_for_code(client)
        first = sent_code()

        client.post("/account/login/code/", {"action": "resend"})

        assert len(mail.outbox) == 2
        assert sent_code() != first

    def test_may_be_given_up_for_another_address(self, client):
        PersonFactory(email=AMARA)
        ask_for_code(client)

        page = client.post("/account/logout/", {"next": "/account/login/"}, follow=True)

        assert "Your email address" in page.content.decode()
        assert "signed out" not in page.content.decode()

    def test_a_closed_account_gets_none(self, client):
        PersonFactory(email=AMARA, is_active=False)

        ask_for_code(client)

        assert "no account" in mail.outbox[-1].body


class TestSigningOut:
    def test_needs_a_press(self, client):
        client.force_login(PersonFactory(name="Amara Okafor"), backend=BACKEND)

        page = client.get("/account/logout/").content.decode()

        assert "Stay signed in" in page
        assert "Amara Okafor" in client.get("/privacy/").content.decode()

    def test_says_so(self, client):
        client.force_login(PersonFactory(name="Amara Okafor"), backend=BACKEND)

        page = client.post("/account/logout/", follow=True).content.decode()

        assert "You have signed out." in page
        assert "Amara Okafor" not in page


class TestOtherPages:
    def test_nobody_signs_up(self, client):
        assert "How to get an account" in client.get("/account/new/").content.decode()
        assert client.post("/account/new/", {"email": AMARA}).status_code == 405
        assert not Adapter().is_open_for_signup(None)

    def test_a_closed_account(self, client):
        assert "This account is closed" in client.get("/account/inactive/").content.decode()

    @pytest.mark.parametrize(
        "path", ["signup/", "password/reset/", "password/change/", "email/", "reauthenticate/"]
    )
    def test_there_are_no_pages_for_passwords(self, client, path):
        assert client.get(f"/account/{path}").status_code == 404


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def refuse_to_send(_message):
    raise ConnectionRefusedError("no mail server")


def without_tokens(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
