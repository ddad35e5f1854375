"""How the register is shown."""

from .fetching import fetch_in_words as fetch_in_words
from .loads import counts_in_words as counts_in_words
from .loads import load_figures as load_figures
from .loads import load_in_words as load_in_words
from .loads import load_tag as load_tag
from .maps import Outline as Outline
from .maps import Point as Point
from .maps import Shade as Shade
from .maps import draw_map as draw_map
from .parts import list_parts as list_parts
from .services import COLUMNS as COLUMNS
from .services import cells as cells
from .services import lede as lede
from .services import missing_lines as missing_lines
from .services import narrowed_lede as narrowed_lede
from .services import query_of as query_of
from .services import reach_figures as reach_figures
from .slots import fill_location_slot as fill_location_slot
from .slots import location_slots as location_slots
