"""What a writer says of a document and of one passage."""

from dataclasses import dataclass
from datetime import date

from .documents import DocumentKind, PassageKind


@dataclass(frozen=True)
class Words:
    """
    A passage as somebody writes it.

    Attributes:
        section: the part of the template that it writes, by key; empty: none.
        because: why it changes, in the writer's words.
        theme_ids, point_ids: what was said that led to it.
    """

    heading: str
    text: str
    kind: PassageKind = PassageKind.TEXT
    section: str = ""
    because: str = ""
    theme_ids: tuple[int, ...] = ()
    point_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Place:
    """
    Where a passage is to stand.

    Attributes:
        under: the key of the passage that it stands under; None: at the top.
        after: the key of the sibling that it follows; None: it is the first there.
    """

    under: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class About:
    """
    What a document is.

    Attributes:
        body_id: whose it is; None: the partnership's as a whole.
        begins_on, ends_on: when it is meant to hold; None: it does not say.
    """

    kind: DocumentKind = DocumentKind.INTEGRATED_CARE_STRATEGY
    body_id: int | None = None
    begins_on: date | None = None
    ends_on: date | None = None
