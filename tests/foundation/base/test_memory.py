import gc

import pytest

from regard.foundation.base import memory
from regard.foundation.base.memory import seldom_collected, settle, uncollected


@pytest.fixture
def _unsettled():
    before = list(gc.callbacks)
    gc.callbacks[:] = []
    yield
    gc.callbacks[:] = before
    gc.unfreeze()


@pytest.mark.usefixtures("_unsettled")
class TestSettle:
    def test_leaves_to_the_collector_only_what_comes_later(self):
        before = gc.get_freeze_count()

        settle()

        assert gc.get_freeze_count() > before
        assert len(gc.get_objects()) < gc.get_freeze_count()

    def test_settles_what_came_later_once_looking_takes_long(self, monkeypatch):
        settle()
        before = gc.get_freeze_count()
        later = [[] for _ in range(1_000)]
        gc.collect(1)
        assert gc.get_freeze_count() == before

        monkeypatch.setattr(memory, "LONG", 0)
        gc.collect()

        assert gc.get_freeze_count() > before + len(later)

    def test_settles_again_a_few_times_and_no_more(self, monkeypatch):
        monkeypatch.setattr(memory, "LONG", 0)
        monkeypatch.setattr(memory, "TIMES", 1)
        settle()
        settle()
        assert len(gc.callbacks) == 1
        gc.collect()
        settled = gc.get_freeze_count()

        later = [[] for _ in range(1_000)]
        gc.collect()

        assert gc.get_freeze_count() < settled + len(later)


class TestUncollected:
    def test_keeps_the_collector_away_until_it_ends(self):
        with uncollected():
            assert not gc.isenabled()
            with uncollected():
                pass
            assert not gc.isenabled()

        assert gc.isenabled()


class TestSeldomCollected:
    def test_lets_the_collector_look_seldom_until_it_ends(self):
        before = gc.get_threshold()

        with seldom_collected():
            assert gc.get_threshold()[0] > before[0]

        assert gc.get_threshold() == before
