"""The pages of a system's register, and who is shown the way to them."""

from regard.domains.register.models import System
from regard.domains.register.permissions import Permission
from regard.foundation.authority import Caller, is_allowed

PARTS: tuple[tuple[str, str, Permission | None], ...] = (
    ("services", "Services", None),
    ("networks", "Networks", None),
    ("places", "Places", None),
    ("people", "People", Permission.VIEW_PEOPLE),
    ("reach", "Reach", Permission.VIEW_REACH),
    ("upkeep", "Upkeep", Permission.EDIT_SERVICES),
    ("load", "Files", Permission.LOAD),
)
"""The address of each by name, its label, and what it needs; None: everyone is shown it."""


def list_parts(*, system: System, caller: Caller) -> list[tuple[str, str]]:
    """Return the address name and label of each page of the register for this caller."""
    return [
        (name, label)
        for name, label, needs in PARTS
        if needs is None or is_allowed(caller, needs, system)
    ]
