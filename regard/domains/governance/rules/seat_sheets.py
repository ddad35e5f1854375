"""
What a row of a spreadsheet of seats says: who sits where, in the words that our pages use.

The columns are those of the list that is sent out, so that it can be mended and sent back.
Words may be written in capitals or not, and an answer may be its label or its code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from regard.domains.governance.types import Constituency, Side, Standing
from regard.domains.register.types import Sector, ServiceType, SizeBand
from regard.foundation.analysis import sheet_cells
from regard.foundation.analysis.sheet_cells import RefusedCell as RefusedCell
from regard.foundation.analysis.sheet_cells import Unread as Unread
from regard.foundation.analysis.sheet_cells import fold, read_cells, read_day

BODY, SEAT = "Body", "Seat"
SPEAKS_FOR, PROVIDERS, PLACE = "Speaks for", "Which providers", "Place"
NOMINATED_BY, NOMINATOR, STANDING = "Nominated by", "Nominator", "Standing"
CHAIR, TERM, SINCE = "Chair", "Term in months", "Since"
HOLDER, JOB, WORKS_AT = "Holder", "Job", "Works at"
NUMBER, COMES_FROM, EMAIL = "Regulator’s number", "Holder comes from", "Email"

NEEDED = (BODY, SEAT, SPEAKS_FOR, NOMINATED_BY, STANDING)
COLUMNS = (
    BODY,
    SEAT,
    SPEAKS_FOR,
    PROVIDERS,
    PLACE,
    NOMINATED_BY,
    NOMINATOR,
    STANDING,
    CHAIR,
    TERM,
    HOLDER,
    JOB,
    WORKS_AT,
    NUMBER,
    COMES_FROM,
    EMAIL,
    SINCE,
)

YES, NO = {"yes", "y", "true", "1"}, {"", "no", "n", "false", "0"}

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class SeatLine:
    """
    One seat of a spreadsheet, and who holds it.

    Attributes:
        line: of the file, from 1.
        body: its name, as written. So for place.
        holder: "" where nobody holds it; then job, side and since say nothing.
        number: the regulator's, of where the holder works; "" where none is given.
    """

    line: int
    body: str
    name: str
    speaks_for: Constituency
    service_types: tuple[ServiceType, ...]
    sectors: tuple[Sector, ...]
    size_bands: tuple[SizeBand, ...]
    place: str
    nominated_by: Side
    nominator: str
    standing: Standing
    is_chair: bool
    term_months: int | None
    holder: str = ""
    job: str = ""
    works_at: str = ""
    number: str = ""
    side: Side = Side.OTHER
    email: str = ""
    since: date | None = None


def reason_not_to_read(header: Iterable[str]) -> str | None:
    """Return which columns are missing, in words for who sent the file; None: it can be read."""
    return sheet_cells.reason_not_to_read(header, needed=NEEDED)


def unknown_columns(header: Iterable[str]) -> list[str]:
    """Return the columns that say nothing to us, so that nobody thinks they were taken."""
    return sheet_cells.unknown_columns(header, known=COLUMNS)


def read_line(*, line: int, header: Sequence[str], cells: Sequence[str]) -> SeatLine | RefusedCell:
    """Return what a row says, or the first cell of it that cannot be taken."""
    try:
        return _read(line, read_cells(header=header, cells=cells, known=COLUMNS))
    except Unread as unread:
        return unread.at(line)


def _read(line: int, said: Mapping[str, str]) -> SeatLine:
    for column in (BODY, SEAT):
        if not said[column]:
            raise Unread(column, "", "Nothing stands here")
    types, sectors, sizes = _providers(said)
    speaks_for = _word(said, SPEAKS_FOR, Constituency)
    if (types or sectors or sizes) and speaks_for is not Constituency.PROVIDERS:
        raise Unread(
            PROVIDERS, said[PROVIDERS], "Only a seat that speaks for care providers names them"
        )
    return SeatLine(
        line=line,
        body=said[BODY],
        name=said[SEAT],
        speaks_for=speaks_for,
        service_types=types,
        sectors=sectors,
        size_bands=sizes,
        place=said[PLACE],
        nominated_by=_word(said, NOMINATED_BY, Side),
        nominator=said[NOMINATOR],
        standing=_word(said, STANDING, Standing),
        is_chair=_is_yes(said),
        term_months=_months(said),
        holder=" ".join(said[HOLDER].split()),
        job=said[JOB],
        works_at=said[WORKS_AT],
        number=said[NUMBER],
        side=_word(said, COMES_FROM, Side) if said[HOLDER] else Side.OTHER,
        email=said[EMAIL],
        since=_since(said) if said[HOLDER] else None,
    )


def _word(said: Mapping[str, str], column: str, words: type[Word]) -> Word:
    found = _known(words).get(fold(said[column]))
    if found is None:
        offered = ", ".join(_label(word) for word in words)
        raise Unread(column, said[column], f"Write one of these: {offered}")
    return found


def _providers(
    said: Mapping[str, str],
) -> tuple[tuple[ServiceType, ...], tuple[Sector, ...], tuple[SizeBand, ...]]:
    types, sectors, sizes = _known(ServiceType), _known(Sector), _known(SizeBand)
    words = [fold(word) for word in said[PROVIDERS].split(",") if word.strip()]
    for word in words:
        if word not in types | sectors | sizes:
            raise Unread(
                PROVIDERS,
                said[PROVIDERS],
                f"“{word}” is no type of care, sector or size that we know. "
                "Put a comma between two",
            )
    return (
        tuple(types[word] for word in words if word in types),
        tuple(sectors[word] for word in words if word in sectors),
        tuple(sizes[word] for word in words if word in sizes),
    )


def _is_yes(said: Mapping[str, str]) -> bool:
    word = fold(said[CHAIR])
    if word not in YES | NO:
        raise Unread(CHAIR, said[CHAIR], "Write yes or no")
    return word in YES


def _months(said: Mapping[str, str]) -> int | None:
    text = said[TERM]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 120):
        raise Unread(TERM, text, "Write months as a whole number from 1 to 120, or leave it empty")
    return int(text)


def _since(said: Mapping[str, str]) -> date:
    day = read_day(said[SINCE])
    if day is None:
        raise Unread(SINCE, said[SINCE], "Write the day from which they hold it, like 1/4/2026")
    return day


def _known(words: type[Word]) -> dict[str, Word]:
    """Return each word by what people may write for it: its label, or its code."""
    return {fold(name): word for word in words for name in (_label(word), word.value)}


def _label(word: StrEnum) -> str:
    label: str = getattr(word, "label", word.value)
    return label
