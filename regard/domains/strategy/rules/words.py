"""A reply as the text of an email."""

import textwrap
from datetime import date

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
    return f"What became of what you told us ({content.receipt})"


def email_body(content: Content, *, strategy_url: str) -> str:
    """
    Return the reply as plain text: their words, what became of each, and where to read on.

    LINK stands for their own page, whose address is a secret.
    """
    name = content.name.strip()
    paragraphs = [
        f"Hello {name}," if name else "Hello,",
        _fill(
            f"On {long_date(content.said_on)} you answered our question “{content.asked}” "
            f"({content.how}). Your receipt number is {content.receipt}."
        ),
        _fill(
            f"We have now published {content.strategy_title}. "
            + (
                "This is what became of what you said."
                if content.parts
                else "You answered our questions and added nothing in your own words. "
                "Your answers are counted in what we heard. Thank you."
            )
        ),
        *(
            _part(part, number=number, of=len(content.parts))
            for number, part in enumerate(content.parts, start=1)
        ),
        f"Read this on the web, and tell us whether it answers you:\n{LINK}",
        f"The whole strategy, and what everyone said:\n{strategy_url}",
        f"Thank you,\n{content.partnership}",
    ]
    return "\n\n".join(paragraphs) + "\n"


def _part(part: Part, *, number: int, of: int) -> str:
    heading = f"YOU SAID ({number} of {of})" if of > 1 else "YOU SAID"
    lines = [heading, *(_quote(words) for words in part.words)]
    if part.theme:
        lines += ["", _fill(f"{others_words(part.others)} We call it: {sentence(part.theme)}")]
    lines += ["", _fill(f"What became of it: {_outcome(part)}."), _fill(part.reason)]
    if part.passage_ref:
        where = f"The strategy now says, in {part.passage_ref} {part.passage_heading}:"
        if part.kind is OutcomeKind.ALREADY:
            where = f"The strategy says, in {part.passage_ref} {part.passage_heading}:"
        lines += ["", _fill(where), _quote(part.passage_text)]
    return "\n".join(lines)


def _outcome(part: Part) -> str:
    label = part.kind.label.lower()
    return f"{label} to {part.passed_to}" if part.passed_to else label


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


def _fill(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
