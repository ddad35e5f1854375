import pytest

from regard.domains.engagement.presenters.arrivals import waiting_words
from regard.domains.engagement.types import ArrivalState

NOTHING = dict.fromkeys(ArrivalState, 0)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ""),
        ({ArrivalState.WAITING: 1}, "1 waits to be read."),
        ({ArrivalState.WAITING: 1200, ArrivalState.KEPT: 3}, "1,200 wait to be read."),
        ({ArrivalState.KEPT: 3}, "Read."),
    ],
)
def test_says_how_much_waits(counts, words):
    assert waiting_words(NOTHING | counts) == words
