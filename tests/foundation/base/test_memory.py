import gc

from regard.foundation.base.memory import settle


class TestSettle:
    def test_leaves_to_the_collector_only_what_comes_later(self):
        before = gc.get_freeze_count()

        settle()

        assert gc.get_freeze_count() > before
        assert len(gc.get_objects()) < gc.get_freeze_count()
        gc.unfreeze()
