"""What we write to members for whom their network spoke."""

from .letters import LINK, Ask, Email, other_ways_words
from .words import day


def part_email(ask: Ask, *, network: str, member: str, had_mandate: bool) -> Email:
    """
    Return the email that tells a member what was said for it.

    :param had_mandate: whether it let the network speak for it; else it was said to agree or
        to differ.
    """
    because = because_words(had_mandate=had_mandate)
    return Email(
        subject=f"{network} spoke for you: {ask.title}",
        body="\n\n".join(
            (
                f"To whoever manages {member},",
                f"{ask.partnership} asked: {ask.title}",
                f"{network} has answered for its members. {because}.",
                f"See what it said, and say whether it is right, without a password:\n{LINK}",
                (
                    "If it is right, you need do nothing. If you see it differently, say how: "
                    "your own words are read beside theirs. Or say that it did not speak for you."
                ),
                f"We will tell you what became of it by {day(ask.reply_by)}.",
                ask.partnership,
            )
        ),
    )


def because_words(*, had_mandate: bool) -> str:
    """Return why a member is counted as heard through its network."""
    why = "You let it speak for you" if had_mandate else "It told us what you think"
    return f"{why}, so we count you as heard through it"


def part_letter(ask: Ask, *, network: str, had_mandate: bool) -> tuple[str, ...]:
    """
    Return the paragraphs of a letter that tells a member what was said for it.

    The code and where to type it in stand after the second.

    :param had_mandate: as for the email.
    """
    return (
        f"{ask.partnership} asked: {ask.title}",
        (
            f"{network} has answered for its members. {because_words(had_mandate=had_mandate)}. "
            "See what it said, and say whether it is right, without a password."
        ),
        (
            "If it is right, you need do nothing. If you see it differently, say how: your own "
            "words are read beside theirs. Or say that it did not speak for you."
        ),
        *other_ways_words(ask),
        f"We will tell you what became of it by {day(ask.reply_by)}.",
        "The code is for you alone: whoever has it can answer for you.",
    )


def answered_email(ask: Ask, *, network: str, member: str) -> Email:
    """Return the email that tells a member that what was said for it has been answered."""
    return Email(
        subject=f"What became of what {network} said for you",
        body="\n\n".join(
            (
                f"To whoever manages {member},",
                f"{ask.partnership} asked: {ask.title}",
                (
                    f"{network} answered for its members, and for you. It has been weighed, and "
                    "decided."
                ),
                f"What became of each point, and why:\n{LINK}",
                ask.partnership,
            )
        ),
    )
