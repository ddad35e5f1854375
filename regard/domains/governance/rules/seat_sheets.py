"""
What a row of a spreadsheet of seats says: who sits where, in the words that our pages use.

The columns are those of the list that is sent out, so that it can be mended and sent back.
Words may be written in capitals or not, and an answer may be its label or its code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from regard.domains.governance.types import Constituency, Side, Standing
from regard.domains.register.types import Sector, ServiceType, SizeBand

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

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")
"""As spreadsheets hand them on, and as people here write them."""

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


@dataclass(frozen=True)
class RefusedCell:
    """A cell that could not be taken, and with it its row: where, what stands there, and why."""

    line: int
    column: str
    value: str
    why: str


class Unread(Exception):
    """A cell says nothing that we know."""

    def __init__(self, column: str, value: str, why: str) -> None:
        super().__init__(why)
        self.column, self.value, self.why = column, value, why


def reason_not_to_read(header: Iterable[str]) -> str | None:
    """Return which columns are missing, in words for who sent the file; None: it can be read."""
    there = {_fold(column) for column in header}
    missing = [column for column in NEEDED if _fold(column) not in there]
    if not missing:
        return None
    named = " and ".join(f"“{column}”" for column in missing)
    return f"The first line names no column {named}. The empty sheet shows how they are called"


def unknown_columns(header: Iterable[str]) -> list[str]:
    """Return the columns that say nothing to us, so that nobody thinks they were taken."""
    known = {_fold(column) for column in COLUMNS}
    return [column for column in header if _fold(column) not in known]


def read_line(*, line: int, header: Sequence[str], cells: Sequence[str]) -> SeatLine | RefusedCell:
    """Return what a row says, or the first cell of it that cannot be taken."""
    known = {_fold(column): column for column in COLUMNS}
    said = {
        known[_fold(column)]: cell.removeprefix("'").strip()
        for column, cell in zip(header, cells, strict=True)
        if _fold(column) in known
    }
    try:
        return _read(line, {column: said.get(column, "") for column in COLUMNS})
    except Unread as unread:
        return RefusedCell(line, unread.column, unread.value, unread.why)


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
    found = _known(words).get(_fold(said[column]))
    if found is None:
        offered = ", ".join(_label(word) for word in words)
        raise Unread(column, said[column], f"Write one of these: {offered}")
    return found


def _providers(
    said: Mapping[str, str],
) -> tuple[tuple[ServiceType, ...], tuple[Sector, ...], tuple[SizeBand, ...]]:
    types, sectors, sizes = _known(ServiceType), _known(Sector), _known(SizeBand)
    words = [_fold(word) for word in said[PROVIDERS].split(",") if word.strip()]
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
    word = _fold(said[CHAIR])
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
    text = said[SINCE]
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise Unread(SINCE, text, "Write the day from which they hold it, like 1/4/2026")


def _known(words: type[Word]) -> dict[str, Word]:
    """Return each word by what people may write for it: its label, or its code."""
    return {_fold(name): word for word in words for name in (_label(word), word.value)}


def _label(word: StrEnum) -> str:
    label: str = getattr(word, "label", word.value)
    return label


def _fold(text: str) -> str:
    """Return words without capitals, doubled spaces and the shape of an apostrophe."""
    return " ".join(text.replace("’", "'").split()).casefold()
