"""How a draft is laid out for somebody who comments on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.strategy.rules.reviews import Sheet, box_name, print_name, print_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.forms import BoundField, Form

    from regard.domains.strategy.types.reviews import ReviewedLine


@dataclass(frozen=True)
class BoxView:
    """
    A passage and the box below it.

    Attributes:
        print_name, print: of what stood in the box when the page was shown.
        is_open: whether something stands in the box, or has to be looked at.
    """

    line: ReviewedLine
    text: str
    field: BoundField
    print_name: str
    print: str
    is_open: bool


@dataclass(frozen=True)
class SheetLink:
    """A page of the draft; `said`: on how many of its passages they have said something."""

    number: int
    words: str
    said: int


def boxes_of(
    lines: Sequence[ReviewedLine],
    *,
    texts: Mapping[int, str],
    comments: Mapping[int, str],
    form: Form,
) -> list[BoxView]:
    """
    Return the passages of a page, each with its box.

    :param texts: of the passages; `comments`: what is saved; both by reviewed passage.
    """
    found = []
    for line in lines:
        number = line.reviewed_id
        field = form[box_name(number)]
        found.append(
            BoxView(
                line=line,
                text=texts.get(number, ""),
                field=field,
                print_name=print_name(number),
                print=print_of(comments.get(number, "")),
                is_open=bool(field.errors or field.value()),
            )
        )
    return found


def sheet_links(
    sheets: Sequence[Sheet], lines: Sequence[ReviewedLine], comments: Collection[int]
) -> list[SheetLink]:
    """Return all pages of a draft, with how far somebody has come on each."""
    return [
        SheetLink(
            number=number,
            words=sheet.words,
            said=sum(line.reviewed_id in comments for line in lines[sheet.first : sheet.end]),
        )
        for number, sheet in enumerate(sheets, start=1)
    ]


def conflict_words(stands: str) -> str:
    """Return what somebody is told on whose passage another wrote meanwhile."""
    now = f"It says now: “{stands}”" if stands else "It was emptied"
    return (
        f"Somebody else wrote here since you opened this page. {now}. Save again to put what you "
        "wrote in its place."
    )
