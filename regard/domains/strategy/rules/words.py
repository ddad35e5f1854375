"""A reply as the text of an email."""

import textwrap
from datetime import date
from functools import lru_cache

from regard.domains.strategy.types import OutcomeKind

from .replies import Content, Part

LINK = "[your link]"
"""Stands in the kept text where the signed link is put as it is sent."""

WIDTH = 72
"""Characters a line, so that mail programs of any age quote it unbroken."""


def long_date(day: date) -> str:
    """Return e.g. "14 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def said_by(organisations: int) -> str:
    """Return by how many organisations something was said; without any, people said it."""
    if organisations == 0:
        return "Said by people, not organisations"
    who = "1 organisation" if organisations == 1 else f"{organisations:,} organisations"
    return f"Said by {who}"


def others_words(others: int) -> str:
    """Return how many others said the same, as a sentence."""
    if others == 0:
        return "Nobody else said this."
    return (
        "1 other said much the same." if others == 1 else f"{others:,} others said much the same."
    )


def sentence(title: str) -> str:
    """Return a title as the end of a sentence, whatever it ends with itself."""
    return title if title.endswith((".", "?", "!")) else f"{title}."


def email_subject(content: Content) -> str:
    if content.through:
        return f"What became of what {content.through} said for you ({content.receipt})"
    again = ", looked at again" if content.is_again else ""
    return f"What became of what you told us{again} ({content.receipt})"


def opening(content: Content) -> str:
    """Return how a reply begins: to what they spoke, when, and by which number we know it."""
    day = long_date(content.said_on)
    if content.through:
        return (
            f"On {day} {content.through} answered our question “{content.asked}” for its "
            f"members, and for you. The receipt number of its answer is {content.receipt}."
        )
    return (
        f"On {day} you answered our question “{content.asked}” ({content.how}). Your receipt "
        f"number is {content.receipt}."
    )


def announcement(content: Content) -> str:
    """Return what is new, as a sentence or two."""
    if content.is_again:
        return (
            f"We have looked again at part of our answer. {content.strategy_title} stays as it "
            "was published. This is what becomes of what you said."
        )
    who = "it" if content.through else "you"
    if content.is_late:
        published = (
            f"It reached us after we had published {content.strategy_title}, and is answered "
            "all the same."
        )
    else:
        published = f"We have now published {content.strategy_title}."
    if content.parts:
        return f"{published} This is what became of what {who} said."
    if content.through:
        return f"{published} It added nothing in its own words. Its answers are counted."
    return (
        f"{published} You answered our questions and added nothing in your own words. "
        "Your answers are counted in what we heard. Thank you."
    )


def email_body(content: Content, *, strategy_url: str) -> str:
    """
    Return the reply as plain text: their words, what became of each, and where to read on.

    LINK stands for their own page, whose address is a secret.
    """
    name = content.name.strip()
    paragraphs = [
        f"Hello {name}," if name else "Hello,",
        _fill(opening(content)),
        _fill(announcement(content)),
        *(
            _part(part, number=number, of=len(content.parts), through=content.through)
            for number, part in enumerate(content.parts, start=1)
        ),
        f"Read this on the web, and tell us whether it answers you:\n{LINK}",
        f"The whole strategy, and what everyone said:\n{strategy_url}",
        f"Thank you,\n{content.partnership}",
    ]
    return "\n\n".join(paragraphs) + "\n"


def heading_of(*, number: int, of: int, through: str = "") -> str:
    """Return what stands above the words of one part, e.g. "You said (2 of 3)"."""
    said = f"{through} said" if through else "You said"
    return f"{said} ({number} of {of})" if of > 1 else said


def _part(part: Part, *, number: int, of: int, through: str) -> str:
    counted = f" ({number} of {of})" if of > 1 else ""
    heading = f"{(through or 'You').upper()} SAID{counted}"
    lines = [heading, *(_quote(words) for words in part.words)]
    if part.theme:
        lines += ["", _fill(f"{others_words(part.others)} We call it: {sentence(part.theme)}")]
    lines += ["", _fill(f"What became of it: {_outcome(part)}."), _fill(part.reason)]
    if part.passage_ref:
        where = f"The strategy now says, in {part.passage_ref} {part.passage_heading}:"
        if part.kind is OutcomeKind.ALREADY:
            where = f"The strategy says, in {part.passage_ref} {part.passage_heading}:"
        lines += ["", _fill(where), _quote(part.passage_text)]
    if part.more_passages:
        lines += ["", _fill(f"See also {more_words(part)}.")]
    return "\n".join(lines)


def more_words(part: Part) -> str:
    """Return the further passages of a part, e.g. "3.1 Housing and 4 Pay"; empty for none."""
    named = [f"{ref} {heading}" for ref, heading in part.more_passages]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _outcome(part: Part) -> str:
    label = part.kind.label.lower()
    return f"{label} to {part.passed_to}" if part.passed_to else label


@lru_cache(maxsize=1024)
def _quote(text: str) -> str:
    paragraphs = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            initial_indent="> ",
            subsequent_indent="> ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in paragraphs
    )


@lru_cache(maxsize=1024)
def _fill(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
