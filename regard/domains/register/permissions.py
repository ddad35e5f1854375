from regard.foundation import authority


class Permission(authority.Permission):
    """What a person can be allowed to do here. Keep in alphabetical order."""

    ASK_CORRECTION = "register.ask_correction"
    """Say what is wrong about one's own services, and how they are reached."""

    EDIT_CONTACTS = "register.edit_contacts"
    """Say how a service is reached."""

    EDIT_PEOPLE = "register.edit_people"
    """Add people in their own right, change what is held of them, and forget them."""

    EDIT_PLACES = "register.edit_places"
    """Draw the places of a system."""

    EDIT_SEGMENTS = "register.edit_segments"
    """Save filters of the finder under a name."""

    EDIT_SERVICES = "register.edit_services"
    """Add, correct and end services the regulator does not list, and decide corrections."""

    KEEP_ROLL = "register.keep_roll"
    """Keep a network's roll and mandates, and decide what its doubtful lines mean."""

    LOAD = "register.load"
    """Load a file of services or contacts, and see what became of it."""

    MERGE = "register.merge"
    """Merge two records that are one, and undo it."""

    STATE_TOLD = "register.state_told"
    """Record a council's statement that every provider was told."""

    VIEW_CONTACTS = "register.view_contacts"
    """See how a service is reached: names, email addresses, telephone numbers."""

    VIEW_OWN = "register.view_own"
    """See one's own services in every system, with what is held of them."""

    VIEW_PEOPLE = "register.view_people"
    """See people in their own right, and how they are reached."""

    VIEW_REACH = "register.view_reach"
    """See which services nobody can reach, and whose job it is."""
