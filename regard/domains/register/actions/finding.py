"""Keep the finder's words true."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction

from regard.domains.register.rules.words import ACCENTS, APART, APOSTROPHES, SHORTEST_SLIP
from regard.foundation.base.locks import Family, alone

from .planning import plan_for_sets

INDEXING = 1
"""The number of the lock under which words are written: two at once would wait in a circle."""

KEEP_TOUCHES = "2 days"
"""A process that has read nothing for so long begins again."""

ENTRIES = """
with told as materialized (
    select
        l.id,
        greatest(l.updated_at, o.updated_at) as knows,
        array_to_tsvector(array_remove(array_remove(
            string_to_array(translate(lower(concat_ws(' ',
                l.name, o.name, o.brand_name, l.address, l.city, l.postcode, l.regulator_id,
                o.regulator_id, l.ods_code, o.ods_code, o.brand_id, l.uprn
            )), %(from)s, %(to)s), ' ')
            || array[
                lower(replace(l.postcode, ' ', '')),
                substring(lower(l.postcode) from '^[a-z]{{1,2}}[0-9][a-z0-9]? [0-9]')
            ], null), '')
        ) as words
    from register_location l
    join register_organisation o on o.id = l.organisation_id
    left join register_searchentry held on held.location_id = l.id
    where l.merged_into_id is null
        and held.knows is distinct from greatest(l.updated_at, o.updated_at)
        {some}
)
insert into register_searchentry (location_id, words, knows)
select id, words, knows from told
on conflict (location_id) do update set words = excluded.words, knows = excluded.knows
"""

SOME = "and l.id = any(%(ids)s::bigint[])"

FORGOTTEN = """
delete from register_searchentry e using register_location l
where l.id = e.location_id and l.merged_into_id is not null
"""

WORDS = f"""
drop table if exists counted;
create temporary table counted on commit drop as
select word, nentry as entries
from ts_stat('select words from register_searchentry')
where word !~ '[^a-z0-9]' and length(word) <= 40;
analyze counted;

delete from register_searchword held
where not exists (select from counted c where c.word = held.word);

update register_searchword held set entries = c.entries
from counted c
where c.word = held.word and c.entries <> held.entries;

insert into register_searchword (word, trigrams, entries)
select
    c.word,
    case when c.word ~ '^[a-z]{{{SHORTEST_SLIP},}}$' then array(
        select get_byte(b, i) * 65536 + get_byte(b, i + 1) * 256 + get_byte(b, i + 2)
        from generate_series(0, length(c.word)) i
    ) else '{{}}' end,
    c.entries
from counted c
cross join lateral (select convert_to('  ' || c.word || ' ', 'UTF8') as b) bytes
where not exists (select from register_searchword held where held.word = c.word);
"""  # noqa: S608 (a number of our own)
"""
The words of all entries, counted anew. A word's trigrams are those of `rules.words.trigrams`.
"""

CLEAN = """
select gin_clean_pending_list('register_search_words'),
    gin_clean_pending_list('register_word_trigrams')
"""
"""What was written is merged into the indexes at once, as a search would have to read it."""

FORGET_TOUCHES = f"""
with gone as (
    delete from register_touch
    where at < %(at)s - interval '{KEEP_TOUCHES}'
        and transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        and kind <> 'forgotten'
    returning transaction
),
last as (select max(transaction) as key from gone having max(transaction) is not null),
old as (delete from register_touch where kind = 'forgotten' and exists (select from last))
insert into register_touch (transaction, kind, key)
select 9223372036854775807, 'forgotten', key from last
"""  # noqa: S608 (words of our own)


def index_locations(*, location_ids: Collection[int] | None = None, at: datetime) -> int:
    """
    Write the words under which locations are found, where they are not as they should be.

    What is not indexed is still found, by slower ways and without slips forgiven. This is
    worked out from the register and says nothing new, so the ledger has no entry of it.

    :param location_ids: of these only; None for all.
    :returns: how many locations were written.
    """
    with alone(Family.REGISTER, INDEXING), transaction.atomic(), connection.cursor() as cursor:
        statement = ENTRIES.format(some="" if location_ids is None else SOME)
        parameters = {
            "from": ACCENTS[0] + APART + APOSTROPHES,
            "to": ACCENTS[1] + " " * len(APART),
            "ids": None if location_ids is None else list(location_ids),
        }
        plan_for_sets()
        cursor.execute(statement, parameters)
        written = int(cursor.rowcount)
        cursor.execute(FORGOTTEN)
        if written or cursor.rowcount:
            cursor.execute(WORDS)
            cursor.execute(CLEAN)
        cursor.execute(FORGET_TOUCHES, {"at": at})
    return written
