"""
What was asked, who was asked, what was said, and the themes in it.

Every table carries its system, first in its indexes, so that a check or an export needs no join.
"""

from .answers_files import AnswersFile as AnswersFile
from .answers_files import RefusedAnswer as RefusedAnswer
from .audience import AudienceMember as AudienceMember
from .audience import Invitation as Invitation
from .contributions import Answer as Answer
from .contributions import Contribution as Contribution
from .exercises import Exercise as Exercise
from .questions import Question as Question
from .themes import Point as Point
from .themes import Theme as Theme
