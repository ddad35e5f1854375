"""
Places that a domain leaves open for domains above it, which it may not import.

The lower domain makes a slot beside what it is for, and says in a type what fits. `config` fills
it, in `config/slots.py`. While nobody has, the lower domain goes on without.
"""

from typing import Generic, TypeVar

T = TypeVar("T")


class AlreadyFilled(Exception):
    """A place for one offer was filled twice, by different ones. One of them is to go."""


class Slot(Generic[T]):
    """A place that one domain above can fill."""

    def __init__(self, of: str) -> None:
        """
        Leave a place open.

        :param of: what it is the place of, for whoever fills it twice.
        """
        self.of = of
        self.offer: T | None = None

    def fill(self, offer: T) -> T:
        """
        Fill the place, and return what it is filled with. The same again changes nothing.

        :raises AlreadyFilled: if something else fills it.
        """
        if self.offer is not None and self.offer != offer:
            raise AlreadyFilled(f"{self.of}: filled by {self.offer!r}, and now by {offer!r}")
        self.offer = offer
        return offer


class SharedSlot(Generic[T]):
    """A place that several domains above can fill, each with something of its own."""

    def __init__(self, of: str) -> None:
        """
        Leave a place open.

        :param of: what it is the place of.
        """
        self.of = of
        self.offers: list[T] = []
        """In the order in which they came."""

    def fill(self, offer: T) -> T:
        """Add to what fills the place, and return it. The same again changes nothing."""
        if offer not in self.offers:
            self.offers.append(offer)
        return offer
