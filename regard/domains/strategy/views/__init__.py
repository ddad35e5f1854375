"""The pages of strategy."""

from .data import data_csv as data_csv
from .data import data_json as data_json
from .deciding import decide_point as decide_point
from .deciding import decide_theme as decide_theme
from .deciding import outcomes as outcomes
from .deciding import single_points as single_points
from .publishing import publish as publish
from .reading import answers as answers
from .reading import passage as passage
from .reading import strategies as strategies
from .reading import strategy as strategy
from .reading import trace as trace
from .replying import reply as reply
from .replying import type_code as type_code
from .sending import letters as letters
from .sending import replies as replies
from .sending import send_again as send_again
from .writing import edit_passage as edit_passage
from .writing import edit_strategy as edit_strategy
from .writing import move_passage as move_passage
from .writing import new_passage as new_passage
from .writing import new_strategy as new_strategy
from .writing import remove_passage as remove_passage
from .writing import write as write
