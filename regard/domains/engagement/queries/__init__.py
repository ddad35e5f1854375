"""Ask questions of engagement. Reads only; every one either checks its caller or says who did."""

from .exercises import get_exercise as get_exercise
from .exercises import list_exercises as list_exercises
from .exercises import list_exercises_by_id as list_exercises_by_id
from .points import get_point as get_point
from .points import list_points as list_points
from .points import list_quotes as list_quotes
from .points import list_speakers as list_speakers
from .points import may_read_words as may_read_words
from .points import may_see_who as may_see_who
from .questions import list_asked as list_asked
from .questions import list_questions as list_questions
from .themes import get_theme as get_theme
from .themes import list_themes as list_themes
from .themes import list_themes_of as list_themes_of
