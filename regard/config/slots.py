"""What upper domains show on the pages of lower ones."""

from regard.domains.engagement.presenters import asked_of_own, said_of_location
from regard.domains.register.presenters import fill_location_slot, fill_own_slot


def fill_slots() -> None:
    """Put the answers of services on their pages. Called once, as the addresses are read."""
    fill_location_slot(said_of_location)
    fill_own_slot(asked_of_own)
