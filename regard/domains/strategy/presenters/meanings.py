"""What a strategy means for one service, as a page, a PDF and a line on the service's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from regard.domains.strategy import queries
from regard.domains.strategy.rules.commitments import in_words
from regard.domains.strategy.types import ForYou, MeaningRow
from regard.foundation.authority import Caller
from regard.foundation.design.words import date_words, plural_words
from regard.foundation.documents import Block, Heading, Link, List, Paragraph, Tone, render_pdf

if TYPE_CHECKING:
    from regard.domains.register.models import Location, System


def find_lede(meanings: int, to_do: int) -> str:
    """Return the finding before a service is named: how much of what is published says so."""
    if not meanings:
        return "Nothing that the partnership has published says yet what it means for services."
    what = plural_words(meanings, "thing that was decided means", "things that were decided mean")
    do = f", and {to_do:,} of them ask for something to be done" if to_do else ""
    return f"{what} something for services here{do}. Find yours."


def meanings_lede(rows: Sequence[MeaningRow], *, passages: int) -> str:
    """Return the finding for who writes: how many passages say what they mean."""
    said = len({row.passage_key for row in rows})
    if not said:
        return "No passage says yet what it means for services."
    to_do = sum(bool(row.to_do) for row in rows)
    do = f" {plural_words(to_do, 'thing')} to do." if to_do else " Nothing has to be done."
    return f"{said:,} of {plural_words(passages, 'passage')} say what they mean.{do}"


def for_you_lede(you: ForYou) -> str:
    """Return the finding: how much of what was decided touches a service, and what is to do."""
    if not you.kinds:
        return "This service has ended, so nothing that was decided touches it."
    if not you.meanings:
        return "Nothing that the partnership has published says what it means for this service."
    touched = f"{plural_words(len(you.meanings), 'thing')} that the partnership decided "
    touched += "touches" if len(you.meanings) == 1 else "touch"
    if not you.to_do:
        return f"{touched} this service. Nothing has to be done."
    first = you.to_do[0]
    when = f", the first by {date_words(first.do_by)}" if first.do_by else ""
    return f"{touched} this service. {plural_words(len(you.to_do), 'thing')} to do{when}."


def for_you_pdf(*, system: System, you: ForYou, today: date, at: datetime) -> bytes:
    """Return the same as a tagged PDF, to hang on the wall of the office."""
    title = f"What this means for {you.name}"
    return render_pdf(title=title, blocks=_blocks(system, you, today), at=at)


def meant_for_location(system: System, location: Location, caller: Caller) -> SafeString:
    """Return, for a service's own page, how much of what was decided touches it."""
    you = queries.get_for_you(system=system, location_id=location.pk, caller=caller)
    if not you.meanings:
        return SafeString("")
    context = {"system": system, "you": you, "lede": for_you_lede(you)}
    return mark_safe(render_to_string("strategy/for_you_slot.jinja", context))  # noqa: S308 (our own template, escaped)


def _blocks(system: System, you: ForYou, today: date) -> Iterator[Block]:
    yield Paragraph(for_you_lede(you), Tone.LEDE)
    yield Paragraph(
        f"{system.partnership_name}. {', '.join(you.kinds)}. As at {date_words(today)}.",
        Tone.QUIET,
    )
    if you.to_do:
        yield Heading("What to do")
        yield List(tuple(_task(row) for row in you.to_do))
    for row in you.meanings:
        yield Heading(f"{row.passage_ref} {row.passage_heading}")
        yield Paragraph(row.strategy_title, Tone.QUIET)
        for whom, words in said_to(row):
            yield Paragraph(f"{whom}: {words}")
        yield Link("Read the passage", settings.PUBLIC_ADDRESS + passage_url(system, row))
    if you.promises:
        yield Heading("What was promised")
        yield List(
            tuple(f"{each.words} {each.who}. {in_words(each, today)}." for each in you.promises)
        )


def said_to(row: MeaningRow) -> list[tuple[str, str]]:
    """Return to whom a meaning says what, without those to whom it says nothing."""
    said = (
        ("For owners and managers", row.for_owners),
        ("For staff", row.for_staff),
        ("For the people you support", row.for_people),
    )
    return [(whom, words) for whom, words in said if words]


def passage_url(system: System, row: MeaningRow) -> str:
    where = {"system": system.slug, "slug": row.strategy_slug, "ref": row.passage_ref}
    return reverse("strategy:passage", kwargs=where)


def _task(row: MeaningRow) -> str:
    return f"{row.to_do} (by {date_words(row.do_by)})" if row.do_by else row.to_do
