"""Assessed needs, and where a document answers them."""

from dataclasses import dataclass
from datetime import date, datetime

from .documents import NeedTopic, PassageKind


@dataclass(frozen=True)
class NeedRow:
    """
    A need, as it was assessed.

    Attributes:
        who: whose need it is; empty where the assessment names nobody.
        retired_on: from when it counts no more; None: it counts.
        retired_because: empty while it counts.
        recorded_at: when it was written down here, which may be long after its day.
    """

    need_id: int
    number: int
    title: str
    words: str
    who: str
    topic: NeedTopic
    source: str
    source_url: str
    dated_on: date
    retired_on: date | None
    retired_because: str
    recorded_at: datetime

    @property
    def ref(self) -> str:
        """What people call it, e.g. "N12"."""
        return f"N{self.number}"


@dataclass(frozen=True)
class Meeting:
    """
    One passage that says how a need is to be met.

    Attributes:
        how: in a sentence; empty where nobody wrote one.
    """

    ref: str
    key: str
    heading: str
    how: str


@dataclass(frozen=True)
class NeedLine:
    """
    What one version makes of one need.

    Attributes:
        met_by: in the order of the passages.
        aside: why the version does not answer it; empty where it does, or nobody said.
    """

    need: NeedRow
    met_by: tuple[Meeting, ...]
    aside: str

    @property
    def is_orphan(self) -> bool:
        """Whether nothing answers it and nobody has said why not."""
        return not self.met_by and not self.aside


@dataclass(frozen=True)
class PassageLine:
    """
    Which needs one passage answers.

    Attributes:
        no_need_because: why it answers none; empty where it does, or nobody said.
    """

    ref: str
    key: str
    heading: str
    kind: PassageKind
    needs: tuple[NeedRow, ...]
    no_need_because: str

    @property
    def must_have_one(self) -> bool:
        """A priority and a commitment rest on a need; a vision and plain text may not."""
        return self.kind in {PassageKind.PRIORITY, PassageKind.COMMITMENT}

    @property
    def is_orphan(self) -> bool:
        return self.must_have_one and not self.needs and not self.no_need_because


@dataclass(frozen=True)
class NeedMatrix:
    """
    All needs against all passages of one version.

    Attributes:
        needs: those that count, and retired ones that the version answers.
        topics_missing: of employment, environment and housing, those no need is about.
    """

    needs: tuple[NeedLine, ...]
    passages: tuple[PassageLine, ...]
    topics_missing: tuple[NeedTopic, ...]

    @property
    def orphan_needs(self) -> tuple[NeedLine, ...]:
        return tuple(line for line in self.needs if line.is_orphan)

    @property
    def orphan_passages(self) -> tuple[PassageLine, ...]:
        """Passages that rest on no need; none while no need is recorded at all."""
        return tuple(line for line in self.passages if self.needs and line.is_orphan)

    @property
    def met(self) -> int:
        """How many needs some passage answers."""
        return sum(bool(line.met_by) for line in self.needs)

    @property
    def set_aside(self) -> int:
        """How many needs none answers, for a reason."""
        return sum(bool(line.aside) for line in self.needs)


@dataclass(frozen=True)
class NeedAnswer:
    """
    Where a need is answered now, in the newest published version of a document.

    Attributes:
        aside: why it is not answered there; empty where it is.
    """

    strategy_slug: str
    strategy_title: str
    met_by: tuple[Meeting, ...]
    aside: str
