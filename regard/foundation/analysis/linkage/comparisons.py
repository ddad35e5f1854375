"""
What is compared, in levels from agreement to difference, in SQL that every engine understands.

The weights of the levels add up, as if each comparison told something new. Where one says
little after another, that is in its levels: houses of one postcode mostly share a street and
an owner, so address and owner are told apart by whether the places agree; a town is asked only
when the postcodes do not tell. `parameters.py` has how often each level is found.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """
    One outcome of a comparison.

    Attributes:
        code: its name in `parameters.py`.
        words: what was found, for people.
        sql: when it is so, in DuckDB's SQL; the first level that is so counts.
        is_silent: nothing was compared, and the weight is 0.
        frequency_of: the column by whose frequency in the register the weight is adjusted.
    """

    code: str
    words: str
    sql: str
    is_silent: bool = False
    frequency_of: str = ""


@dataclass(frozen=True)
class Comparison:
    """
    What is compared.

    Attributes:
        code: the name of the comparison, and of its columns.
        label: for people.
    """

    code: str
    label: str
    levels: tuple[Level, ...]


def _shared(column: str) -> str:
    return f"array_length(array_intersect({column}_l, {column}_r))"


SAME_POSTCODE = "coalesce(postcode_l = postcode_r, false)"
SAME_SECTOR = "coalesce(sector_l = sector_r, false)"
SAME_TOWN = (
    "(coalesce(town_l = town_r, false) or coalesce(array_contains(places_l, town_r), false) or "
    "coalesce(array_contains(places_r, town_l), false))"
)
NEAR = f"(coalesce(district_l = district_r, false) or {SAME_TOWN})"

SUBSET = (
    f"{_shared('tokens')} > 0 and {_shared('tokens')} = "
    "least(array_length(tokens_l), array_length(tokens_r))"
)
CLOSE = (
    "(levenshtein(name_l, name_r) <= 1 and least(length(name_l), length(name_r)) >= 5) or "
    "(levenshtein(name_l, name_r) <= 2 and least(length(name_l), length(name_r)) >= 9)"
)
OWNER_IN_NAME = "coalesce(array_contains(owners_r, name_l), false)"
SAME_OWNER = f"({_shared('owners')} > 0)"
SOME_OWNER = f"({_shared('owner_tokens')} > 0)"
TOLD_BY_NAME = (
    "(name_l = name_r and coalesce(array_contains(owners_r, name_r), false) "
    "and coalesce(array_contains(owners_l, name_l), false))"
)
SWAPPED = (
    f"{OWNER_IN_NAME} and coalesce(array_contains(owners_l, name_r), false) and name_l <> name_r "
    f"and not {SAME_OWNER}"
)
LIKE_POSTCODE = f"({SAME_SECTOR} or coalesce(levenshtein(postcode_l, postcode_r) <= 1, false))"
NUMBER_AND_STREET = f"({_shared('numbers')} > 0 and {_shared('streets')} > 0)"
STREET = f"({_shared('streets')} > 0)"
NO_ADDRESS = (
    "(array_length(streets_l) + array_length(numbers_l) = 0 "
    "or array_length(streets_r) + array_length(numbers_r) = 0)"
)
NO_OWNER = "array_length(owners_l) = 0 or array_length(owners_r) = 0"

NAME = Comparison(
    "name",
    "Name",
    (
        Level("none", "Not given", "name_l is null or name_r is null", is_silent=True),
        Level("same", "The same name", "name_l = name_r", frequency_of="name"),
        Level(
            "rare_part",
            "One is part of the other, with a rare word",
            f"{SUBSET} and {_shared('rare')} > 0",
        ),
        Level("close", "The same but for a slip", CLOSE),
        Level(
            "rare", "They share a rare word", f"{_shared('rare')} > 0 and {_shared('telling')} > 0"
        ),
        Level("known_part", "One is part of the other", f"{SUBSET} and {_shared('known')} > 0"),
        Level("known", "They share a word that few have", f"{_shared('telling')} > 0"),
        Level("owner", "It is the name of the other’s provider", OWNER_IN_NAME),
        Level(
            "common",
            "They share only a common word, or one of the address",
            f"{_shared('tokens')} > 0",
        ),
        Level("differ", "Different names", "else"),
    ),
)

POSTCODE = Comparison(
    "postcode",
    "Postcode",
    (
        Level("none", "Not given", "postcode_l is null or postcode_r is null", is_silent=True),
        Level("same", "The same postcode", "postcode_l = postcode_r"),
        Level("slip", "One letter or figure differs", "levenshtein(postcode_l, postcode_r) <= 1"),
        Level("sector", "The same but for the last two letters", SAME_SECTOR),
        Level(
            "slips", "Two letters or figures differ", "levenshtein(postcode_l, postcode_r) <= 2"
        ),
        Level("district", "The same first half", "coalesce(district_l = district_r, false)"),
        Level("differ", "Different postcodes", "else"),
    ),
)

OWNER = Comparison(
    "owner",
    "Provider",
    (
        Level("none", "Not given", NO_OWNER, is_silent=True),
        Level("told", "The name has said it", TOLD_BY_NAME, is_silent=True),
        Level("swapped", "The names of service and provider are swapped", SWAPPED),
        Level(
            "here_same",
            "The same provider, as at the postcode",
            f"{SAME_POSTCODE} and {SAME_OWNER}",
        ),
        Level(
            "here_some",
            "Providers of like names, at the postcode",
            f"{SAME_POSTCODE} and {SOME_OWNER}",
        ),
        Level("here_differ", "Another provider, though the postcode is the same", SAME_POSTCODE),
        Level(
            "near_same",
            "The same provider, in the same town or district",
            f"{NEAR} and {SAME_OWNER}",
        ),
        Level(
            "near_some",
            "Providers of like names, in the same town or district",
            f"{NEAR} and {SOME_OWNER}",
        ),
        Level("near_differ", "Another provider, in the same town or district", NEAR),
        Level("away_same", "The same provider", SAME_OWNER),
        Level("away_some", "Providers of like names", SOME_OWNER),
        Level("away_differ", "Another provider", "else"),
    ),
)

ADDRESS = Comparison(
    "address",
    "Address",
    (
        Level("none", "Not given", NO_ADDRESS, is_silent=True),
        Level(
            "here_number",
            "The same number and street, as the postcode has it",
            f"{SAME_POSTCODE} and {NUMBER_AND_STREET}",
        ),
        Level(
            "here_street",
            "The same street, as the postcode has it",
            f"{SAME_POSTCODE} and {STREET}",
        ),
        Level("here_differ", "Another street, though the postcode is the same", SAME_POSTCODE),
        Level(
            "near_number",
            "The same number and street, and nearly the same postcode",
            f"{LIKE_POSTCODE} and {NUMBER_AND_STREET}",
        ),
        Level(
            "near_street",
            "The same street, and nearly the same postcode",
            f"{LIKE_POSTCODE} and {STREET}",
        ),
        Level(
            "near_differ", "Another street, though the postcode is nearly the same", LIKE_POSTCODE
        ),
        Level("away_number", "The same number and street", NUMBER_AND_STREET),
        Level("away_town", "A street of the same name in the same town", f"{NEAR} and {STREET}"),
        Level("away_street", "A street of the same name", STREET),
        Level("away_differ", "Another street", "else"),
    ),
)

TOWN = Comparison(
    "town",
    "Town",
    (
        Level("none", "Not given", "town_l is null or town_r is null", is_silent=True),
        Level(
            "told", "The postcode has said it", f"{SAME_POSTCODE} or {SAME_SECTOR}", is_silent=True
        ),
        Level("same", "The same town", SAME_TOWN),
        Level("differ", "Another town", "else"),
    ),
)

TELEPHONE = Comparison(
    "telephone",
    "Telephone",
    (
        Level("none", "Not given", "telephone_l is null or telephone_r is null", is_silent=True),
        Level("same", "The same number", "telephone_l = telephone_r"),
        Level("differ", "Another number", "else"),
    ),
)

NUMBER = Comparison(
    "number",
    "Regulator’s number",
    (
        Level("none", "Not given", "number_l is null or number_r is null", is_silent=True),
        Level("same", "The same number", "number_l = number_r"),
        Level("differ", "Another number", "else"),
    ),
)

COMPARISONS = (NAME, POSTCODE, ADDRESS, TOWN, OWNER, TELEPHONE, NUMBER)
"""In the order in which they are added up."""

GROUPS = ("here_", "near_", "away_")
"""
How the codes begin of levels that share one whole: the pairs of which the beginning is true.

Of one postcode, near one another, or neither. Levels of other codes share the whole of all pairs.
"""
