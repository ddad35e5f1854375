"""England from its regions to its councils: what lies in what, what came before, and how much."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection

from regard.domains.register.models import (
    Board,
    BoardCouncil,
    BoardSuccession,
    Boundary,
    Council,
    CouncilSuccession,
    Region,
    System,
)
from regard.domains.register.rules.drawing import Outline
from regard.domains.register.rules.geography import Area, AreaRow, Country
from regard.domains.register.types import AreaLevel
from regard.foundation.base.errors import NotFound
from regard.foundation.design.words import percent_words

from .dated import at
from .placements import find_boards

COUNTS = """
with board as (
    select id, region_id
    from register_board
    where valid_from <= %(on)s and (valid_to is null or valid_to > %(on)s)
),
share as (
    select bc.council_id, bc.board_id, bc.share, count(*) over (partition by bc.council_id) as n
    from register_boardcouncil bc
    join board on board.id = bc.board_id
),
running as (
    select l.id, l.council_id, l.organisation_id, l.longitude is not null as has_point,
        count(*) as services
    from register_location l
    join register_service s on s.location_id = l.id
    where (l.ended_on is null or %(then)s and l.ended_on > %(on)s)
        and (not %(then)s or l.registered_on is null or l.registered_on <= %(on)s)
        and (s.ended_on is null or %(then)s and s.ended_on > %(on)s)
        and (not %(then)s or s.started_on is null or s.started_on <= %(on)s)
        and (%(councils)s::bigint[] is null or l.council_id = any(%(councils)s))
    group by l.id
),
within_board as (
    select t.location_id, min(t.board_id) as board_id
    from unnest(%(board_locations)s::bigint[], %(boards)s::bigint[]) t (location_id, board_id)
    join running r on r.id = t.location_id
    join share on share.board_id = t.board_id and share.council_id = r.council_id
    group by t.location_id
),
in_parts as materialized (
    select * from running where council_id in (select council_id from share where n > 1)
),
placed as (
    select r.council_id, share.board_id, r.organisation_id, r.services
    from running r
    left join share on share.council_id = r.council_id
    where share.n = 1 or share.n is null
    union all
    select r.council_id, coalesce(w.board_id, likeliest.board_id), r.organisation_id, r.services
    from in_parts r
    left join within_board w on w.location_id = r.id
    cross join lateral (
        select share.board_id
        from share
        where share.council_id = r.council_id and share.n > 1
        order by
            r.has_point and share.board_id = any(%(drawn_boards)s), share.share desc,
            share.board_id
        limit 1
    ) likeliest
),
gathered as (
    select council_id, board_id, organisation_id, sum(services) as services
    from placed
    group by council_id, board_id, organisation_id
)
select
    board.region_id, g.board_id, g.council_id,
    grouping(board.region_id, g.board_id, g.council_id),
    sum(g.services)::int, count(distinct g.organisation_id)
from gathered g
left join board on board.id = g.board_id
group by grouping sets (
    (board.region_id), (g.board_id), (g.council_id), (g.board_id, g.council_id), ()
)
"""
"""
Live services and their providers of every area of a day.

One in a council of several boards is counted as `queries.placements` places it.
"""

LEVEL_OF = {3: "region", 5: "board", 6: "council", 4: "part", 7: "country"}
"""By what is left out of the group: its region 4, its board 2, its council 1."""


class Count(NamedTuple):
    services: int = 0
    providers: int = 0


KEPT_SECONDS = 300

Key = tuple[int | None, int | None]
"""Board and council."""


@dataclass
class Counts:
    """How many services there are in each area. `board` None is "in no board that we know"."""

    country: Count = field(default_factory=Count)
    region: dict[int | None, Count] = field(default_factory=dict)
    board: dict[int | None, Count] = field(default_factory=dict)
    council: dict[int | None, Count] = field(default_factory=dict)
    part: dict[Key, Count] = field(default_factory=dict)


def get_country(*, on: date, today: date) -> Country:
    """
    Return England at a day, with its regions and boards. Public.

    Its services were counted at most five minutes ago.
    """
    counts = _count_all(on, today)
    known = _boards_with_shares()
    boards = at(Board.objects.all(), on).order_by("name")
    of_region: dict[int | None, list[Board]] = defaultdict(list)
    for board in boards:
        of_region[board.region_id].append(board)
    rows: list[AreaRow] = []
    for region in Region.objects.order_by("name"):
        if of_region[region.pk]:
            count = counts.region.get(region.pk, Count())
            rows.append(AreaRow(AreaLevel.REGION, region.gss_code, region.name, *count))
            rows += [_board_row(board, counts, known, 1) for board in of_region[region.pk]]
    rows += [_board_row(board, counts, known, 0) for board in of_region[None]]
    return Country(
        *counts.country,
        rows=tuple(rows),
        boards=len(boards),
        councils=at(Council.objects.filter(is_made_up=False), on).count(),
        elsewhere=counts.board.get(None, Count()).services,
    )


def get_area(*, level: str, code: str, on: date, today: date) -> Area:
    """
    Return a region, board's area or council at a day. Public.

    One that had not begun or was no more on the day is returned too, with its dates.

    :param level: region, system or council.
    :raises NotFound: if there is none of this level and code.
    """
    finders = {
        AreaLevel.REGION: _get_region,
        AreaLevel.SYSTEM: _get_board,
        AreaLevel.COUNCIL: _get_council,
    }
    find = next((find for known, find in finders.items() if known == level), None)
    area = find(code, on, today) if find else None
    if area is None:
        raise NotFound("There is no such area in our records")
    return area


def list_area_outlines(*, rows: Iterable[AreaRow], on: date) -> list[Outline]:
    """Return the outlines of those of these areas whose boundary is known, keyed by code."""
    by_code = {row.code: row for row in rows}
    found = at(Boundary.objects.filter(code__in=by_code), on).order_by("code")
    return [
        Outline(code, by_code[code].name, drawing)
        for code, level, drawing in found.values_list("code", "level", "drawing")
        if by_code[code].level == level
    ]


def _get_region(code: str, on: date, today: date) -> Area | None:
    region = Region.objects.filter(gss_code=code).first()
    if region is None:
        return None
    boards = list(at(Board.objects.filter(region=region), on).order_by("name"))
    councils = _councils_of(boards)
    counts = _count(on, today, councils)
    known = _boards_with_shares()
    return Area(
        level=AreaLevel.REGION,
        code=region.gss_code,
        name=region.name,
        source=region.source,
        valid_from=None,
        valid_to=None,
        services=counts.region.get(region.pk, Count()).services,
        providers=counts.region.get(region.pk, Count()).providers,
        within=tuple(_board_row(board, counts, known, 0) for board in boards),
        systems=_systems(board__in=boards),
    )


def _get_board(code: str, on: date, today: date) -> Area | None:
    board = Board.objects.filter(gss_code=code).select_related("region").first()
    if board is None:
        return None
    shares = list(
        BoardCouncil.objects.filter(board=board)
        .select_related("council")
        .order_by("council__name")
    )
    counts = _count(on, today, [share.council_id for share in shares])
    is_counted = bool(shares) and _holds(board, on)
    count = counts.board.get(board.pk, Count())
    region = board.region
    before = BoardSuccession.objects.filter(successor=board).select_related("predecessor")
    after = BoardSuccession.objects.filter(predecessor=board).select_related("successor")
    return Area(
        level=AreaLevel.SYSTEM,
        code=board.gss_code,
        name=board.name,
        other_code=board.ods_code,
        source=board.source,
        valid_from=board.valid_from,
        valid_to=board.valid_to,
        services=count.services if is_counted else None,
        providers=count.providers if is_counted else None,
        before=tuple(_succession(row.predecessor, row.kind) for row in before),
        after=tuple(_succession(row.successor, row.kind) for row in after),
        above=(AreaRow(AreaLevel.REGION, region.gss_code, region.name),) if region else (),
        within=tuple(
            AreaRow(
                AreaLevel.COUNCIL,
                share.council.gss_code,
                share.council.name,
                *counts.part.get((board.pk, share.council_id), Count()),
                note=_share_words(share.share),
            )
            for share in shares
        ),
        systems=_systems(board=board),
    )


def _get_council(code: str, on: date, today: date) -> Area | None:
    council = Council.objects.filter(gss_code=code).first()
    if council is None:
        return None
    shares = list(
        BoardCouncil.objects.filter(council=council, board__in=at(Board.objects.all(), on))
        .select_related("board__region")
        .order_by("-share")
    )
    counts = _count(on, today, [council.pk])
    count = counts.council.get(council.pk, Count())
    before = CouncilSuccession.objects.filter(successor=council).order_by("predecessor__name")
    after = CouncilSuccession.objects.filter(predecessor=council).order_by("successor__name")
    return Area(
        level=AreaLevel.COUNCIL,
        code=council.gss_code,
        name=council.name,
        source=council.source,
        valid_from=council.valid_from,
        valid_to=council.valid_to,
        services=count.services,
        providers=count.providers,
        before=_councils(Council.objects.filter(pk__in=before.values("predecessor"))),
        after=_councils(Council.objects.filter(pk__in=after.values("successor"))),
        above=tuple(
            AreaRow(
                AreaLevel.SYSTEM,
                share.board.gss_code,
                share.board.name,
                *counts.part.get((share.board_id, council.pk), Count()),
                note=_share_words(share.share),
            )
            for share in shares
        ),
        systems=_systems(councils=council),
    )


def _count_all(on: date, today: date) -> Counts:
    """Return the counts of all of England, kept for a while: they take half a second."""
    key = f"areas:{on}:{on == today}"
    counts: Counts | None = cache.get(key)
    if counts is None:
        counts = _count(on, today, None)
        cache.set(key, counts, KEPT_SECONDS)
    return counts


def _count(on: date, today: date, councils: list[int] | None) -> Counts:
    """
    Return the counts of a day; of a day that is not today by what is dated.

    :param councils: only services of these; None: of all.
    """
    parameters = {
        "on": on,
        "then": on != today,
        "councils": councils,
        **find_boards(council_ids=councils, on=on),
    }
    counts = Counts()
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, parameters)
        for region, board, council, left_out, services, providers in cursor.fetchall():
            count = Count(services or 0, providers)
            match LEVEL_OF[left_out]:
                case "region":
                    counts.region[region] = count
                case "board":
                    counts.board[board] = count
                case "council":
                    counts.council[council] = count
                case "part":
                    counts.part[board, council] = count
                case _:
                    counts.country = count
    return counts


def _board_row(board: Board, counts: Counts, known: set[int], depth: int) -> AreaRow:
    count = counts.board.get(board.pk, Count())
    if board.pk not in known:
        return AreaRow(AreaLevel.SYSTEM, board.gss_code, board.name, depth=depth)
    return AreaRow(AreaLevel.SYSTEM, board.gss_code, board.name, *count, depth=depth)


def _holds(board: Board, on: date) -> bool:
    return board.valid_from <= on and (board.valid_to is None or board.valid_to > on)


def _boards_with_shares() -> set[int]:
    return set(BoardCouncil.objects.values_list("board", flat=True))


def _councils_of(boards: list[Board]) -> list[int]:
    rows = BoardCouncil.objects.filter(board__in=boards)
    return list(rows.values_list("council", flat=True).distinct())


def _succession(board: Board, kind: str) -> AreaRow:
    return AreaRow(AreaLevel.SYSTEM, board.gss_code, board.name, note=kind)


def _councils(found: Iterable[Council]) -> tuple[AreaRow, ...]:
    return tuple(
        AreaRow(AreaLevel.COUNCIL, council.gss_code, council.name)
        for council in sorted(found, key=lambda council: council.name)
    )


def _share_words(share: float) -> str:
    return "All of it" if share >= 1 else f"{percent_words(share)} of its small areas"


def _systems(**which: object) -> tuple[tuple[str, str], ...]:
    found = System.objects.filter(**which).order_by("name")
    return tuple(found.values_list("slug", "name"))
