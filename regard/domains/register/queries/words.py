"""Which locations have the words of a search, or what was meant by them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection

from regard.domains.register.rules import matching
from regard.domains.register.rules.columns import Columns, Ints
from regard.domains.register.rules.words import (
    SHORTEST_SLIP,
    Known,
    ask,
    meant_by,
    read_words,
    trigrams,
    with_sectors,
)

KNOWN = """
select
    coalesce(v.entries, 0),
    exists (
        select from register_searchword b
        where b.word ~>=~ w.word and b.word ~<~ (w.word || '~')
    ),
    near.words,
    near.entries
from unnest(%(words)s::text[]) with ordinality w (word, place)
left join register_searchword v on v.word = w.word
left join lateral (
    select array_agg(n.word) as words, array_agg(n.entries) as entries
    from register_searchword n
    where coalesce(v.entries, 0) <= %(rare)s
        and n.trigrams && (
            select array_agg(gram)
            from unnest(%(places)s::int[], %(grams)s::int[]) g (place, gram)
            where g.place = w.place
        )
        and length(n.word) between length(w.word) - 2 and length(w.word) + 2
) near on true
order by w.place
"""

UNINDEXED = """
select string_agg(int8send(l.id), '')
from register_location l
join register_organisation o on o.id = l.organisation_id
where l.id = any(%(unindexed)s::bigint[])
    and concat_ws(' ', l.name, o.name, o.brand_name, l.address, l.city, l.postcode,
        replace(l.postcode, ' ', ''), l.regulator_id, o.regulator_id, l.ods_code, o.ods_code)
        ilike all(%(patterns)s::text[])
"""

INDEXED = """
select string_agg(int8send(location_id), '')
from register_searchentry
where words @@ %(query)s::tsquery and location_id <> all(%(unindexed)s::bigint[])
"""


@dataclass(frozen=True)
class Words:
    """
    What the words of a search came to.

    Attributes:
        words: as they were compared.
        meant: the words that the results have; the same where no slip was forgiven.
        location_ids: sorted.
    """

    words: tuple[str, ...]
    meant: tuple[str, ...]
    location_ids: Ints


def find_words(columns: Columns, text: str, *, is_literal: bool, rare: int = 0) -> Words:
    """
    Return the locations that have each of the words, by two statements whatever the volume.

    What was changed since its words were last indexed is looked through itself.

    :param is_literal: forgive no slip.
    :param rare: a word that no more locations have than this may be a slip.
    """
    words = read_words(text)
    if not words:
        return Words(words, words, np.array([], np.int64))
    unindexed = np.unique(columns["location"][columns["indexed"] == 0]).tolist()
    with connection.cursor() as cursor:
        cursor.execute(UNINDEXED, {"unindexed": unindexed, "patterns": matching.patterns(text)})
        by_looking = _ids(cursor.fetchone()[0])
    widens = not is_literal and not len(by_looking)
    known = (
        list_known(words, rare=rare) if widens else [Known(1, begins=True, near={})] * len(words)
    )
    meant = [
        meant_by(word, what, is_last=place == len(words) - 1, is_rare_enough=rare) or (word,)
        for place, (word, what) in enumerate(zip(words, known, strict=True))
    ]
    with connection.cursor() as cursor:
        cursor.execute(INDEXED, {"query": _query(words, meant), "unindexed": unindexed})
        found = np.union1d(_ids(cursor.fetchone()[0]), by_looking)
    return Words(words, tuple(each[0] for each in meant), found)


def list_known(words: tuple[str, ...], *, rare: int) -> list[Known]:
    """Return what the register knows of each word."""
    slips = [
        (place, gram)
        for place, word in enumerate(words, start=1)
        if len(word) >= SHORTEST_SLIP and word.isalpha() and word.isascii()
        for gram in trigrams(word)
    ]
    parameters: dict[str, Any] = {
        "words": list(words),
        "places": [place for place, _ in slips],
        "grams": [gram for _, gram in slips],
        "rare": rare,
    }
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, parameters)
        return [
            Known(entries, begins, dict(zip(near or (), counts or (), strict=True)))
            for entries, begins, near, counts in cursor.fetchall()
        ]


def _query(words: tuple[str, ...], meant: list[tuple[str, ...]]) -> str:
    """Return the text query; what is still being typed may go on, what was mended may not."""
    if all(each == (word,) for word, each in zip(words, meant, strict=True)):
        return ask([(word,) for word in with_sectors(words)], is_typing=True)
    return ask(meant, is_typing=meant[-1] == (words[-1],))


def _ids(data: bytes | None) -> Ints:
    return np.sort(np.frombuffer(data or b"", ">i8").astype(np.int64))
