from regard.foundation import authority


class Permission(authority.Permission):
    """What a person can be allowed to do here. Keep in alphabetical order."""

    EDIT_CONTACTS = "register.edit_contacts"
    """Say how a service is reached."""

    LOAD = "register.load"
    """Load a file of services or contacts, and see what became of it."""

    VIEW_CONTACTS = "register.view_contacts"
    """See how a service is reached: names, email addresses, telephone numbers."""
