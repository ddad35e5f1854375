"""A search begun: the register as it is meant, where to look, and the words looked up."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.db import connection

from regard.domains.register.models import System, SystemCouncil
from regard.domains.register.rules import finding, paging
from regard.domains.register.rules.columns import NEVER, Columns, Ints, find_places
from regard.domains.register.rules.finding import SECTORS, Found, Ground, Ran, Scene
from regard.domains.register.types import Criteria, Sort

from .columns import read_columns
from .words import Words, find_words

RARE = 3
"""A word that no more locations have may be somebody else's slip, if nothing else is found."""

MOST = 2**31
"""More than there will be networks."""

EPOCH = date(1970, 1, 1)

RAN = """
with running as (
    select location_id, organisation_id, valid_to from register_running
    where valid_to > %(on)s and (valid_from is null or valid_from <= %(on)s)
),
branding as (
    select distinct on (organisation_id) organisation_id, brand_id from register_branding
    where valid_to > %(on)s and (valid_from is null or valid_from <= %(on)s)
    order by organisation_id, valid_to
),
ran as (
    select distinct on (location_id) location_id, organisation_id
    from running order by location_id, valid_to
),
other as (
    select * from ran
    union all
    select l.id, l.organisation_id
    from branding b
    join register_location l on l.organisation_id = b.organisation_id
    where not exists (select from ran where ran.location_id = l.id)
)
select
    string_agg(int8send(w.location_id), ''),
    string_agg(int8send(o.id), ''),
    string_agg(translate(coalesce(b.brand_id, o.brand_id), E'\\n', ' '), E'\\n'),
    string_agg(
        int8send((coalesce(array_position(%(sectors)s::text[], o.sector), 0) - 1)::bigint), ''
    )
from other w
join register_organisation o on o.id = w.organisation_id
left join branding b on b.organisation_id = o.id
"""
"""Who ran each location on a day, and of which group, where that was not as it is now."""

MEMBERS = """
select
    string_agg(int8send(network_id), ''),
    string_agg(int8send(coalesce(organisation_id, 0)), ''),
    string_agg(int8send(coalesce(location_id, 0)), '')
from register_membership
where network_id = any(%(networks)s::bigint[])
    and (joined_on is null or joined_on <= %(on)s)
    and (left_on is null or left_on > %(on)s)
"""


@dataclass(frozen=True)
class Search:
    """
    What a search is made in.

    Attributes:
        everything: how many services there are before any filter or word.
        words: None where there were none.
    """

    scene: Scene
    ground: Ground
    criteria: Criteria
    everything: int
    words: Words | None

    def narrow(self, facets: Collection[str] = ()) -> Found:
        """Return what meets the filters, and the counts of some."""
        wanted = [name for name in finding.MAKE if name in facets]
        return finding.narrow(self.scene, self.ground, self.criteria, facets=wanted)

    def order(self, sort: Sort | None) -> paging.Order:
        """Return an order; unless another is asked for, the best match first, or by name."""
        usual = Sort.BEST if self.words else Sort.NAME
        return paging.Order(sort or usual, self.words.meant if self.words else ())


def begin(
    *, system: System | None, criteria: Criteria, networks: Collection[int] = (), today: date
) -> Search:
    """
    Begin a search in a system, or in all of England.

    The words of a search are looked up in it; where nothing has them, rare words are taken
    for slips too.

    :param networks: those that services are to be counted and narrowed by.
    """
    columns = read_columns()
    scene = _scene(columns, criteria.as_at)
    ground = _ground(scene, system, criteria.as_at)
    pairs = _members(columns, networks, criteria.as_at or today)
    ground = replace(ground, networks=pairs)
    everything = len(ground.rows)
    words = None
    if criteria.words:
        words = find_words(columns, criteria.words, is_literal=criteria.is_literal)
        there = _having(columns, ground, words.location_ids)
        if not len(there.rows) and not criteria.is_literal:
            again = find_words(columns, criteria.words, is_literal=False, rare=RARE)
            better = _having(columns, ground, again.location_ids)
            if len(better.rows):
                words, there = again, better
        ground = there
    return Search(scene, ground, criteria, everything, words)


def _scene(columns: Columns, on: date | None) -> Scene:
    if on is None:
        return finding.as_it_is(columns)
    with connection.cursor() as cursor:
        cursor.execute(RAN, {"on": on, "sectors": [str(sector) for sector in SECTORS]})
        location, organisation, brand, sector = cursor.fetchone()
    brands = brand.split("\n") if location else []
    ran = Ran(
        location=_whole(location),
        organisation=_whole(organisation),
        brand=columns.codes["brand"].take(brands),
        sector=_whole(sector),
    )
    return finding.as_at(columns, (on - EPOCH).days, ran)


def _ground(scene: Scene, system: System | None, on: date | None) -> Ground:
    """
    Return where to look. As at a day, what has ended lies where its council did, in no place.

    Placements are of today: nobody keeps where an ended service lay in a council in two systems.
    """
    none = np.array([], np.int64)
    if system is None:
        rows = np.flatnonzero(scene.live)
        return Ground(
            rows, np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64), (none, none)
        )
    rows, places, neighbourhoods = scene.columns.in_system(system.pk)
    kept = scene.live[rows]
    rows, places, neighbourhoods = rows[kept], places[kept], neighbourhoods[kept]
    if on is not None:
        whole = SystemCouncil.objects.filter(system=system, is_whole=True)
        councils = np.array(list(whole.values_list("council", flat=True)), np.int64)
        columns = scene.columns
        ended = scene.live & (columns["ended"] != NEVER) & np.isin(columns["council"], councils)
        others = np.setdiff1d(np.flatnonzero(ended), rows)
        nowhere = np.zeros(len(others), np.int64)
        rows = np.concatenate([rows, others])
        places = np.concatenate([places, nowhere])
        neighbourhoods = np.concatenate([neighbourhoods, nowhere])
    return Ground(rows, places, neighbourhoods, (none, none))


def _having(columns: Columns, ground: Ground, location_ids: Ints) -> Ground:
    """Return the part of the ground that lies at these locations."""
    locations, places = columns.locations
    has = np.zeros(len(locations) + 1, bool)
    has[find_places(locations, location_ids)] = True
    has[-1] = False  # what is found of no service
    kept = has[places[ground.rows]]
    return Ground(
        ground.rows[kept], ground.places[kept], ground.neighbourhoods[kept], ground.networks
    )


def _members(columns: Columns, networks: Collection[int], on: date) -> tuple[Ints, Ints]:
    """Return every pair of a row and a network that it belongs to on a day, once."""
    none = np.array([], np.int64)
    if not networks:
        return none, none
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, {"networks": sorted(networks), "on": on})
        network, organisation, location = (_whole(data) for data in cursor.fetchone())
    rows, members = zip(
        _pair(*columns.sorted_by("organisation"), organisation, network),
        _pair(*columns.sorted_by("location"), location, network),
        strict=True,
    )
    both = np.unique(np.concatenate(rows) * MOST + np.concatenate(members))
    return both // MOST, both % MOST


def _pair(order: Ints, held: Ints, wanted: Ints, networks: Ints) -> tuple[Ints, Ints]:
    """
    Return each row whose number is among those wanted, with the network of that one.

    :param order: rows in the order of what they hold.
    :param held: what they hold, sorted.
    """
    first = np.searchsorted(held, wanted, side="left")
    last = np.searchsorted(held, wanted, side="right")
    counts = np.where(wanted > 0, last - first, 0)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[np.repeat(first, counts) + within], np.repeat(networks, counts)


def _whole(data: bytes | None) -> Ints:
    return np.frombuffer(data or b"", ">i8").astype(np.int64)
