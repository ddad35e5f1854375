"""
Find where the answers stand in a file, and bring them into one line for each contributor.

Tools write titles above the columns' names; name a column in two lines, the question above its
choices, or a code above its question; or put each answer into a row of its own.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from regard.domains.engagement.types.gathered import Column, Grid, Holds, Layout, Line

from .names import ANSWER_NAMES, GENERIC, QUESTION_NAMES, plain, usual_name

LOOKED_THROUGH = 10
"""Lines in which the columns' names are looked for."""

MOST_HEADER_ROWS = 3

WIDE_ENOUGH = 0.6
"""How far a line reaches that names columns, out of the widest; titles reach less far."""

MOSTLY = 0.8

LONG_ENOUGH = 15
"""Characters in the middle of questions, in a line under codes."""

Numbered = tuple[int, tuple[str, ...]]
"""A line's number, and its cells."""

_CODE = re.compile(r"[A-Za-z]{0,8}[ _]?\d{1,4}([._]\d{1,3}|[a-z])?|[A-Z][A-Za-z]{1,14}")
_IMPORT_ID = '{"ImportId"'
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}")


def find_layout(lines: Sequence[Numbered], *, sheet: str = "") -> Layout:
    """
    Return how a sheet seems to be laid out.

    :param lines: those that hold something; one at least.
    """
    place = _find_header(lines)
    rows = _count_header_rows(lines[place:])
    layout = Layout(sheet=sheet, header_line=lines[place][0], header_rows=rows)
    grid = read_grid(lines, layout)
    return Layout(
        sheet=sheet,
        header_line=layout.header_line,
        header_rows=rows,
        long=_find_long(grid),
        month_first=_is_month_first(grid),
    )


def read_grid(lines: Sequence[Numbered], layout: Layout) -> Grid:
    """
    Return the table of a sheet.

    Where each row is one answer to one question, a contributor's rows become one line, with a
    column for each question, and the line's number is that of the first of them.
    """
    header = [each for each in lines if each[0] >= layout.header_line][: layout.header_rows]
    body = [Line(*each) for each in lines if header and each[0] > header[-1][0]]
    width = _width([cells for _, cells in header], body)
    titles = _titles([cells for _, cells in header], width)
    columns = tuple(Column(name, each) for name, each in zip(_names(titles), titles, strict=True))
    grid = Grid(columns, tuple(_filled(line, width) for line in body))
    return _one_line_each(grid, layout.long) if layout.long else grid


def _find_header(lines: Sequence[Numbered]) -> int:
    """Return the place of the first line that reaches about as far as the widest."""
    first = [len(cells) for _, cells in lines[:LOOKED_THROUGH]]
    far = max(first) * WIDE_ENOUGH
    return next(place for place, reach in enumerate(first) if reach >= far)


def _count_header_rows(lines: Sequence[Numbered]) -> int:
    cells = [each for _, each in lines[:MOST_HEADER_ROWS]]
    if len(cells) > 2 and any(cell.startswith(_IMPORT_ID) for cell in cells[2]):
        return 3
    if len(lines) <= 2:
        return 1
    return 2 if _has_choices_below(*cells[:2]) or _has_questions_below(*cells[:2]) else 1


def _has_choices_below(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Test whether choices stand under their question, which is named once for all of them."""
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    gaps = [place for place, cell in enumerate(above) if not cell]
    named = [place for place in gaps if below[place]]
    if not named or len(named) < MOSTLY * len(gaps):
        return False
    known = [place for place, cell in enumerate(above) if cell and usual_name(cell) is not None]
    return all(not below[place] or plain(below[place]) in GENERIC for place in known)


def _has_questions_below(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Test whether questions stand under codes of them."""
    codes = [cell for cell in upper if cell]
    asked = [cell for cell in lower if cell]
    if len(codes) < 2 or not asked:
        return False
    coded = sum(bool(_CODE.fullmatch(cell)) for cell in codes)
    has_questions = sum("?" in cell for cell in asked) * 2 >= len(asked)
    is_long = median(len(cell) for cell in asked) >= LONG_ENOUGH
    numbered = sum(any(letter.isdigit() for letter in cell) for cell in codes)
    return (
        coded == len(codes)
        and has_questions
        and is_long
        and numbered * 2 >= len(codes)
        and len(asked) >= MOSTLY * len(codes)
    )


def _width(header: Sequence[Sequence[str]], body: Sequence[Line]) -> int:
    """Return how many columns there are: as named, or as half of the rows reach."""
    named = max((len(cells) for cells in header), default=0)
    reaches = sorted((len(line.cells) for line in body), reverse=True)
    return max(named, reaches[len(reaches) // 2] if reaches else 0)


def _titles(header: Sequence[Sequence[str]], width: int) -> list[tuple[str, ...]]:
    """Return the lines that name each column; a wider one counts for those under it."""
    rows = [[*cells, *[""] * (width - len(cells))] for cells in header]
    for upper, lower in pairwise(rows):
        for place in range(1, width):
            if not upper[place] and lower[place]:
                upper[place] = upper[place - 1]
    return [_title([row[place] for row in rows]) for place in range(width)]


def _title(cells: Sequence[str]) -> tuple[str, ...]:
    said = [cell for cell in cells if cell and not cell.startswith(_IMPORT_ID)]
    kept = [cell for place, cell in enumerate(said) if not place or plain(cell) not in GENERIC]
    return tuple(dict.fromkeys(kept))


def _names(titles: Sequence[Sequence[str]]) -> list[str]:
    """Return a name for each column, unlike the others."""
    names: list[str] = []
    seen: Counter[str] = Counter()
    for place, title in enumerate(titles):
        name = " – ".join(title) or f"Column {letters(place)}"
        seen[name.casefold()] += 1
        again = seen[name.casefold()]
        names.append(name if again == 1 else f"{name} ({again})")
    return names


def letters(place: int) -> str:
    """Return what spreadsheets call a column: A for 0, Z for 25, AA for 26."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _filled(line: Line, width: int) -> Line:
    return Line(line.number, line.cells + ("",) * (width - len(line.cells)))


def _find_long(grid: Grid) -> tuple[str, str, str] | None:
    """Return the columns of who answered, the question and the answer, where rows are answers."""
    by_name = {plain(name): name for name in grid.header}
    asked = next((by_name[name] for name in by_name if name in QUESTION_NAMES), None)
    said = next((by_name[name] for name in by_name if name in ANSWER_NAMES), None)
    who = next((name for name in grid.header if usual_name(name) is Holds.RESPONSE), None)
    if asked is None or said is None or who is None:
        return None
    place = grid.header.index(asked)
    questions = {line.cells[place] for line in grid.lines}
    return (who, asked, said) if 2 * len(questions) <= len(grid.lines) + 2 else None


def _one_line_each(grid: Grid, long: tuple[str, str, str]) -> Grid:
    """Return the grid with a line for each contributor, and a column for each question."""
    who, asked, said = (grid.header.index(name) for name in long)
    others = [place for place in range(len(grid.columns)) if place not in {asked, said}]
    questions = list(dict.fromkeys(line.cells[asked] for line in grid.lines if line.cells[asked]))
    firsts: dict[str, Line] = {}
    answers: dict[str, dict[str, list[str]]] = {}
    for line in grid.lines:
        key = line.cells[who] or f"line {line.number}"
        firsts.setdefault(key, line)
        given = answers.setdefault(key, {}).setdefault(line.cells[asked], [])
        if line.cells[said] and line.cells[said] not in given:
            given.append(line.cells[said])
    columns = [grid.columns[place] for place in others]
    columns += [Column(name, (name,)) for name in _names([(text,) for text in questions])]
    lines = [
        Line(
            first.number,
            tuple(first.cells[place] for place in others)
            + tuple("\n".join(answers[key].get(text, ())) for text in questions),
        )
        for key, first in firsts.items()
    ]
    return Grid(tuple(columns), tuple(lines))


def _is_month_first(grid: Grid) -> bool:
    """Test whether some day has a month of over 12, if read as days are written here."""
    days = [
        (int(found.group(1)), int(found.group(2)))
        for place, name in enumerate(grid.header)
        if usual_name(name) is Holds.SAID_ON
        for line in grid.lines
        if (found := _SLASHED.match(line.cells[place]))
    ]
    most = 12
    return any(second > most for _, second in days) and all(first <= most for first, _ in days)
