"""What other parts of governance show on a body's page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from regard.domains.governance.models import Body
from regard.foundation.authority import Caller


@dataclass(frozen=True)
class Card:
    """
    One thing of a body, in a line.

    Attributes:
        tag: its state in a word or two, and its kind: ok, part, no, gap.
    """

    title: str
    url: str = ""
    words: str = ""
    tag: tuple[str, str] | None = None


@dataclass(frozen=True)
class BodySection:
    """
    A part of a body's page.

    Attributes:
        words: the finding, or why there is nothing and what to do.
        cards: in the order of what matters.
        links: where there is more or something to do: words and address.
    """

    title: str
    words: str = ""
    cards: tuple[Card, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


Section = Callable[[Body, date, Caller], BodySection | None]
"""Makes a part of a body's page, as at a day, for who asks; None: nothing for them."""
