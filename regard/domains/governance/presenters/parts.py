"""The pages of a system's governance in groups, and who is shown the way to them."""

from dataclasses import dataclass

from regard.domains.governance.permissions import Permission
from regard.foundation.authority import Caller, Scope, is_allowed


@dataclass(frozen=True)
class Part:
    """
    Pages that are looked at together.

    Attributes:
        pages: the address of each by name, and its label beside the others of the part. The part
            itself leads to the first.
    """

    label: str
    pages: tuple[tuple[str, str], ...]

    @property
    def first(self) -> str:
        return self.pages[0][0]

    def has(self, name: str) -> bool:
        return any(each == name for each, _ in self.pages)


PARTS = (
    Part("Bodies", (("bodies", "All bodies"), ("responsibilities", "Who does what"))),
    Part("Seats", (("seats", "All seats"),)),
    Part("Who speaks for whom", (("representation", "Who speaks for whom"),)),
    Part("Meetings", (("meetings", "All meetings"),)),
    Part(
        "Decisions",
        (("decisions", "All decisions"), ("actions", "Actions"), ("interests", "Interests")),
    ),
    Part("Duties", (("duties", "What is due"), ("duty_catalogue", "What law asks"))),
    Part("Taking part", (("simplicity", "Time asked"), ("support", "Support"))),
)

NEEDS = {"duties": Permission.VIEW_DUTIES}
"""What a page needs; everyone is shown the way to the others."""


def list_parts(*, system: Scope, caller: Caller) -> list[Part]:
    """Return the parts of governance with the pages that this caller is shown the way to."""
    hidden = {name for name, needs in NEEDS.items() if not is_allowed(caller, needs, system)}
    return [
        Part(part.label, tuple(page for page in part.pages if page[0] not in hidden))
        for part in PARTS
    ]
