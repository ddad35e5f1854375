import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.strategy.rules import next_ref, reason_not_to_name
from regard.domains.strategy.rules.passages import list_mentions, ref_above

refs = st.lists(st.integers(1, 99), min_size=1, max_size=3).map(
    lambda parts: ".".join(map(str, parts))
)


class TestReasonNotToName:
    @pytest.mark.parametrize("ref", ["1", "12", "2.4", "2.10", "2.4.1", "1.2.3.4.5", "120.1"])
    def test_lets_numbers_be(self, ref):
        assert reason_not_to_name(ref) is None

    @pytest.mark.parametrize(
        "ref", ["", "0", "2.", "2.04", "a", "2/4", "1.2.3.4.5.6", "new", "2 4", "1000"]
    )
    def test_refuses_what_could_not_last(self, ref):
        assert reason_not_to_name(ref) == "Give the passage a number such as 2 or 2.4"


class TestNextRef:
    @pytest.mark.parametrize(
        ("taken", "suggested"),
        [([], "1"), (["3"], "4"), (["2.4", "2.3"], "2.5"), (["2.9", "2.10"], "2.11")],
    )
    def test_goes_on_from_the_last(self, taken, suggested):
        assert next_ref(taken) == suggested

    @given(st.lists(refs, max_size=8))
    def test_suggests_no_number_that_is_taken(self, taken):
        assert next_ref(taken) not in taken


class TestListMentions:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("As 2.4 says, and 2.4 again.", ["2.4"]),
            ("See 2.4.1 and 3.1.", ["2.4.1", "3.1"]),
            ("It costs £2.4 million, or 2.4% more.", []),
            ("Nothing.", []),
        ],
    )
    def test_finds_numbers_of_passages_and_no_others(self, text, found):
        assert list_mentions(text, {"2.4", "2.4.1", "3.1"}) == found


class TestRefAbove:
    def test_is_what_a_number_stands_under(self):
        assert [ref_above(ref) for ref in ("2.4.1", "2.4", "2")] == ["2.4", "2", ""]
