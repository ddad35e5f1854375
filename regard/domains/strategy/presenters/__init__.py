"""Every decision about how strategies, outcomes and replies are shown."""

from .answers import Answer as Answer
from .answers import Group as Group
from .answers import address as address
from .answers import crumbs as crumbs
from .answers import group_answers as group_answers
from .answers import list_answers as list_answers
from .answers import present_answers as present_answers
from .answers import tag as tag
from .data import DATA_COLUMNS as DATA_COLUMNS
from .data import data_rows as data_rows
from .data import fit_for_spreadsheets as fit_for_spreadsheets
from .outcomes import decision_initial as decision_initial
from .outcomes import present_outcomes as present_outcomes
from .outcomes import single_points_lede as single_points_lede
from .publishing import present_blockers as present_blockers
from .replies import describe_fate as describe_fate
from .replies import present_reply as present_reply
from .replies import replies_lede as replies_lede
from .strategies import describe_progress as describe_progress
from .strategies import passage_lede as passage_lede
from .strategies import present_passages as present_passages
from .strategies import present_strategy as present_strategy
from .traces import present_trace as present_trace
from .traces import trace_crumbs as trace_crumbs
