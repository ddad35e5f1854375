"""What a document is made of. All text is plain: nothing in it is read as markup."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    PLAIN = "plain"
    LEDE = "lede"
    """The finding, under the title."""
    QUIET = "quiet"
    """What may be passed over, such as where a figure is from."""


@dataclass(frozen=True)
class Heading:
    """
    A heading below the document's title.

    Attributes:
        level: 1 to 4. No level is skipped on the way down, and the first is 1.
    """

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Words. An empty line in them begins a new paragraph, and a line's end stays one."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Link:
    """Words that lead to an address in full; an address of no known kind is left out."""

    text: str
    url: str


@dataclass(frozen=True)
class List:
    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class KeyValues:
    """What each thing is called, and what it is, one under another."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """
    Rows under a row of headings, which is printed again on each page.

    Attributes:
        head: one heading a column.
        rows: as many cells each as `head`; None prints as a dash.
        numeric: which columns, from 0, hold numbers. They are as wide as they need.
        widths: how wide each of the other columns is, relative to one another, in the order of
            all columns; none: all alike.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Contents:
    """
    The headings, with their pages.

    Attributes:
        levels: how many levels of them, from 1.
    """

    title: str = "What is in it"
    levels: int = 2


@dataclass(frozen=True)
class PageBreak:
    """Go on with a new page, unless this one is empty."""


Block: TypeAlias = Heading | Paragraph | Link | List | KeyValues | Table | Contents | PageBreak
