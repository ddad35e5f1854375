"""Ask questions of governance. Reads only."""

from .bodies import BodyRow as BodyRow
from .bodies import ChainRow as ChainRow
from .bodies import get_body as get_body
from .bodies import get_body_called as get_body_called
from .bodies import list_bodies as list_bodies
from .bodies import list_chain as list_chain
from .bodies import list_ended_bodies as list_ended_bodies
from .days import live_on as live_on
from .seats import SeatRow as SeatRow
from .seats import Sitting as Sitting
from .seats import get_appointment as get_appointment
from .seats import get_seat as get_seat
from .seats import list_seat_facts as list_seat_facts
from .seats import list_seats as list_seats
from .seats import list_seats_of as list_seats_of
