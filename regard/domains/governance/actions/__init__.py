"""Change what governance keeps. Each is one transaction and one entry in the ledger."""

from .appointments import CannotAppoint as CannotAppoint
from .appointments import CannotEndAppointment as CannotEndAppointment
from .appointments import CannotSetHolder as CannotSetHolder
from .appointments import HolderDetails as HolderDetails
from .appointments import add_holder as add_holder
from .appointments import appoint as appoint
from .appointments import edit_holder as edit_holder
from .appointments import end_appointment as end_appointment
from .seats import CannotEndSeat as CannotEndSeat
from .seats import CannotSetSeat as CannotSetSeat
from .seats import SeatDetails as SeatDetails
from .seats import add_seat as add_seat
from .seats import edit_seat as edit_seat
from .seats import end_seat as end_seat
from .seats import end_seats as end_seats
