import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from regard.entrypoints.web.middleware import behind_proxies

PROXY = "10.0.0.1"


@pytest.fixture
def seen(settings):
    """Return whose address a view sees, by the header and how many proxies are trusted."""

    def see(header, *, proxies):
        settings.PROXIES = proxies
        passed = behind_proxies(lambda request: HttpResponse(request.META["REMOTE_ADDR"]))
        headers = {} if header is None else {"X-Forwarded-For": header}
        request = RequestFactory(headers=headers).get("/", REMOTE_ADDR=PROXY)
        return passed(request).content.decode()

    return see


class TestBehindProxies:
    def test_believes_no_header_unless_proxies_are_trusted(self, seen):
        assert seen("192.0.2.7", proxies=0) == PROXY

    def test_takes_what_the_first_trusted_proxy_was_told(self, seen):
        assert seen("192.0.2.7", proxies=1) == "192.0.2.7"
        assert seen("192.0.2.7, 198.51.100.2", proxies=2) == "192.0.2.7"

    def test_never_takes_what_the_visitor_wrote(self, seen):
        assert seen("127.0.0.1, 192.0.2.7", proxies=1) == "192.0.2.7"
        assert seen("127.0.0.1,192.0.2.7 ,198.51.100.2", proxies=2) == "192.0.2.7"

    @pytest.mark.parametrize("header", [None, "", " ", "192.0.2.7"])
    def test_takes_the_address_itself_where_too_few_stand_there(self, seen, header):
        assert seen(header, proxies=2) == PROXY


@pytest.mark.django_db
def test_a_visitor_who_tries_too_often_does_not_stop_others(client, settings):
    settings.API_REQUESTS = 2
    settings.PROXIES = 1

    def ask(visitor):
        headers = {"X-Forwarded-For": visitor}
        return client.get("/api/v1/systems", headers=headers, REMOTE_ADDR=PROXY).status_code

    assert [ask("192.0.2.7") for _ in range(3)] == [200, 200, 429]
    assert ask("192.0.2.8") == 200
