"""The place in which an upper domain offers a page of its own for one question."""

from regard.domains.engagement.presenters.answer_slots import ANSWER_SLOT, answered_at


class TestAnsweredAt:
    def test_is_our_own_page_where_nobody_offers_one(self, fill):
        fill(ANSWER_SLOT)

        assert answered_at(7, "token") == ""

    def test_is_what_is_offered(self, fill):
        fill(ANSWER_SLOT, lambda question_id, token: f"/a/{token}/{question_id}/elsewhere/")

        assert answered_at(7, "token") == "/a/token/7/elsewhere/"

    def test_is_our_own_page_where_a_question_needs_none_of_its_own(self, fill):
        fill(ANSWER_SLOT, lambda _question_id, _token: None)

        assert answered_at(7, "token") == ""
