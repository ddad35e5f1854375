import pytest
from django.test import Client
from django.urls import reverse

from regard.domains.engagement.models import Contribution, HandOver
from regard.domains.engagement.queries.hand_overs import HAND_OVER
from regard.foundation.accounts import links
from regard.foundation.mail.models import Message
from tests.domains.engagement.views.test_answer_kinds import linked, name, url
from tests.factories.engagement import QuestionFactory

pytestmark = pytest.mark.django_db

TO = {"name": "Priya Shah", "email": "priya@example.org", "words": "You know the rotas."}


@pytest.fixture
def question():
    return QuestionFactory(position=1)


@pytest.fixture
def token(question):
    return linked(question.exercise)[1]


def colleagues_token():
    made = HandOver.objects.get()
    return links.token(links.list_links(purpose=HAND_OVER, subject_ids=[made.pk])[made.pk])


def say(token, question, words):
    Client().post(url("answer_question", token, 1), {name(question): words, "visibility": "team"})


class TestPassingOn:
    def test_gives_the_colleague_the_same_answer_to_fill_in(self, token, question):
        say(token, question, "Half of it.")

        done = Client().post(url("pass_on", token), TO, follow=True).content.decode()
        theirs = Client().get(url("answer_question", colleagues_token(), 1)).content.decode()
        say(colleagues_token(), question, "All of it.")
        mine = Client().get(url("answer_question", token, 1)).content.decode()

        assert "Priya Shah gets an email with a link of their own" in done
        assert "Passed on to you, Priya Shah" in theirs
        assert "Half of it." in theirs
        assert "All of it." in mine
        assert "Passed on to Priya Shah, who can fill it in too" in mine
        assert Message.objects.get().to == "priya@example.org"

    def test_keeps_one_answer_for_the_service_whoever_sends_it(self, token, question):
        say(token, question, "Ours.")
        Client().post(url("pass_on", token), TO)

        Client().post(url("answer_check", colleagues_token()), {"email": ""})

        assert Contribution.objects.get().kept_at is not None
        for each in (token, colleagues_token()):
            assert "What you said" in Client().get(url("answer", each)).content.decode()

    def test_is_taken_back(self, token, question):
        Client().post(url("pass_on", token), TO)
        theirs = colleagues_token()
        made = HandOver.objects.get()

        page = (
            Client().post(url("take_back_hand_over", token, made.pk), follow=True).content.decode()
        )

        assert "Priya Shah’s link no longer works" in page
        assert Client().get(url("answer", theirs)).status_code == 410

    def test_is_not_for_the_colleague_to_do(self, token, question):
        Client().post(url("pass_on", token), TO)
        theirs = colleagues_token()

        page = Client().get(url("answer_question", theirs, 1)).content.decode()

        assert reverse("engagement:pass_on", args=[theirs]) not in page
        for where in ("pass_on", "answer_not_you"):
            assert Client().get(url(where, theirs)).status_code == 404

    def test_names_what_is_missing(self, token):
        page = Client().post(url("pass_on", token), {"name": "", "email": "x"}).content.decode()

        assert "Enter their name" in page
        assert "Enter an email address in full" in page
        assert not HandOver.objects.exists()

    def test_to_the_same_address_twice_says_so(self, token):
        Client().post(url("pass_on", token), TO)

        page = Client().post(url("pass_on", token), TO).content.decode()

        assert "It is passed on to this address already" in page

    def test_leads_back_once_it_is_closed(self, token, question):
        question.exercise.stage = "closed"
        question.exercise.save()

        assert Client().get(url("pass_on", token))["Location"] == url("answer", token)
