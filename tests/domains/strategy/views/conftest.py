import pytest
import time_machine

from tests.factories.strategy import PUBLISHED


@pytest.fixture(autouse=True)
def _it_is_the_day():
    with time_machine.travel(PUBLISHED, tick=False):
        yield
