"""What of a record is compared, and by what it is found: pure values, the same on every engine."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import tidying
from .records import Record

RARE_SHARE = 0.0007
"""A word is rare if at most this share of the register's names has it: 16 of 23,084."""

KNOWN_SHARE = 0.007
"""A word is no commonplace if at most this share has it: 160 of 23,084."""

LEAST = 2
"""In a small register, a word that this many names have is rare still."""

MOST_IN_BLOCK = 400
"""A key that more locations have finds nothing in particular, and is left out."""

SLIPS_FROM = 5
"""Letters. Shorter words are not looked for with a letter missing."""


@dataclass(frozen=True)
class Vocabulary:
    """
    How often words stand in the register's names.

    Attributes:
        rare_up_to: a word that this many names have, or fewer, is rare.
        known_up_to: one that this many have, or fewer, is no commonplace.
    """

    counts: Counter[str]
    rare_up_to: int
    known_up_to: int


@dataclass(frozen=True)
class Features:
    """
    A record as it is compared. Lists are in one order, without repeats.

    Attributes:
        name: the words that say which it is, in their order.
        rare: those of them that few names have; `known` that not many have, and `telling` the
            known ones that do not stand in its address too.
        owners: who runs it or ran it, or its group, by the words that say which.
        places: the words of address and town.
        keys: by which it is found.
    """

    unique_id: str
    name: str | None
    tokens: list[str]
    rare: list[str]
    known: list[str]
    telling: list[str]
    owner: str | None
    owners: list[str]
    owner_tokens: list[str]
    postcode: str | None
    sector: str | None
    district: str | None
    numbers: list[str]
    streets: list[str]
    town: str | None
    places: list[str]
    telephone: str | None
    number: str | None
    keys: list[str]


def count_words(register: Iterable[Record]) -> Vocabulary:
    """Return how often each word of the names stands in the register."""
    counts: Counter[str] = Counter()
    size = 0
    for record in register:
        size += 1
        counts.update(set(tidying.core(record.name)))
    return Vocabulary(
        counts=counts,
        rare_up_to=max(LEAST, round(size * RARE_SHARE)),
        known_up_to=max(LEAST * 2, round(size * KNOWN_SHARE)),
    )


def describe(record: Record, vocabulary: Vocabulary) -> Features:
    """Return what of a record is compared, with every key it may be found by."""
    called = tidying.names(record.name)
    main = tidying.core(called[-1]) if called else []
    owners = tidying.unique(
        " ".join(tidying.core(owner)) for owner in (*record.owners, *called[:-1])
    )
    code = tidying.postcode(record.postcode) or tidying.find_postcode(record.address)
    town = tidying.words(record.town)
    address = tidying.words(record.address)
    tokens = sorted(set(main))
    counts = vocabulary.counts
    known = [word for word in tokens if counts[word] <= vocabulary.known_up_to]
    places = {*town, *address}
    return Features(
        unique_id=record.key,
        name=" ".join(main) or None,
        tokens=tokens,
        rare=[word for word in tokens if counts[word] <= vocabulary.rare_up_to],
        known=known,
        telling=[word for word in known if word not in places],
        owner=owners[0] if owners else None,
        owners=owners,
        owner_tokens=sorted(
            {
                word
                for owner in owners
                for word in owner.split()
                if counts[word] <= vocabulary.known_up_to and len(word) > 2
            }
        ),
        postcode=code or None,
        sector=code[:-2] if len(code) > 4 else None,
        district=code[:-3] if len(code) > 4 else None,
        numbers=sorted({word for word in address if word[0].isdigit()}),
        streets=sorted(
            {
                word
                for word in address
                if not word[0].isdigit() and word not in tidying.STREET_KINDS and word not in town
            }
        ),
        town=" ".join(town) or None,
        places=sorted(places),
        telephone=tidying.telephone(record.telephone) or None,
        number=record.number.strip().lower() or None,
        keys=[],
    )


def keys_of(features: Features) -> list[str]:
    """
    Return by what a record may be found: pairs that share one of these are compared.

    Postcode, number, telephone, whole name, rare words also with a letter missing, two words
    of the name, a word with the district or town, house number with a street word.
    """
    districts, town = features.district or "", features.town or ""
    keys = [f"p{features.postcode}", f"i{features.number}", f"t{features.telephone}"]
    keys += [f"n{name}" for name in (features.name, *features.owners) if name]
    keys += [f"r{word}" for word in features.known]
    keys += [
        f"w{word}|{where}" for word in features.tokens for where in (districts, town) if where
    ]
    keys += [
        f"b{first}|{second}"
        for place, first in enumerate(features.tokens)
        for second in features.tokens[place + 1 :]
    ]
    keys += [f"a{number}|{street}" for number in features.numbers for street in features.streets]
    keys += [f"o{word}|{features.district}" for word in features.owner_tokens if features.district]
    keys += [f"o{word}|{town}" for word in features.owner_tokens if town]
    for word in features.known:
        keys += slips(word)
    return [key for key in dict.fromkeys(keys) if not key.endswith("None")]


def slips(word: str) -> list[str]:
    """
    Return keys that a word shares with any that is one slip away: itself with a letter missing.

    After SymSpell: a letter left out, added, changed or swapped with the next is found by
    comparing what both are without a letter.
    """
    if len(word) < SLIPS_FROM:
        return []
    return [f"s{word}"] + [f"s{word[:n]}{word[n + 1 :]}" for n in range(len(word))]


def describe_all(
    lines: Sequence[Record], register: Sequence[Record], vocabulary: Vocabulary | None = None
) -> tuple[list[Features], list[Features]]:
    """
    Return the features of both sides, with the keys that find a few and not half the register.

    :param vocabulary: of a wider register than the one that is linked to; None: of this one.
    """
    known = vocabulary or count_words(register)
    right = [describe(record, known) for record in register]
    left = [describe(record, known) for record in lines]
    held = [keys_of(features) for features in right]
    counts = Counter(key for keys in held for key in keys)
    for features, keys in zip(right, held, strict=True):
        features.keys.extend(key for key in keys if counts[key] <= MOST_IN_BLOCK)
    for features in left:
        features.keys.extend(key for key in keys_of(features) if 0 < counts[key] <= MOST_IN_BLOCK)
    return left, right
