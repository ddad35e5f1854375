"""What every answer tells the browser to refuse."""

import pytest
from django.contrib.staticfiles import finders
from django.template import engines

PAGES = ["/privacy/", "/gallery/", "/account/login/", "/nowhere/at/all/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
class TestEveryPage:
    def test_allows_no_script_or_style_but_our_own(self, client, address):
        policy = client.get(address)["Content-Security-Policy"]

        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert directives["script-src"] == "'self'"
        assert directives["style-src"] == "'self'"
        assert directives["object-src"] == "'none'"
        assert directives["frame-ancestors"] == "'none'"
        assert "unsafe" not in policy

    def test_is_not_framed_or_guessed_at_and_tells_nobody_where_from(self, client, address):
        answer = client.get(address)

        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"

    def test_holds_no_inline_script_or_style(self, client, address):
        page = client.get(address).content.decode()

        assert "<script>" not in page
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page


class TestOverTls:
    def test_asks_for_tls_from_now_on(self, client, settings):
        settings.SECURE_HSTS_SECONDS = 31_536_000

        answer = client.get("/privacy/", secure=True)

        assert answer["Strict-Transport-Security"] == "max-age=31536000"

    def test_leads_there(self, client, settings):
        settings.SECURE_SSL_REDIRECT = True

        answer = client.get("/privacy/")

        assert (answer.status_code, answer["Location"]) == (301, "https://testserver/privacy/")


class TestStatic:
    def test_addresses_change_with_their_content(self):
        address = engines.all()[0].env.globals["static"]

        assert address("regard.css").startswith("/static/regard.css?v=")
        assert address("missing.css") == "/static/missing.css"
        assert finders.find("vendor/inter-latin.woff2")
