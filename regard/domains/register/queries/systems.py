"""Systems and their places, which are public."""

from regard.domains.register.models import Board, Place, System
from regard.domains.register.permissions import Permission
from regard.domains.register.types import AreaLevel
from regard.foundation import authority
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound


def get_system(*, slug: str, caller: Caller, to: authority.Permission | None = None) -> System:
    """
    Return a system for the caller to see or, with `to`, to do something in.

    :raises NotFound: if there is none.
    :raises NotAllowed: if the caller may not do `to` in it; SignInNeeded if nobody is
        signed in.
    """
    system = System.objects.filter(slug=slug).first()
    if system is None:
        raise NotFound("There is no such system")
    if to is not None:
        require(caller, to, system)
    return system


def list_systems() -> list[System]:
    """Return every system, in the order of their names."""
    return list(System.objects.order_by("name"))


def get_board(*, system: System) -> Board | None:
    """Return the system's board with its region; None if none is known for it."""
    if system.board_id is None:
        return None
    return Board.objects.select_related("region").get(pk=system.board_id)


def list_places(*, system: System) -> list[Place]:
    """Return the system's places that have not ended, in the order of their names."""
    places = Place.objects.filter(system=system, level=AreaLevel.PLACE, valid_to__isnull=True)
    return list(places.order_by("name"))


def may_view_contacts(*, system: System, caller: Caller) -> bool:
    return authority.is_allowed(caller, Permission.VIEW_CONTACTS, system)
