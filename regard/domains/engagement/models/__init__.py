"""
What was asked, who was asked, what was said, and the themes in it.

Every table carries its system, first in its indexes, so that a check or an export needs no join.
"""

from .answers_files import AnswersFile as AnswersFile
from .answers_files import RefusedAnswer as RefusedAnswer
from .arrivals import Arrival as Arrival
from .arrivals import SavedMapping as SavedMapping
from .arrivals import SecondKeying as SecondKeying
from .audience import AudienceMember as AudienceMember
from .audience import AudienceNetwork as AudienceNetwork
from .audience import HandOver as HandOver
from .audience import Invitation as Invitation
from .audience import Wave as Wave
from .blind import BlindPoint as BlindPoint
from .blind import BlindReader as BlindReader
from .blind import BlindReading as BlindReading
from .blind import BlindSample as BlindSample
from .blind import BlindTheme as BlindTheme
from .campaigns import Campaign as Campaign
from .campaigns import CampaignUse as CampaignUse
from .care import Concern as Concern
from .care import Moderation as Moderation
from .care import Redaction as Redaction
from .care import Shield as Shield
from .contributions import Answer as Answer
from .contributions import Contribution as Contribution
from .contributions import MemberPart as MemberPart
from .deliberation import Conversation as Conversation
from .deliberation import Picture as Picture
from .deliberation import Statement as Statement
from .deliberation import Vote as Vote
from .deliberation import Voter as Voter
from .exercises import Alternative as Alternative
from .exercises import Exercise as Exercise
from .exercises import GateOverride as GateOverride
from .exercises import GateProof as GateProof
from .exercises import Phase as Phase
from .exercises import TimetableChange as TimetableChange
from .hearing import Digest as Digest
from .hearing import Opportunity as Opportunity
from .hearing import Series as Series
from .information import InformationPack as InformationPack
from .information import PackFile as PackFile
from .information import PackSent as PackSent
from .inviting import ChaseNote as ChaseNote
from .inviting import ChaseTask as ChaseTask
from .inviting import DigestWish as DigestWish
from .inviting import QuietPeriod as QuietPeriod
from .learning import HeldPoint as HeldPoint
from .learning import Learning as Learning
from .learning import ReadNext as ReadNext
from .monitoring import Mitigation as Mitigation
from .monitoring import MonitoringAnswer as MonitoringAnswer
from .monitoring import Population as Population
from .pulses import Rater as Rater
from .pulses import RaterAsk as RaterAsk
from .pulses import SeriesItem as SeriesItem
from .questions import Question as Question
from .questions import QuestionFormat as QuestionFormat
from .seeing import About as About
from .seeing import Upshot as Upshot
from .themes import Coding as Coding
from .themes import Point as Point
from .themes import Theme as Theme
from .themes import ThemeVersion as ThemeVersion
