import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.strategy.rules import trees
from regard.domains.strategy.rules.trees import CannotPlace, Node

TREE = trees.ordered(
    [
        Node("a", None),
        Node("a1", "a"),
        Node("a2", "a"),
        Node("a21", "a2"),
        Node("b", None),
        Node("b1", "b"),
        Node("c", None),
    ]
)


def shown(tree):
    """Return a tree as "a(a1 a2(a21)) b"."""
    deep = trees.depths(tree)
    return " ".join("-" * deep[node.key] + node.key for node in tree)


@st.composite
def any_tree(draw):
    size = draw(st.integers(1, 12))
    nodes = []
    for number in range(size):
        parents = [None, *(f"k{each}" for each in range(number))]
        nodes.append(Node(f"k{number}", draw(st.sampled_from(parents))))
    return trees.ordered(draw(st.permutations(nodes)))


class TestOrdered:
    def test_puts_each_before_all_below_it_and_siblings_as_given(self):
        given_order = [Node("b", None), Node("a2", "a"), Node("a", None), Node("a1", "a")]

        assert shown(trees.ordered(given_order)) == "b a -a2 -a1"

    def test_leaves_out_none_that_stand_in_a_circle_or_under_what_is_not_there(self):
        tree = trees.ordered([Node("a", "b"), Node("b", "a"), Node("c", "gone")])

        assert {node.key for node in tree} == {"a", "b", "c"}
        assert shown(tree) == "c a -b"


class TestNumbered:
    def test_numbers_by_place(self):
        assert list(trees.numbered(TREE).values()) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1", "3"]


class TestMoving:
    @pytest.mark.parametrize(
        ("how", "after"),
        [
            (lambda: trees.moved(TREE, "b", -1), "b -b1 a -a1 -a2 --a21 c"),
            (lambda: trees.moved(TREE, "a", 9), "b -b1 c a -a1 -a2 --a21"),
            (lambda: trees.moved(TREE, "a2", -1), "a -a2 --a21 -a1 b -b1 c"),
            (lambda: trees.indented(TREE, "b"), "a -a1 -a2 --a21 -b --b1 c"),
            (lambda: trees.outdented(TREE, "a2"), "a -a1 a2 -a21 b -b1 c"),
            (lambda: trees.placed(TREE, "c", under="b", after=None), "a -a1 -a2 --a21 b -c -b1"),
            (
                lambda: trees.placed(TREE, "a", under="c", after=None),
                "b -b1 c -a --a1 --a2 ---a21",
            ),
        ],
    )
    def test_takes_all_below_it_along(self, how, after):
        assert shown(how()) == after

    @pytest.mark.parametrize(
        ("how", "words"),
        [
            (lambda: trees.indented(TREE, "a"), "nothing before it"),
            (lambda: trees.outdented(TREE, "a"), "at the top already"),
            (lambda: trees.placed(TREE, "a", under="a21", after=None), "under itself"),
        ],
    )
    def test_refuses_what_cannot_be(self, how, words):
        with pytest.raises(CannotPlace, match=words):
            how()

    def test_refuses_to_stand_too_deep(self):
        deep = [Node("k0", None), *(Node(f"k{n}", f"k{n - 1}") for n in range(1, 5))]
        tree = trees.ordered([*deep, Node("more", None)])

        with pytest.raises(CannotPlace, match="at most 5 deep"):
            trees.placed(tree, "more", under="k4", after=None)

    @given(any_tree(), st.data())
    def test_loses_and_doubles_none_wherever_it_is_put(self, tree, data):
        keys = [node.key for node in tree]
        key, under = data.draw(st.sampled_from(keys)), data.draw(st.sampled_from([None, *keys]))
        siblings = [None, *(k for k in trees.children(tree, under) if k != key)]
        try:
            after = trees.placed(
                tree, key, under=under, after=data.draw(st.sampled_from(siblings))
            )
        except CannotPlace:
            return

        assert sorted(node.key for node in after) == sorted(keys)
        assert trees.ordered(after) == after
        assert next(node.parent for node in after if node.key == key) == under
