"""Campaigns: answers made from one template, what each sender added, and who used it."""

from .bursts import Burst as Burst
from .bursts import find_bursts as find_bursts
from .differences import Difference as Difference
from .differences import LeftOut as LeftOut
from .differences import compare as compare
from .finding import Campaign as Campaign
from .finding import Campaigns as Campaigns
from .finding import find_campaigns as find_campaigns
from .words import Template as Template
from .words import find_words as find_words
from .words import make_template as make_template
