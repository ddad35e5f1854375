"""The pages of a system's governance, and who is shown the way to them."""

from regard.domains.governance.permissions import Permission
from regard.foundation.authority import Caller, Scope, is_allowed

PARTS: tuple[tuple[str, str, Permission | None], ...] = (
    ("bodies", "Bodies", None),
    ("responsibilities", "Who does what", None),
    ("seats", "Seats", None),
    ("representation", "Who speaks for whom", None),
    ("meetings", "Meetings", None),
    ("decisions", "Decisions", None),
    ("actions", "Actions", None),
    ("interests", "Interests", None),
    ("duties", "Duties", Permission.VIEW_DUTIES),
    ("duty_catalogue", "What law asks", None),
    ("simplicity", "Time asked", None),
    ("support", "Support", None),
)
"""The address of each by name, its label, and what it needs; None: everyone is shown it."""


def list_parts(*, system: Scope, caller: Caller) -> list[tuple[str, str]]:
    """Return the address name and label of each page of governance for this caller."""
    return [
        (name, label)
        for name, label, needs in PARTS
        if needs is None or is_allowed(caller, needs, system)
    ]
