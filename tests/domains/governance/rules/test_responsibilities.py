import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules.responsibilities import USUAL_TOPICS, Fault, list_faults
from regard.domains.governance.types import BodyPart

A, R, C, I = BodyPart  # noqa: E741 (as such charts are read)


class TestListFaults:
    @pytest.mark.parametrize(
        ("parts", "faults"),
        [
            ({A: 1, R: 1, C: 1}, []),
            ({A: 1, R: 3, C: 2, I: 4}, []),
            ({A: 2, R: 1, C: 1}, [Fault.SEVERAL_ANSWER]),
            ({R: 1, C: 1}, [Fault.NOBODY_ANSWERS]),
            ({A: 1, C: 1}, [Fault.NOBODY_DOES]),
            ({A: 1, R: 1}, [Fault.NOBODY_ASKED]),
            ({}, [Fault.NOBODY_ANSWERS, Fault.NOBODY_DOES, Fault.NOBODY_ASKED]),
        ],
    )
    def test_reads_as_a_table(self, parts, faults):
        assert list_faults(parts) == faults

    @given(st.dictionaries(st.sampled_from(BodyPart), st.integers(0, 3)))
    def test_finds_nothing_only_where_one_answers_and_somebody_does_and_is_asked(self, parts):
        is_right = parts.get(A) == 1 and parts.get(R, 0) > 0 and parts.get(C, 0) > 0

        assert (list_faults(parts) == []) == is_right

    def test_every_fault_is_said_in_words(self):
        assert all(fault.label for fault in Fault)


class TestUsualTopics:
    def test_are_called_differently(self):
        assert len({name for name, _ in USUAL_TOPICS}) == len(USUAL_TOPICS)
