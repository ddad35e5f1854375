"""What those who sit on a body are written about its meetings."""

from dataclasses import dataclass

PAPERS_LINK = "{link-to-your-papers}"
CALENDAR_LINK = "{link-to-your-calendar}"
"""Stand for signed addresses until an email is sent: a copy of the database opens nothing."""


@dataclass(frozen=True)
class MeetingWords:
    """
    A meeting in the words of a letter.

    Attributes:
        when: e.g. "Thursday 3 December 2026, 2.00 pm to 4.00 pm".
        where: e.g. "Westmere Town Hall"; empty: not said.
    """

    body: str
    partnership: str
    day: str
    when: str
    where: str
    joining: str = ""


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def agenda_letter(meeting: MeetingWords, *, greeting: str, items: list[str]) -> Letter:
    """Return the email with which an agenda goes out."""
    numbered = [f"{number}. {title}" for number, title in enumerate(items, start=1)]
    body = _letter(
        greeting,
        f"These are the agenda and papers of {meeting.body}.",
        _when_and_where(meeting),
        "\n".join(numbered),
        f"Read the one-page briefs and papers, without a password:\n{PAPERS_LINK}",
        f"Add all your meetings to your calendar:\n{CALENDAR_LINK}",
        "Both links are yours alone. If you cannot come, please tell your deputy and us.",
        meeting.partnership,
    )
    return Letter(subject=f"Agenda: {meeting.body}, {meeting.day}", body=body)


def moved_letter(meeting: MeetingWords, *, greeting: str, was: str) -> Letter:
    """
    Return the email that says that a meeting's time or place changed.

    :param was: when and where it was to be.
    """
    body = _letter(
        greeting,
        f"A meeting of {meeting.body} has changed. It was to be: {was}.",
        f"It is now:\n{_when_and_where(meeting)}",
        f"Its agenda and papers:\n{PAPERS_LINK}",
        f"Your calendar:\n{CALENDAR_LINK}",
        meeting.partnership,
    )
    return Letter(subject=f"Changed: {meeting.body}, {meeting.day}", body=body)


def cancelled_letter(meeting: MeetingWords, *, greeting: str, why: str) -> Letter:
    """Return the email that says that a meeting will not be."""
    body = _letter(
        greeting,
        f"The meeting of {meeting.body} on {meeting.when} is cancelled.",
        f"Why: {why}",
        f"Your other meetings:\n{PAPERS_LINK}",
        meeting.partnership,
    )
    return Letter(subject=f"Cancelled: {meeting.body}, {meeting.day}", body=body)


def _when_and_where(meeting: MeetingWords) -> str:
    lines = (meeting.when, meeting.where, f"Online: {meeting.joining}" if meeting.joining else "")
    return "\n".join(filter(None, lines))


def _letter(greeting: str, *paragraphs: str) -> str:
    return "\n\n".join([f"Dear {greeting}", *filter(None, paragraphs)]) + "\n"
