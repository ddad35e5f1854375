import pytest

from regard.foundation.base.slots import AlreadyFilled, SharedSlot, Slot


def left():
    return "left"


def right():
    return "right"


class TestSlot:
    def test_is_empty_while_nobody_fills_it(self):
        assert Slot("the page of a hill").offer is None

    def test_holds_what_fills_it(self):
        slot = Slot("the page of a hill")

        assert slot.fill(left) is left
        assert slot.offer is left

    def test_is_filled_by_the_same_again_without_harm(self):
        slot = Slot("the page of a hill")
        slot.fill(left)

        slot.fill(left)

        assert slot.offer is left

    def test_refuses_another_and_names_both(self):
        slot = Slot("the page of a hill")
        slot.fill(left)

        with pytest.raises(AlreadyFilled, match=r"the page of a hill: .*left.*right"):
            slot.fill(right)

        assert slot.offer is left


class TestSharedSlot:
    def test_is_empty_while_nobody_fills_it(self):
        assert SharedSlot("the foot of a hill").offers == []

    def test_holds_each_that_fills_it_once_in_their_order(self):
        slot = SharedSlot("the foot of a hill")

        for offer in (right, left, right):
            assert slot.fill(offer) is offer

        assert slot.offers == [right, left]
