"""Begin a system: its name, its councils and its places."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from regard.domains.register.models import Board, BoardCouncil, Council, System, SystemCouncil
from regard.domains.register.rules.councils import Gazetteer, normalise_council
from regard.domains.register.rules.places import DISTRICT, PlaceDraft
from regard.domains.register.sources.gazetteer import read_gazetteer
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .covers import CannotDrawPlace, create_place
from .placing import place_locations

TAKEN = {
    "a",
    "account",
    "api",
    "areas",
    "gallery",
    "groups",
    "health",
    "jobs",
    "k",
    "mine",
    "o",
    "personas",
    "providers",
    "r",
    "register",
    "static",
}
"""What other addresses begin with, which no system's may."""


class CannotAddSystem(Refusal):
    """The system cannot be added as it was described."""


class CannotAddCouncil(Refusal):
    """There is a council of this name already."""


@transaction.atomic
def add_system(  # noqa: PLR0913 (what a system is, said once, by a command or a demonstration)
    *,
    slug: str,
    name: str,
    partnership_name: str,
    receipt_prefix: str,
    council_names: Collection[str] = (),
    board_ods_code: str | None = None,
    places: Mapping[str, Collection[str]] | None = None,
    is_made_up: bool = False,
    by: str,
    at: datetime,
) -> System:
    """
    Add a system with its councils and places.

    A council of which only a part lies in the board's area is in the system by that part.

    :param receipt_prefix: begins every receipt number: two to four capital letters.
    :param council_names: none: every council of which the board has a share.
    :param places: for each place's name, the councils or postcode districts it covers.
    :raises CannotAddSystem: if the slug is taken, or a council, board or district is not
        known; the message names which.
    """
    _check(slug, receipt_prefix)
    gazetteer = read_gazetteer()
    board = _board(board_ods_code, at) if board_ods_code else None
    shares = _shares(board)
    councils = {_council(council, gazetteer) for council in council_names} or set(shares)
    if not councils:
        raise CannotAddSystem("Name at least one council whose area lies in the system")
    system = System.objects.create(
        slug=slug,
        name=name,
        partnership_name=partnership_name,
        receipt_prefix=receipt_prefix,
        board=board,
        is_made_up=is_made_up,
    )
    SystemCouncil.objects.bulk_create(
        SystemCouncil(system=system, council_id=council, is_whole=shares.get(council, 1) >= 1)
        for council in sorted(councils)
    )
    for place_name, areas in (places or {}).items():
        _add_place(system, place_name, areas, gazetteer)
    place_locations(system=system, at=at)
    ledger.record(event="system.added", subject=system, by=by, at=at, detail={"slug": slug})
    return system


@transaction.atomic
def add_made_up_council(*, name: str, by: str, at: datetime) -> Council:
    """
    Add a council that does not exist, for a demonstration.

    :raises CannotAddCouncil: if a real or made-up one is so called.
    """
    if read_gazetteer().is_known(name):
        raise CannotAddCouncil(f"There is a council called {name} already")
    number = Council.objects.filter(is_made_up=True).count() + 1
    council = Council.objects.create(
        gss_code=f"MADE-UP-{number}", name=name, source="made up", is_made_up=True
    )
    ledger.record(event="council.made_up", subject=council, by=by, at=at)
    return council


def _check(slug: str, receipt_prefix: str) -> None:
    if slug != slugify(slug) or not slug or slug in TAKEN:
        raise CannotAddSystem(
            f"“{slug}” cannot be a system’s address: use small letters, figures and hyphens"
        )
    if System.objects.filter(slug=slug).exists():
        raise CannotAddSystem(f"There is a system at the address “{slug}” already")
    if not re.fullmatch(r"[A-Z]{2,4}", receipt_prefix):
        raise CannotAddSystem("Receipt numbers begin with two to four capital letters")


def _shares(board: Board | None) -> dict[int, float]:
    """Return the share of each council that lies in the board's area, 0 to 1, by its number."""
    return dict(BoardCouncil.objects.filter(board=board).values_list("council", "share"))


def _board(ods_code: str, at: datetime) -> Board:
    board = Board.objects.filter(ods_code=ods_code.upper(), valid_from__lte=at.date()).order_by(
        "-valid_from"
    )
    found = board.first()
    if found is None:
        raise CannotAddSystem(f"No integrated care board has the NHS code {ods_code}")
    if found.valid_to and found.valid_to <= at.date():
        successors = ", ".join(
            f"{row.successor} ({row.successor.ods_code})"
            for row in found.successors.select_related("successor")
        )
        raise CannotAddSystem(
            f"{found} ended on {found.valid_to:%-d %B %Y}. It was followed by: {successors}"
        )
    return found


def _council(name: str, gazetteer: Gazetteer) -> int:
    council = gazetteer.live.get(normalise_council(name))
    if council is None:
        raise CannotAddSystem(
            f"No council with adult social services duties is called “{name}” today"
        )
    return council


def _add_place(system: System, name: str, areas: Collection[str], gazetteer: Gazetteer) -> None:
    parts = [area.strip() for area in areas]
    districts = {part.upper() for part in parts if DISTRICT.fullmatch(part.upper())}
    councils = {
        _council(part, gazetteer) for part in parts if not DISTRICT.fullmatch(part.upper())
    }
    draft = PlaceDraft(name=name, council_ids=frozenset(councils), districts=frozenset(districts))
    try:
        create_place(system=system, draft=draft, on=None)
    except CannotDrawPlace as refusal:
        raise CannotAddSystem(str(refusal)) from None
