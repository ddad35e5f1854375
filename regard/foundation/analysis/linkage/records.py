"""What is linked, and what is said of each pair. Plain values."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Record:
    """
    A line of a roll, or a location of the register. An empty string: it does not say.

    Attributes:
        key: what it is called by, unique among its kind.
        name: of the service.
        owners: who runs it, or ran it, and its group; the first is who runs it now.
        address: lines without town and postcode; a comma or line end between them.
        number: the regulator's number of the location.
    """

    key: str
    name: str
    owners: tuple[str, ...] = ()
    address: str = ""
    town: str = ""
    postcode: str = ""
    telephone: str = ""
    number: str = ""


@dataclass(frozen=True)
class Reason:
    """
    One step of a candidate's waterfall.

    Attributes:
        about: what was compared, e.g. "Postcode".
        words: what was found, e.g. "One letter or figure differs".
        weight: what it adds, in bits: log2 of how many times likelier it is between two
            records of one service than of two. Below 0 it speaks against.
    """

    about: str
    words: str
    weight: float


@dataclass(frozen=True)
class Candidate:
    """
    A location that a line may mean.

    Attributes:
        weight: the sum of the reasons' weights, in bits, the starting point among them.
        probability: the same as a probability, 0 to 1.
        reasons: in the order in which they are added up; the starting point is the first.
    """

    key: str
    weight: float
    probability: float
    reasons: tuple[Reason, ...]


class Verdict(StrEnum):
    TAKEN = "taken"
    """Certain enough that nobody has to look."""
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"
    """Nothing in the register is like it."""


@dataclass(frozen=True)
class Match:
    """
    What was found for one line.

    Attributes:
        candidates: the likeliest first, at most `deciding.MOST_CANDIDATES`; empty if the
            register holds nothing like it.
    """

    key: str
    verdict: Verdict
    candidates: tuple[Candidate, ...]
