"""The letter that tells a member what was written down in its name."""

from datetime import date

LINK = "[your link]"
"""Stands in a kept message where the signed link is put as it is sent."""


def mandate_letter(
    *, network: str, member: str, name: str, topic: str, given_by: str, until: date | None
) -> tuple[str, str]:
    """Return the subject and body of the letter."""
    end = f"until {until:%-d %B %Y}" if until else "until you take it back"
    on = f"on {topic}" if topic else "on everything"
    body = f"""Dear {name or "colleague"},

{network} has told us that it may speak for {member} {on}, {end}.
It says that {given_by} agreed to this.

If that is right, you need do nothing.

If it is not, or you change your mind, take it back here. It takes one press and no password:
{LINK}

Until you do, what {network} says {on} counts as said for you too. You can always answer
yourself: then your own answer counts.
"""
    return f"{network} may speak for {member}", body
