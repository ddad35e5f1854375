from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from regard.foundation.base import held
from regard.foundation.base.held import hold

KEY = "test.held"


@pytest.fixture(autouse=True)
def _nothing_held(monkeypatch):
    monkeypatch.setattr(held, "_held", {})
    yield
    cache.delete_many([KEY, *(f"{KEY}:{name}" for name in "0123456abc")])


def hold_as_of(mark):
    return hold(KEY, lambda: [mark], mark=mark, seconds=60)


class TestHold:
    def test_makes_a_thing_once_and_hands_out_the_same(self):
        assert hold_as_of("a") is hold_as_of("a")

    def test_makes_it_anew_as_of_another_mark_and_keeps_that_one_alone(self):
        assert hold_as_of("a") == ["a"]
        assert hold_as_of("b") == ["b"]

        [(mark, thing)] = held._held.values()
        assert mark.endswith(":b")
        assert cache.get(KEY) == (mark, thing) == (mark, ["b"])

    def test_takes_what_another_process_made_of_the_same(self):
        hold_as_of("b")
        cache.set(KEY, (cache.get(KEY)[0], "theirs"), 60)
        held._held.clear()

        assert hold_as_of("b") == "theirs"

    def test_takes_nothing_that_another_version_of_regard_made(self, monkeypatch):
        with monkeypatch.context() as before:
            before.setattr(held, "VERSION", "0.0.1")
            hold_as_of("a")
        cache.set(KEY, (cache.get(KEY)[0], "of before"), 60)
        held._held.clear()

        assert hold_as_of("a") == ["a"]

    def test_holds_nothing_too(self):
        made = []
        for _ in range(2):
            assert hold(KEY, lambda: made.append(1), mark="", seconds=60) is None

        assert made == [1]

    def test_lets_go_of_what_was_asked_for_longest_ago(self, monkeypatch):
        monkeypatch.setattr(held, "MOST", 2)
        for name in ("a", "b", "a", "c"):
            hold(f"{KEY}:{name}", lambda name=name: name, mark="", seconds=60)

        assert list(held._held) == [f"{KEY}:a", f"{KEY}:c"]

    def test_serves_several_threads_at_once(self, monkeypatch):
        monkeypatch.setattr(held, "MOST", 2)
        asked = [number % 7 for number in range(300)]

        with ThreadPoolExecutor(8) as threads:
            found = list(
                threads.map(lambda n: hold(f"{KEY}:{n}", lambda: n, mark="", seconds=60), asked)
            )

        assert found == asked
        assert len(held._held) <= held.MOST
