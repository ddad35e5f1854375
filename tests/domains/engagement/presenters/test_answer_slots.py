"""The place in which upper domains offer a page of their own for one question."""

import pytest

from regard.domains.engagement.presenters import answer_slots
from regard.domains.engagement.presenters.answer_slots import answered_at, fill_answer_slot


@pytest.fixture(autouse=True)
def _empty(monkeypatch):
    monkeypatch.setattr(answer_slots, "_SLOTS", [])


class TestAnsweredAt:
    def test_is_our_own_page_where_nobody_offers_one(self):
        assert answered_at(7, "token") == ""

    def test_is_the_first_that_is_offered(self):
        fill_answer_slot(lambda _question_id, _token: None)
        fill_answer_slot(lambda question_id, token: f"/a/{token}/{question_id}/elsewhere/")

        assert answered_at(7, "token") == "/a/token/7/elsewhere/"

    def test_takes_a_slot_once(self):
        def slot(_question_id, _token):
            return None

        fill_answer_slot(slot)
        fill_answer_slot(slot)

        assert [slot] == answer_slots._SLOTS
