"""Themes in the order of a list, each followed by the themes that are parts of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from regard.domains.engagement.types import ThemeRow


def parts_of(rows: Iterable[ThemeRow]) -> dict[int, list[ThemeRow]]:
    """Return the parts of every theme that has any, by theme, in their order."""
    parts: dict[int, list[ThemeRow]] = defaultdict(list)
    for row in rows:
        if row.parent_id is not None:
            parts[row.parent_id].append(row)
    return dict(parts)


def in_order(rows: Sequence[ThemeRow]) -> list[ThemeRow]:
    """Return the themes in their order, the parts of each right after it if it is there too."""
    parts, here = parts_of(rows), {row.theme_id for row in rows}
    wholes = [row for row in rows if row.parent_id not in here]
    return [each for row in wholes for each in (row, *parts.get(row.theme_id, ()))]


def theme_options(rows: Sequence[ThemeRow]) -> list[tuple[str, str]]:
    """Return the themes to choose from: number, and title with that of the theme it is in."""
    titles = {row.theme_id: row.title for row in rows}
    return [
        (str(row.theme_id), named(row.title, titles.get(row.parent_id or 0, "")))
        for row in in_order(rows)
    ]


def named(title: str, whole: str) -> str:
    """Return the name of a theme within the wider theme that it is a part of, if it is."""
    return f"{whole}: {title}" if whole else title
