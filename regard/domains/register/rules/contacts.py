"""What can be an email address or a telephone number."""

import re

EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
LONGEST_EMAIL = 254
"""RFC 3696, erratum 1690: the longest address that mail can be sent to."""

TELEPHONE = re.compile(r"\+?[0-9 ()\-.]{6,30}( ?(ext|x)\.? ?[0-9]{1,6})?", re.IGNORECASE)


def problem_with_email(email: str) -> str | None:
    """Return why this cannot be an email address. None if it can, or is empty."""
    email = email.strip()
    if not email or (EMAIL.fullmatch(email) and len(email) <= LONGEST_EMAIL):
        return None
    return "An email address looks like name@example.org"


def problem_with_telephone(telephone: str) -> str | None:
    """Return why this cannot be a telephone number. None if it can, or is empty."""
    telephone = telephone.strip()
    if not telephone or TELEPHONE.fullmatch(telephone):
        return None
    return "A telephone number has only figures and spaces, like 01522 123456"


def tidy_telephone(telephone: str) -> str:
    """
    Return the number with single spaces, and with the first 0 that a spreadsheet drops.
    """
    tidy = " ".join(telephone.split())
    if re.fullmatch(r"[1-9][0-9]{9}", tidy.replace(" ", "")):
        return f"0{tidy}"
    return tidy
