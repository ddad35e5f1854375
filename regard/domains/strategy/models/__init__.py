"""What strategy keeps: documents by version, outcomes, replies, promises, regard and proof."""

from .commitments import Commitment as Commitment
from .commitments import CommitmentNotice as CommitmentNotice
from .commitments import CommitmentUpdate as CommitmentUpdate
from .commitments import Milestone as Milestone
from .meanings import Meaning as Meaning
from .needs import Need as Need
from .needs import NeedAside as NeedAside
from .needs import NeedPassage as NeedPassage
from .outcomes import LateOutcome as LateOutcome
from .outcomes import Outcome as Outcome
from .outcomes import OutcomePassage as OutcomePassage
from .passages import Passage as Passage
from .passages import PassageRevision as PassageRevision
from .passages import RemovedPassage as RemovedPassage
from .passages import RevisionCause as RevisionCause
from .proof import Bundle as Bundle
from .proof import Opinion as Opinion
from .proof import PublishedFile as PublishedFile
from .regard import RegardPassage as RegardPassage
from .regard import RegardRecord as RegardRecord
from .replies import Reply as Reply
from .reviews import PassageComment as PassageComment
from .reviews import ReviewedPassage as ReviewedPassage
from .reviews import ReviewRound as ReviewRound
from .strategies import Strategy as Strategy
from .strategies import StrategyExercise as StrategyExercise
