import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from regard.foundation.design.validators import Mark, is_nobody, open_to_all, release


@pytest.fixture
def asks():
    return RequestFactory()


def page(request):
    return HttpResponse("words")


class TestOpenToAll:
    def test_leaves_what_is_sent_as_it_is(self, asks):
        response = open_to_all(page)(asks.post("/"))

        assert not response.has_header("Cache-Control")

    def test_lets_nobody_keep_a_page_that_gives_a_cookie(self, asks):
        def counted(request):
            response = HttpResponse("words")
            response.set_cookie("seen", "1")
            return response

        assert "private" in open_to_all(counted)(asks.get("/"))["Cache-Control"]

    def test_lets_nobody_keep_a_page_with_a_form_of_the_visitors_own(self, asks):
        def form(request):
            request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
            return HttpResponse("words")

        assert "private" in open_to_all(form)(asks.get("/"))["Cache-Control"]

    def test_makes_no_page_for_whoever_has_it(self, asks):
        made = []

        def counted(request):
            made.append(1)
            return HttpResponse("words")

        view = open_to_all(counted, mark=lambda _: Mark("the same"))
        first = view(asks.get("/"))
        second = view(asks.get("/", headers={"if-none-match": first["ETag"]}))
        elsewhere = view(asks.get("/?page=2", headers={"if-none-match": first["ETag"]}))

        assert [each.status_code for each in (first, second, elsewhere)] == [200, 304, 200]
        assert len(made) == 2

    def test_says_nothing_where_there_is_no_mark(self, asks):
        assert not open_to_all(page, mark=lambda _: None)(asks.get("/")).has_header("ETag")


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_whoever_brings_a_cookie_of_their_own_is_somebody(asks, cookie):
    request = asks.get("/")
    assert is_nobody(request)
    request.COOKIES[cookie] = "x"
    assert not is_nobody(request)


def test_a_release_stays_the_same_in_a_process():
    assert release() == release()
    assert len(release()) == 64
