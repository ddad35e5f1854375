"""
Rolls made from a register by what befalls real ones, to measure linkage where truth is known.

Shares of each mishap are our own assumptions, chosen to be no kinder than what associations'
spreadsheets look like: slips, trading names, old owners, missing and mistyped postcodes,
abbreviations, swapped columns, members that the register does not have, and namesakes of the
same group in the same town.
"""

from .making import MadeRoll as MadeRoll
from .making import make_rolls as make_rolls
from .making import part as part
from .reading import halve as halve
from .reading import read_register as read_register
