"""Read lines of a ratings file many at once, while each cell is written as it should be."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regard.domains.register.rules.rating_columns import (
    are_wholes,
    read_location_columns,
    read_organisations,
)
from regard.domains.register.rules.ratings import (
    SOCIAL_CARE,
    WHOLE,
    Against,
    RatingCells,
)
from regard.domains.register.rules.told import ToldLocations, ToldRating

from .found import Found
from .rating_blocks import PlainBlock


def read_at_once(block: PlainBlock, against: Against, found: Found) -> ToldLocations | None:
    """
    Return the locations of some lines, and add to `found` as reading them one by one would.

    :returns: None, with nothing added, if they have to be read one by one.
    """
    if found.councils is not None:  # only some may be taken
        return None
    is_ours = pc.equal(block.cells.kind, SOCIAL_CARE)
    ours = block.choose(is_ours)
    numbers = ours.cells.number.to_pylist()
    if not are_wholes(ours.cells) or _stands_twice(numbers, found):
        return None
    told = read_location_columns(ours.lines, ours.cells, against)
    if told is None:
        return None
    found.rows += len(block.lines)
    found.not_social_care += len(block.lines) - len(numbers)
    found.lines.update(zip(numbers, ours.lines.to_pylist(), strict=True))
    found.newest = max(found.newest, pc.max(told.rated_on).as_py() or "")
    _keep_providers(ours, against, found)
    found.ratings.extend(_list_inherited(told, ours.cells))
    return told


def _stands_twice(numbers: list[str], found: Found) -> bool:
    different = set(numbers)
    return len(different) < len(numbers) or not found.lines.keys().isdisjoint(different)


def _keep_providers(block: PlainBlock, against: Against, found: Found) -> None:
    """Keep each provider that was not told of before, as its first line tells."""
    encoded = block.cells.provider_number.dictionary_encode()  # in the order of first lines
    _, firsts = np.unique(encoded.indices.to_numpy(), return_index=True)
    numbers = encoded.dictionary.to_pylist()
    known = found.organisations
    new = [
        place
        for number, place in zip(numbers, firsts.tolist(), strict=True)
        if number not in known
    ]
    told = list(read_organisations(block.cells, new, against.gazetteer))
    known.update((each.number, each) for each in told)


def _list_inherited(told: ToldLocations, cells: RatingCells[pa.Array]) -> Iterator[ToldRating]:
    is_rated = pc.and_(pc.not_equal(told.rating, ""), pc.is_valid(told.rated_on))
    chosen = pc.and_(is_rated, pc.equal(cells.inherited, "Y"))
    for number, rating, rated_on in zip(
        told.number.filter(chosen).to_pylist(),
        told.rating.filter(chosen).to_pylist(),
        told.rated_on.filter(chosen).to_pylist(),
        strict=True,
    ):
        yield ToldRating(number, WHOLE, "overall", rating, rated_on, True)
