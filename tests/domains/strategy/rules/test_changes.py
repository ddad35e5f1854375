from hypothesis import given
from hypothesis import strategies as st

from regard.domains.strategy.rules.changes import State, compare
from regard.domains.strategy.types import PassageKind


def state(key, ref, text="Words.", parent=None, kind=PassageKind.TEXT, heading="Travel"):
    return State(key, ref, heading, text, kind, parent)


def told(before, after):
    """Return what became of each as words, by key."""
    said = {}
    for change in compare(before, after):
        facts = ("is_new", "is_gone", "is_reworded", "is_moved", "is_other_kind", "is_renumbered")
        said[change.key] = [fact[3:] for fact in facts if getattr(change, fact)]
    return said


class TestCompare:
    def test_says_nothing_of_what_is_the_same(self):
        assert told([state("p1", "1")], [state("p1", "1")]) == {}

    def test_tells_new_gone_reworded_and_of_another_kind(self):
        before = [state("p1", "1"), state("p2", "2"), state("p3", "3")]
        after = [
            state("p1", "1", text="Other words."),
            state("p3", "3", kind=PassageKind.PRIORITY),
            state("p4", "4"),
        ]

        assert told(before, after) == {
            "p1": ["reworded"],
            "p2": ["gone"],
            "p3": ["other_kind"],
            "p4": ["new"],
        }

    def test_tells_another_number_apart_from_another_place(self):
        before = [state("p1", "1"), state("p2", "2")]

        assert told(before, [state("p9", "1"), state("p1", "2"), state("p2", "3")]) == {
            "p9": ["new"],
            "p1": ["renumbered"],
            "p2": ["renumbered"],
        }

    def test_says_of_the_fewest_that_they_moved(self):
        before = [state(f"p{n}", str(n)) for n in range(1, 6)]
        after = [before[4], *before[:4]]

        assert told(before, after) == {"p5": ["moved"]}

    def test_does_not_say_of_what_goes_along_that_it_moved(self):
        before = [state("p1", "1"), state("p2", "1.1", parent="p1"), state("p3", "2")]
        after = [before[2], before[0], before[1]]

        assert list(told(before, after)) in (["p3"], ["p1"])

    def test_tells_that_it_stands_under_another(self):
        before = [state("p1", "1"), state("p2", "1.1", parent="p1"), state("p3", "2")]
        after = [state("p1", "1"), state("p3", "2"), state("p2", "2.1", parent="p3")]

        assert told(before, after) == {"p2": ["moved", "renumbered"]}

    def test_does_not_say_moved_of_what_went_up_when_what_it_stood_under_went(self):
        before = [state("p1", "1"), state("p2", "1.1", parent="p1")]

        assert told(before, [state("p2", "1.1")]) == {"p1": ["gone"]}

    def test_puts_what_is_gone_after_what_it_followed(self):
        before = [state("p1", "1"), state("p2", "2"), state("p3", "3")]
        after = [state("p1", "1", text="New."), state("p3", "3", text="New.")]

        assert [change.key for change in compare(before, after)] == ["p1", "p2", "p3"]

    @given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
    def test_explains_every_order(self, order, gone):
        """Without what moved, came and went, both versions stand in the same order."""
        before = [state(f"p{n}", str(n + 1)) for n in range(8)]
        after = [before[n] for n in order if n not in gone]
        changed = {c.key for c in compare(before, after) if c.is_moved or c.is_gone}

        stayed = [s.key for s in before if s.key not in changed]
        assert stayed == [s.key for s in after if s.key not in changed]
