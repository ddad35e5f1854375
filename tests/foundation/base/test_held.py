from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from regard.foundation.base import held
from regard.foundation.base.held import hold, hold_as_of


@pytest.fixture(autouse=True)
def _nothing_held(monkeypatch):
    monkeypatch.setattr(held, "_held", {})


class TestHold:
    def test_makes_a_thing_once_and_hands_out_the_same(self):
        made = []

        def make():
            made.append(1)
            return {"a": 1}

        first, again = (hold("test.held:1", make, seconds=60) for _ in range(2))

        assert first is again
        assert made == [1]
        cache.delete("test.held:1")

    def test_takes_what_another_process_made(self):
        cache.set("test.held:2", "theirs", 60)

        assert hold("test.held:2", lambda: "ours", seconds=60) == "theirs"
        cache.delete("test.held:2")

    def test_lets_go_of_what_was_asked_for_longest_ago(self, monkeypatch):
        monkeypatch.setattr(held, "MOST", 2)
        for name in ("a", "b", "a", "c"):
            hold(f"test.held:{name}", lambda name=name: name, seconds=60)
            cache.delete(f"test.held:{name}")

        assert list(held._held) == ["test.held:a", "test.held:c"]

    def test_serves_several_threads_at_once(self, monkeypatch):
        monkeypatch.setattr(held, "MOST", 2)
        asked = [number % 7 for number in range(300)]

        with ThreadPoolExecutor(8) as threads:
            found = list(
                threads.map(lambda n: hold(f"test.held:{n}", lambda: n, seconds=60), asked)
            )

        assert found == asked
        assert len(held._held) <= held.MOST
        cache.delete_many([f"test.held:{number}" for number in range(7)])


class TestHoldAsOf:
    @pytest.fixture(autouse=True)
    def _nothing_kept(self):
        yield
        cache.delete("test.held:of")

    @staticmethod
    def as_of(mark):
        return hold_as_of("test.held:of", lambda: [mark], mark=mark, seconds=60)

    def test_makes_a_thing_once_and_hands_out_the_same(self):
        assert self.as_of("a") is self.as_of("a")

    def test_makes_it_anew_as_of_another_mark_and_keeps_that_one_alone(self):
        assert self.as_of("a") == ["a"]
        assert self.as_of("b") == ["b"]

        assert held._held == {"test.held:of": ("b", ["b"])}
        assert cache.get("test.held:of") == ("b", ["b"])

    def test_takes_what_another_process_made_of_the_same(self):
        self.as_of("a")
        cache.set("test.held:of", ("b", "theirs"), 60)

        assert self.as_of("b") == "theirs"
