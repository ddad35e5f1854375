from regard.foundation import authority


class Permission(authority.Permission):
    """What a person can be allowed to do here. Keep in alphabetical order."""

    VIEW_MESSAGES = "mail.view_messages"
    """See every message sent in a system, and what became of it."""
