import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.base.ahead import ahead


class TestAhead:
    @given(items=st.lists(st.none() | st.integers()))
    def test_hands_out_all_in_their_order(self, items):
        assert list(ahead(iter(items))) == items

    def test_makes_the_next_while_one_is_in_hand(self):
        made = threading.Event()

        def items():
            yield 1
            made.set()
            yield 2

        coming = ahead(items())

        assert next(coming) == 1
        assert made.wait(timeout=10)
        assert list(coming) == [2]

    def test_raises_what_making_one_raises_after_those_before_it(self):
        def items():
            yield 1
            raise ValueError("line 2")

        coming = ahead(items())

        assert next(coming) == 1
        with pytest.raises(ValueError, match="line 2"):
            next(coming)

    def test_ends_its_thread_when_it_is_left(self):
        coming = ahead(iter(range(1000)))
        next(coming)
        coming.close()

        assert not [each for each in threading.enumerate() if each.name.startswith("ahead")]
