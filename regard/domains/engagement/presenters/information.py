"""How the information before answering is laid out, and who was given it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import FormatKind
from regard.foundation.design.words import date_words, time_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.engagement.models import InformationPack, PackFile
    from regard.domains.engagement.queries.information import GivenCount, GivenRow

GIVEN_HEADER = ("Version", "Given to", "How", "When")

LONGEST_HEADING = 70
"""Characters: a line by itself that is no longer, and does not end as a sentence, is a heading."""


def blocks(words: str) -> list[tuple[str, list[str]]]:
    """
    Return the words as they are laid out: ("heading", [line]) or ("text", lines of a paragraph).

    Paragraphs are parted by empty lines.
    """
    found = []
    for part in words.split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if not lines:
            continue
        is_heading = (
            len(lines) == 1 and len(lines[0]) <= LONGEST_HEADING and lines[0][-1] not in ".!?:;"
        )
        found.append(("heading" if is_heading else "text", lines))
    return found


def documents(files: Iterable[PackFile]) -> list[tuple[str, str, int]]:
    """Return of each document what it is called, what it is, and its number."""
    return [
        (
            each.title,
            " · ".join(part for part in (_form(each), each.file.name, _size(each)) if part),
            each.pk,
        )
        for each in files
    ]


def versions(packs: Sequence[InformationPack], current: InformationPack) -> list[tuple[str, int]]:
    """Return every other published version: its label, and its number."""
    return [
        (f"Version {pack.number}, {date_words(pack.published_at)}", pack.number)
        for pack in packs
        if pack.pk != current.pk
    ]


def log_lede(counts: Sequence[GivenCount]) -> str:
    """Return the finding of the log: how often the information was given."""
    total = sum(each.count for each in counts)
    if not total:
        return "Nobody has been given the information yet."
    current = counts[0].version
    of_current = sum(each.count for each in counts if each.version == current)
    return f"Given {count(total, 'time')}; version {current}, {count(of_current, 'time')}."


def given_csv(rows: Iterable[GivenRow]) -> list[tuple[object, ...]]:
    return [(row.version, row.to, row.how, time_words(row.at)) for row in rows]


def _form(each: PackFile) -> str:
    return FormatKind(each.form).label if each.form else ""


def _size(each: PackFile) -> str:
    size: int = each.file.size
    return f"{max(1, round(size / 1024)):,} KB" if size < 1024**2 else f"{size / 1024**2:.1f} MB"
