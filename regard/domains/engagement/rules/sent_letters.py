"""What an email that was sent said to everyone, without whom it was to."""

import re

from .letters import Email

SERVICE, GREETING = "[the service]", "[name]"
"""Stand where each email names whom it is for."""

HELLO = re.compile(r"Hello .+,|To whoever manages .+,")
ASKS = re.compile(r"(.*?) Your view for .+, by ([^,]+)")
REMINDS = re.compile(r"Until [^:]+: .+")
MISSED = re.compile(r"We have not heard from .+ yet, and your view would be missed\.")


def for_everyone(*, subject: str, body: str) -> Email | None:
    """
    Return an email that asked or reminded, with what differs from one to another in brackets.

    Where no name was known, the first line was another; it is written as the others are.

    :return: None if it is not built as ours are, and so could name somebody; also once what it
        said is forgotten.
    """
    asked = ASKS.fullmatch(subject)
    hello, *paragraphs = body.split("\n\n")
    if not HELLO.fullmatch(hello) or not paragraphs:
        return None
    if asked:
        subject = f"{asked[1]} Your view for {SERVICE}, by {asked[2]}"
    elif REMINDS.fullmatch(subject) and MISSED.fullmatch(paragraphs[0]):
        paragraphs[0] = f"We have not heard from {SERVICE} yet, and your view would be missed."
    else:
        return None
    return Email(subject=subject, body="\n\n".join([f"Hello {GREETING},", *paragraphs]))
