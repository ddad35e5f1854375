"""
Probabilistic linkage of rolls to the register, by Splink. No Django, no network.

Fellegi and Sunter's model (1969): each comparison of a line with a location adds a weight, and
the sum is how much likelier it is that they are one than two.
"""

from .engines import DuckDB as DuckDB
from .engines import Engine as Engine
from .engines import EngineMissing as EngineMissing
from .engines import engine_of as engine_of
from .features import Vocabulary as Vocabulary
from .features import count_words as count_words
from .linking import link as link
from .records import Candidate as Candidate
from .records import Match as Match
from .records import Reason as Reason
from .records import Record as Record
from .records import Verdict as Verdict
