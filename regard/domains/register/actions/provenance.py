"""Who told what is held: said once for all that were told alike."""

import json
from collections.abc import Collection, Sequence

from django.db import connection

from regard.domains.register.models import Provenance
from regard.domains.register.rules.weighing import Facts

INTERN = """
insert into register_provenance (created_at, updated_at, facts)
select now(), now(), f::jsonb
from unnest(%(facts)s::text[]) f
on conflict (facts) do nothing;
select p.id
from unnest(%(facts)s::text[]) with ordinality t (f, place)
join register_provenance p on p.facts = t.f::jsonb
order by t.place
"""


def read_facts(provenance_ids: Collection[int]) -> dict[int, Facts]:
    """Return each provenance by its number."""
    found = Provenance.objects.filter(pk__in=provenance_ids).values_list("pk", "facts")
    return {pk: {key: (told[0], told[1]) for key, told in facts.items()} for pk, facts in found}


def intern(facts: Sequence[Facts]) -> list[int]:
    """Return the number of each provenance, in the same order; new ones are kept."""
    if not facts:
        return []
    texts = [json.dumps(each, sort_keys=True) for each in facts]
    with connection.cursor() as cursor:
        cursor.execute(INTERN, {"facts": texts})
        cursor.nextset()
        return [number for (number,) in cursor.fetchall()]
