import gc

from regard.foundation.base.memory import seldom_collected, settle, uncollected


class TestSettle:
    def test_leaves_to_the_collector_only_what_comes_later(self):
        before = gc.get_freeze_count()

        settle()

        assert gc.get_freeze_count() > before
        assert len(gc.get_objects()) < gc.get_freeze_count()
        gc.unfreeze()


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
