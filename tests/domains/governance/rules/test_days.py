from datetime import date

import pytest

from regard.domains.governance.rules.days import is_live

BEFORE, DAY, AFTER = date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2)


class TestIsLive:
    @pytest.mark.parametrize(
        ("begins", "ends", "is_there"),
        [
            (None, None, True),
            (BEFORE, None, True),
            (DAY, None, True),
            (AFTER, None, False),
            (None, BEFORE, False),
            (None, DAY, False),
            (None, AFTER, True),
            (BEFORE, DAY, False),
            (DAY, AFTER, True),
        ],
    )
    def test_begins_on_its_first_day_and_ends_on_the_first_that_it_is_no_more(
        self, begins, ends, is_there
    ):
        assert is_live(begins, ends, on=DAY) is is_there
