import numpy as np

from regard.foundation.analysis.described import match_descriptions
from tests.foundation.analysis.test_learning import PARKING, PAY

DESCRIPTIONS = [
    "Low pay. Wages of carers are too low to keep them.",
    "Parking at the hospital. Car parks, permits and fines.",
]


class TestMatchDescriptions:
    def test_finds_the_theme_that_a_text_is_about(self):
        alike = match_descriptions([*PAY, *PARKING], DESCRIPTIONS)

        best = alike.argmax(axis=1)
        assert (best[: len(PAY)] == 0).mean() > 0.8
        assert (best[len(PAY) :] == 1).mean() > 0.8

    def test_gives_the_same_on_every_run(self):
        first, again = (match_descriptions(PAY, DESCRIPTIONS) for _ in range(2))

        assert np.array_equal(first, again)

    def test_is_0_where_there_is_no_word(self):
        alike = match_descriptions([*PAY, "…"], [*DESCRIPTIONS, ""])

        assert not alike[-1].any()
        assert not alike[:, -1].any()
        assert alike[0, 0] > 0

    def test_takes_nothing_and_a_single_theme(self):
        assert match_descriptions([], DESCRIPTIONS).shape == (0, 2)
        assert match_descriptions(PAY, []).shape == (len(PAY), 0)
        assert match_descriptions(PAY, DESCRIPTIONS[:1]).shape == (len(PAY), 1)
