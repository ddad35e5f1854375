"""What an address can need, where that is no permission of a role."""

from regard.foundation.authority import Permission

PUBLIC = "anyone"
LINK = "whoever holds the link"
DEMO = "anyone, in the demonstration only"

Needs = dict[str, Permission | str | tuple[Permission, Permission]]
"""What each address needs; of two, to be read and to be posted to."""
