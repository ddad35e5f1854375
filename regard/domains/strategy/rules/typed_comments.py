"""Find in what was typed in which words are on which passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regard.domains.strategy.types.reviews import ReviewedLine

WORD = "passage "
"""May stand before a number, as people say it: “passage 2.4: …”."""


@dataclass(frozen=True)
class TypedComments:
    """
    What was typed, by passage.

    Attributes:
        before: what stands before the first number: said on all of it.
        comments: by reviewed passage.
    """

    before: str
    comments: Mapping[int, str]


def read_typed(*, lines: Iterable[ReviewedLine], text: str) -> TypedComments | None:
    """
    Return comments from text in which a line begins with the number of a passage.

    As in “2.4: Too late”, “2.4 Breaks: Too late”, or either alone on its line with the words
    below. What follows belongs to that passage up to the next number; what is said on one in
    two places is put together. None if no line begins so: a number within a sentence is none.
    """
    known: dict[str, int] = {}
    for line in lines:
        known.setdefault(_plain(line.ref), line.reviewed_id)
        known.setdefault(_plain(line.name), line.reviewed_id)
    before: list[str] = []
    said: dict[int, list[str]] = {}
    here = before
    for row in text.splitlines():
        head, colon, rest = row.partition(":")
        number = known.get(_plain(head)) if colon or head else None
        if number is None:
            here.append(row)
            continue
        here = said.setdefault(number, [])
        here += ["", rest.strip()] if here else [rest.strip()]
    if not said:
        return None
    comments = {number: "\n".join(rows).strip() for number, rows in said.items()}
    return TypedComments(
        "\n".join(before).strip(), {number: words for number, words in comments.items() if words}
    )


def _plain(words: str) -> str:
    plain = " ".join(words.casefold().split()).rstrip(".")
    return plain.removeprefix(WORD)
