"""What a check of representation asks, which seats meet it, and who says so."""

from dataclasses import dataclass

from .bodies import BasisKind, BodyKind
from .representation import Voice
from .seats import Constituency, Side, Standing


@dataclass(frozen=True)
class Cited:
    """
    Where a check comes from: a text, where in it, and how binding the text is.

    Attributes:
        short: the text in a word or two, for where its title stands beside it.
    """

    title: str
    short: str
    where: str
    kind: BasisKind


@dataclass(frozen=True)
class Needs:
    """
    Which seats count. All of these must hold for one seat.

    Attributes:
        service_types, sectors, size_bands: the seat names one of these; empty: it need not.
        takes_general: a seat for all providers counts as if it named them.
    """

    speaks_for: Constituency
    nominated_by: frozenset[Side]
    held_by: frozenset[Side]
    standings: frozenset[Standing]
    service_types: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    size_bands: frozenset[str] = frozenset()
    takes_general: bool = False


@dataclass(frozen=True)
class Check:
    """
    Something that is asked of the seats of a body.

    Attributes:
        name: what is there where it is met, in words.
        asks: the question.
        column: its heading in the table of bodies; empty: it has none.
        kinds: the bodies that it is asked of.
        needs: which seat meets it; None: it is met by having no seat as in `forbids`.
        forbids: how no seat may be; None with `needs`.
        only_where_votes: it is asked only where any seat votes.
        only_where_served: only where the register has services of those that it names.
        aside: what to know beside it.
    """

    code: str
    name: str
    asks: str
    column: str
    kinds: frozenset[BodyKind]
    cited: tuple[Cited, ...]
    needs: Needs | None = None
    forbids: Voice | None = None
    only_where_votes: bool = False
    only_where_served: bool = False
    aside: str = ""
