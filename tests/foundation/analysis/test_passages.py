import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.passages import list_blocks, split_document
from regard.foundation.analysis.points import split_into_points

BODY = "Staff leave our homes every winter because nobody pays them for travel."


def points(text, places=()):
    return [text[start:end] for start, end in split_document(text, places)]


class TestSplitDocument:
    def test_leaves_out_headings_and_keeps_what_is_below(self):
        text = f"Summary\n\n{BODY}\n\n2.1 Workforce\n\nPay\n\n{BODY}"

        assert points(text) == [BODY, BODY]

    def test_leaves_out_only_what_the_document_marks_where_it_does(self):
        text = f"Workforce\n\n{BODY}\n\nPay\n\n{BODY}"

        assert points(text, [(0, "Workforce")])[0] == BODY
        assert any("Pay" in point for point in points(text, [(0, "Workforce")]))

    def test_page_names_are_no_headings(self):
        assert points(f"Workforce\n\n{BODY}", [(0, "page 1")]) == [BODY]

    @pytest.mark.parametrize(
        "text",
        [
            f"Pay\n\nTravel\n\nRotas\n\nTraining\n\n{BODY}",  # a list
            f"{BODY}\n\nPay more",  # nothing below
            f"Pay more.\n\n{BODY}",  # a sentence
            f"- Pay more\n\n{BODY}",  # an item
            f"pay more\n\n{BODY}",  # goes on
            "Pay more\n\nAnd rest",  # too little below
        ],
    )
    def test_keeps_short_lines_that_are_no_headings(self, text):
        assert " ".join(points(text)).split() == text.split()

    @given(st.text(alphabet="Ab. \n-1", max_size=300))
    def test_points_lie_in_order_within_the_paragraphs(self, text):
        spans = split_document(text)
        blocks = [block for block in list_blocks(text) if not block.is_heading]

        assert all(one.end <= two.start for one, two in pairwise(spans))
        kept = "".join("".join(text[b.start : b.end].split()) for b in blocks)
        assert "".join("".join(text[s.start : s.end].split()) for s in spans) == kept

    @given(st.text(alphabet="ab. \n", max_size=200))
    def test_without_headings_splits_as_any_answer(self, text):
        assert split_document(text) == split_into_points(text)

    def test_takes_little_time(self):
        text = f"Workforce\n\n{BODY}\n\n" * 2_400

        began = time.process_time()
        found = split_document(text + "A\n\n" * 20_000)

        assert len(found) >= 2_400
        assert time.process_time() - began < 10
