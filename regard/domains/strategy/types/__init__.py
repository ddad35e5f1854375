"""The nouns of strategy that other domains may use."""

from .commitments import CommitmentState as CommitmentState
from .documents import WIDER_TOPICS as WIDER_TOPICS
from .documents import DocumentKind as DocumentKind
from .documents import NeedTopic as NeedTopic
from .documents import PassageKind as PassageKind
from .outcomes import OUTCOME_LABELS as OUTCOME_LABELS
from .outcomes import Decision as Decision
from .outcomes import Item as Item
from .outcomes import LatestOutcome as LatestOutcome
from .outcomes import OutcomeKind as OutcomeKind
from .outcomes import OutcomeRow as OutcomeRow
from .outcomes import Sheet as Sheet
from .proof import BundleKind as BundleKind
from .proof import FileKind as FileKind
from .regard import RegardEffect as RegardEffect
from .replies import REPLY_CHANNEL_LABELS as REPLY_CHANNEL_LABELS
from .replies import ChannelCount as ChannelCount
from .replies import ReplyChannel as ReplyChannel
from .replies import ReplyFate as ReplyFate
from .replies import ReplyRow as ReplyRow
from .replies import ReplyState as ReplyState
from .strategies import Status as Status
from .strategies import StrategyStage as StrategyStage
from .traces import Strand as Strand
from .traces import Trace as Trace
