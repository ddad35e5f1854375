"""The addresses of pages, each worked out once."""

import pytest
from django.urls import NoReverseMatch, reverse

from regard.foundation.base.addresses import _find_once, find_address


class TestFindAddress:
    def test_is_that_of_the_page(self) -> None:
        where = {"system": "northmarch", "slug": "strategy"}
        assert find_address("strategy:strategy", **where) == reverse(
            "strategy:strategy", kwargs=where
        )

    def test_is_worked_out_once(self) -> None:
        find_address("strategy:strategies", system="asked-twice")
        before = _find_once.cache_info()
        find_address("strategy:strategies", system="asked-twice")
        assert _find_once.cache_info().hits == before.hits + 1

    def test_holds_no_secret(self) -> None:
        before = _find_once.cache_info().currsize
        assert "2-abcd" in find_address("strategy:comment", token="2-abcd")
        assert _find_once.cache_info().currsize == before

    def test_refuses_a_page_that_there_is_not(self) -> None:
        with pytest.raises(NoReverseMatch):
            find_address("strategy:nowhere")
