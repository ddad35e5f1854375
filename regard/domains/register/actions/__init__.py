"""Change the register. Each action is one transaction and one entry in the ledger."""

from .contacts import CannotSetContact as CannotSetContact
from .contacts import set_contact as set_contact
from .loads import CannotAccept as CannotAccept
from .loads import CannotLoad as CannotLoad
from .loads import accept_drift as accept_drift
from .loads import load_file as load_file
from .loads import run_load as run_load
from .loads import start_load as start_load
from .placing import place_locations as place_locations
from .systems import CannotAddCouncil as CannotAddCouncil
from .systems import CannotAddSystem as CannotAddSystem
from .systems import add_made_up_council as add_made_up_council
from .systems import add_system as add_system
