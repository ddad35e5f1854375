"""What codes mean, as a sheet beside the answers says."""

from collections import defaultdict
from collections.abc import Sequence

from regard.domains.engagement.types.gathered import Codes

from .layout import Numbered
from .names import plain

OF = frozenset({"variable", "question", "column", "field", "question id", "variable name", "q"})
CODE = frozenset({"code", "value", "answer code", "option code", "number", "key"})
LABEL = frozenset({"label", "text", "meaning", "answer", "option", "description", "value label"})
"""How the columns of such a sheet are called, as `plain` gives them."""

LONGEST_CODE = 12
"""Characters. What is longer is no code."""


def find_codes(sheets: Sequence[Sequence[Numbered]]) -> Codes:
    """
    Return what codes mean, by the column or question they stand in ("" for any) and the code.

    A sheet is one of codes where its first line says so, e.g. "Variable, Code, Label", or where
    all its lines have two cells of which the first is short and unlike the others.

    :param sheets: the lines of every sheet but that of the answers.
    """
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    for lines in sheets:
        for name, code, label in _codes_of(lines):
            codes[name].setdefault(code, label)
    return dict(codes)


def _codes_of(lines: Sequence[Numbered]) -> list[tuple[str, str, str]]:
    header = [plain(cell) for cell in lines[0][1]]
    code = next((n for n, cell in enumerate(header) if cell in CODE), None)
    label = next((n for n, cell in enumerate(header) if cell in LABEL and n != code), None)
    of = next((n for n, cell in enumerate(header) if cell in OF and n not in {code, label}), None)
    if code is not None and label is not None:
        return _named(lines[1:], of, code, label)
    pairs = [cells for _, cells in lines]
    first = [cells[0] for cells in pairs]
    is_list = all(len(cells) == 2 and 0 < len(cells[0]) <= LONGEST_CODE for cells in pairs)
    return (
        [("", cells[0], cells[1]) for cells in pairs]
        if is_list and len(set(first)) == len(first)
        else []
    )


def _named(
    lines: Sequence[Numbered], of: int | None, code: int, label: int
) -> list[tuple[str, str, str]]:
    """Return column, code and meaning of each line; a column named once counts for those below."""
    found, name = [], ""
    for _, cells in lines:
        row = [*cells, "", "", "", ""]
        if of is not None and row[of]:
            name = row[of]
        if len(cells) > max(code, label) and row[code] and row[label]:
            found.append((name, row[code], row[label]))
    return found
