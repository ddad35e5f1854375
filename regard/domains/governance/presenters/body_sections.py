"""
The parts of a body's page that its seats, meetings and minutes fill.

To fill one, import your function here and put it in its place in `SECTIONS`.
"""

from datetime import date

from regard.domains.governance.models import Body
from regard.foundation.authority import Caller

from .duty_sections import duties_of
from .meetings import meetings_of
from .minute_sections import decisions_of
from .representation_of import voices_section
from .seat_sections import seats_section
from .sections import BodySection, Section

SECTIONS: tuple[Section, ...] = (
    seats_section,
    voices_section,
    meetings_of,
    decisions_of,
    duties_of,
)
"""In the order of the page."""


def list_sections(*, body: Body, on: date, caller: Caller) -> list[BodySection]:
    """Return the parts of a body's page as at a day, for who asks."""
    made = (section(body, on, caller) for section in SECTIONS)
    return [section for section in made if section is not None]
