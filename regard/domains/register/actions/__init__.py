"""Change the register. Each action is one transaction and one entry in the ledger."""

from .contacts import set_contact as set_contact
from .systems import CannotAddCouncil as CannotAddCouncil
from .systems import CannotAddSystem as CannotAddSystem
from .systems import add_made_up_council as add_made_up_council
from .systems import add_system as add_system
