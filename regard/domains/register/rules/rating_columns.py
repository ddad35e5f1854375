"""
Many lines of a ratings file at once, as Arrow holds columns: the same as `ratings` of each line.

For lines on which every cell is written as it should be; the others are left to `ratings`. A
column is of text, and none of it is null.
"""

from collections.abc import Callable, Iterable, Sequence
from re import Pattern

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regard.domains.register.types import Sector

from .councils import PUBLIC_WORDS, Gazetteer
from .ratings import CARE_HOMES, OVERALL, Against, RatingCells, find_councils
from .told import ToldLocations, ToldOrganisation
from .values import (
    DEGREES_EAST,
    DEGREES_NORTH,
    NUMBER,
    TIDY_POSTCODE,
    Unreadable,
    read_past_date,
    read_rating,
)

NONE = pa.scalar(None, pa.string())

BETWEEN = "\x1f"
"""Parts a council's name from a postcode district: a sign that no keyboard writes."""


def are_wholes(cells: RatingCells[pa.Array]) -> bool:
    """Test whether every line is of a location as a whole."""
    return bool(
        pc.all(pc.equal(cells.domain, OVERALL)).as_py()
        and pc.all(pc.equal(cells.group, OVERALL)).as_py()
    )


def read_location_columns(
    lines: pa.Array, cells: RatingCells[pa.Array], against: Against
) -> ToldLocations | None:
    """
    Return the locations that lines tell of as a whole, in their order.

    :param lines: each one's place in the file, the header being 1.
    :returns: None if some cell is not written as its column's should be, or no council is so
        called: then each line is to be looked at.
    """
    if not _are_tidy(cells):
        return None
    districts = pc.utf8_slice_codeunits(cells.postcode, 0, -4)
    try:
        councils = _find_councils(cells.council, districts, against)
        ratings = _read_each(cells.rating, lambda text: read_rating(text) or "")
        published = _read_each(
            cells.published,
            lambda text: read_past_date("Publication Date", text, against.order, against.today),
        )
    except Unreadable:
        return None
    return ToldLocations(
        line=lines,
        number=cells.number,
        provider_number=cells.provider_number,
        council_id=councils,
        name=_trim(cells.name),
        address=_join_lines(_trim(cells.street), _trim(cells.second_line)),
        city=_trim(cells.city),
        postcode=cells.postcode,
        district=districts,
        service_type=_read_each(cells.care_home, CARE_HOMES.get),
        ods_code=_or_none(_read_dashes(cells.ods_code)),
        longitude=_or_none(cells.longitude),
        latitude=_or_none(cells.latitude),
        rating=ratings,
        rated_on=published,
    )


def read_organisations(
    cells: RatingCells[pa.Array], places: Sequence[int], gazetteer: Gazetteer
) -> Iterable[ToldOrganisation]:
    """
    Return the providers that some lines tell of, whose names are not empty.

    :param places: of these lines in the columns, from 0.
    """
    chosen = pa.array(places, pa.int64())
    names = _trim(cells.provider_name.take(chosen))
    brands = _read_dashes(cells.brand_name.take(chosen))
    columns = (
        cells.provider_number.take(chosen).to_pylist(),
        names.to_pylist(),
        _read_dashes(cells.brand_number.take(chosen)).to_pylist(),
        pc.replace_substring_regex(brands, "^BRAND ", "").to_pylist(),
        _list_sectors(names, gazetteer),
    )
    return map(ToldOrganisation, *columns)


def _list_sectors(names: pa.Array, gazetteer: Gazetteer) -> list[str | None]:
    may_be_public = pc.match_substring_regex(names, "(?i)" + "|".join(sorted(PUBLIC_WORDS)))
    both = zip(names.to_pylist(), may_be_public.to_pylist(), strict=True)
    return [
        Sector.PUBLIC.value if may_be and gazetteer.is_public(name) else None
        for name, may_be in both
    ]


def _are_tidy(cells: RatingCells[pa.Array]) -> bool:
    """Test whether all of what is looked at can be taken as it stands, but for outer spaces."""
    has_east, has_north = pc.equal(cells.longitude, ""), pc.equal(cells.latitude, "")
    tests = (
        _match_all(
            (cells.number, NUMBER),
            (cells.provider_number, NUMBER),
            (cells.postcode, TIDY_POSTCODE),
            (cells.longitude, DEGREES_EAST),
            (cells.latitude, DEGREES_NORTH),
        ),
        pc.equal(has_east, has_north),
        pc.is_in(cells.care_home, value_set=pa.array(CARE_HOMES)),
        pc.not_equal(_trim(cells.name), ""),
        pc.not_equal(_trim(cells.provider_name), ""),
    )
    return all(pc.all(test).as_py() for test in tests)


def _match_all(*columns: tuple[pa.Array, Pattern[str]]) -> pa.Array:
    """
    Test whether every cell is written as its column's pattern has it.

    All lines are tested as one text, as most of the time goes into beginning with a cell. No
    cell that may be there has the sign between cells or ends a line, so none is taken for two.
    """
    cells = [column for column, _ in columns]
    cells[-1] = pc.binary_join_element_wise(cells[-1], "\n", "")
    lines = pc.binary_join_element_wise(*cells, BETWEEN)
    one = BETWEEN.join(f"(?:{pattern.pattern})" for _, pattern in columns)
    return pc.match_substring_regex(_as_one_text(lines), f"^(?:{one}\n)*$")


def _as_one_text(column: pa.Array) -> pa.Array:
    """Return a column of one text, of all the texts of a new column after each other."""
    _, begins, texts = column.buffers()
    ends = np.frombuffer(begins, np.int32)[[0, len(column)]]
    return pa.StringArray.from_buffers(1, pa.py_buffer(ends), texts)


def _trim(column: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(column)


def _read_dashes(column: pa.Array) -> pa.Array:
    """Read as `values.read_dash` does."""
    tidy = _trim(column)
    return pc.if_else(pc.equal(tidy, "-"), "", tidy)


def _or_none(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(column, ""), NONE, column)


def _join_lines(firsts: pa.Array, seconds: pa.Array) -> pa.Array:
    both = pc.binary_join_element_wise(firsts, seconds, "\n")
    return pc.if_else(pc.equal(seconds, ""), firsts, both)


def _read_each(column: pa.Array, read: Callable[[str], str | None]) -> pa.Array:
    """Read cells of which most are the same as others: each different one once."""
    encoded = column.dictionary_encode()
    values = [read(text) for text in encoded.dictionary.to_pylist()]
    return pa.array(values, pa.string()).take(encoded.indices)


def _find_councils(names: pa.Array, districts: pa.Array, against: Against) -> pa.Array:
    """Look up the council of each line: each different name and postcode district once."""
    encoded = pc.binary_join_element_wise(names, districts, BETWEEN).dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    known = against.texts
    new = [text for text in texts if text not in known]
    pairs = [text.rpartition(BETWEEN) for text in new]
    found = find_councils(
        [name for name, _, _ in pairs],
        [f"{district} 0AA" for _, _, district in pairs],  # its district alone decides
        [district for _, _, district in pairs],
        against,
    )
    known.update(zip(new, found, strict=True))
    return pa.array([known[text] for text in texts], pa.int64()).take(encoded.indices)
