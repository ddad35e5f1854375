"""One page for each kind of failure, in plain words, and the same as JSON."""

import pytest
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import OperationalError
from django.http import Http404
from django.test import Client
from django_ratelimit.exceptions import Ratelimited

from regard.entrypoints.web.views import about, errors
from regard.foundation.base.errors import (
    Gone,
    NotAllowed,
    NotFound,
    Refusal,
    SignInNeeded,
    TooMany,
)

FAILURES = [
    (BadRequest("x"), 400, "We could not read what was sent"),
    (SuspiciousOperation("x"), 400, "We could not read what was sent"),
    (PermissionDenied("x"), 403, "You may not do this"),
    (NotAllowed("You may not close this"), 403, "You may not close this."),
    (Http404("x"), 404, "There is nothing at this address"),
    (NotFound("There is no such job"), 404, "There is no such job."),
    (Refusal("Only an open exercise can be closed"), 409, "Only an open exercise can be closed."),
    (Gone("This link has been withdrawn."), 410, "This link has been withdrawn."),
    (RequestDataTooBig("x"), 413, "That is too much to send at once"),
    (TooManyFieldsSent("x"), 413, "That is too much to send at once"),
    (TooMany("Try again after noon"), 429, "Try again after noon."),
    (Ratelimited("x"), 429, "Too many tries in a short time"),
]


@pytest.fixture
def broken(monkeypatch):
    """Make a page raise something, and return a client that gets the page for it."""

    def broken(problem, **headers):
        def fail(*_args, **_context):
            raise problem

        monkeypatch.setattr(about, "render", fail)
        return Client(raise_request_exception=False, headers=headers)

    return broken


@pytest.mark.parametrize(("problem", "status", "words"), FAILURES)
class TestEachFailure:
    def test_has_a_page(self, broken, problem, status, words):
        page = broken(problem).get("/privacy/")

        assert page.status_code == status
        assert words in page.content.decode()
        assert "Go to the first page" in page.content.decode()

    def test_is_json_where_that_is_asked_for(self, broken, problem, status, words):
        answer = broken(problem, accept="application/json").get("/privacy/")

        assert answer.status_code == status
        assert words in [answer.json()["problem"], *answer.json()["words"]]


class TestOurOwnFailure:
    def test_gives_a_reference_that_the_log_has_too(self, broken, caplog):
        page = broken(RuntimeError("secret detail")).get("/privacy/")

        assert page.status_code == 500
        assert "Something of ours went wrong" in page.content.decode()
        assert "secret detail" not in page.content.decode()
        (logged,) = [r.msg for r in caplog.records if r.name.endswith("views.errors")]
        assert logged["reference"] in page.content.decode()

    def test_tells_when_the_database_is_away(self, broken):
        page = broken(OperationalError("no route")).get("/privacy/")

        assert page.status_code == 503
        assert "We are away for a moment" in page.content.decode()
        assert "no route" not in page.content.decode()

    def test_tells_so_too_when_it_is_away_before_any_view_is_reached(self, monkeypatch):
        def away(*_args):
            raise OperationalError("no route")

        monkeypatch.setattr("django.contrib.auth.middleware.get_user", away)
        monkeypatch.setattr("regard.foundation.accounts.middleware.SimpleLazyObject", away)

        page = Client(raise_request_exception=False).get("/privacy/")

        assert page.status_code == 503


class TestSignInNeeded:
    def test_leads_to_signing_in_and_back(self, broken):
        page = broken(SignInNeeded("Sign in to do this")).get("/privacy/?a=b")

        assert page.status_code == 302
        assert page["Location"] == "/account/login/?next=/privacy/%3Fa%3Db"

    def test_leads_to_the_first_page_where_there_is_no_page_to_go_back_to(self, broken):
        client = broken(SignInNeeded("Sign in to do this"))
        assert client.head("/privacy/")["Location"] == "/account/login/?next=/"

    def test_is_a_plain_refusal_to_a_program(self, broken):
        answer = broken(SignInNeeded("Sign in"), accept="application/json").get("/privacy/")

        assert answer.status_code == 403


@pytest.mark.django_db
class TestRequest:
    def test_an_address_that_is_none(self, client):
        page = client.get("/a/b/c/d/")

        assert page.status_code == 404
        assert "There is nothing at this address" in page.content.decode()

    def test_a_page_that_is_asked_for_in_the_wrong_way(self, client):
        page = client.post("/privacy/")

        assert page.status_code == 405
        assert page["Allow"] == "GET, HEAD"
        assert "This page cannot be opened that way" in page.content.decode()

    def test_a_form_without_its_token(self):
        page = Client(enforce_csrf_checks=True).post("/account/logout/")

        assert page.status_code == 403
        assert "The page was open for too long" in page.content.decode()

    def test_a_host_that_is_not_ours(self, client):
        page = client.get("/privacy/", headers={"host": "evil.example"})

        assert page.status_code == 400
        assert "We could not read what was sent" in page.content.decode()

    @pytest.mark.parametrize("checks", [True, False])
    def test_more_than_we_take(self, settings, checks):
        client = Client(enforce_csrf_checks=checks)
        client.get("/account/login/")
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

        page = client.post("/account/login/", {"email": "amara@example.org"})

        assert page.status_code == 413

    def test_more_often_than_we_take(self, rf):
        assert errors.too_many(rf.get("/")).status_code == 429
