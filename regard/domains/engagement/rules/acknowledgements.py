"""What we write to those whose email was kept."""

from datetime import date

from .letters import LINK, Email
from .words import day


def acknowledgement(
    *, partnership: str, title: str, receipt: str, subject: str, reply_by: date | None
) -> Email:
    """
    Return the email that says that an answer was kept.

    :param subject: of the email that was kept; this one answers it.
    :param reply_by: by when they hear what became of it; None where no day is promised.
    """
    bare = subject.strip()
    while bare[:3].lower() == "re:":
        bare = bare[3:].strip()
    return Email(
        subject=f"Re: {bare or title}",
        body="\n\n".join(
            (
                "Thank you. We have kept your email as your answer to:",
                title,
                f"Your receipt number is {receipt}. What we kept, and what becomes of it:\n{LINK}",
                f"We tell you what became of it by {day(reply_by)}."
                if reply_by
                else "What comes of it will stand there too.",
                "Did we miss something? Reply to this email, and we add it to what you said.",
                partnership,
            )
        ),
    )
