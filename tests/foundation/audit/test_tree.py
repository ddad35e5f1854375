"""The tree is checked against the obvious slow one of RFC 6962."""

from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.audit.tree import consistency, grow, hash_over, inclusion, places_over
from regard.foundation.audit.verify import (
    leaf_hash,
    node_hash,
    root_by_inclusion,
    roots_by_consistency,
)

sizes = st.integers(min_value=1, max_value=150)


def slow_root(leaves: list[bytes]) -> bytes:
    """Return the root as RFC 6962, 2.1 defines it."""
    if len(leaves) == 1:
        return leaves[0]
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return node_hash(slow_root(leaves[:left]), slow_root(leaves[left:]))


def make_leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def plant(leaves: list[bytes], *, batches: list[int]) -> dict[tuple[int, int], bytes]:
    """Return all nodes of a tree that was added to in batches."""
    nodes = {(0, number): leaf for number, leaf in enumerate(leaves)}
    size = 0
    for batch in [*batches, len(leaves)]:
        added = leaves[size : size + batch]
        edge = {place: nodes[place] for place in places_over((0, size))}
        nodes |= dict(grow(size=size, edge=edge, leaves=added))
        size += len(added)
    return nodes


class TestTheTree:
    @given(sizes, st.lists(st.integers(min_value=0, max_value=40), max_size=8))
    def test_has_the_same_root_in_whatever_batches_it_grew(self, size, batches):
        leaves = make_leaves(size)

        nodes = plant(leaves, batches=batches)

        assert hash_over((0, size), nodes) == slow_root(leaves)

    @given(sizes, st.data())
    def test_proves_every_leaf_and_no_other(self, size, data):
        number = data.draw(st.integers(min_value=0, max_value=size - 1))
        leaves = make_leaves(size)
        nodes = plant(leaves, batches=[])
        proof = [hash_over(stretch, nodes) for stretch in inclusion(number=number, size=size)]

        found = root_by_inclusion(leaf=leaves[number], number=number, size=size, proof=proof)
        other = root_by_inclusion(leaf=leaf_hash(b"?"), number=number, size=size, proof=proof)

        assert found == slow_root(leaves)
        assert other != found
        assert len(proof) <= (size - 1).bit_length()

    @given(sizes, st.data())
    def test_proves_that_it_only_grew(self, second, data):
        first = data.draw(st.integers(min_value=1, max_value=second))
        leaves = make_leaves(second)
        nodes = plant(leaves, batches=[])
        proof = [hash_over(stretch, nodes) for stretch in consistency(first=first, second=second)]
        root = slow_root(leaves[:first])

        assert roots_by_consistency(first, second, proof, root) == (root, slow_root(leaves))

    def test_knows_the_roots_that_others_know(self):
        """Of RFC 6962's reference tests: https://github.com/google/certificate-transparency"""
        inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
        inputs.append("606162636465666768696a6b6c6d6e6f")
        leaves = [leaf_hash(bytes.fromhex(each)) for each in inputs]

        nodes = plant(leaves, batches=[3])

        assert hash_over((0, 8), nodes).hex() == (
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        )
        assert hash_over((0, 3), nodes).hex() == (
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
        )
