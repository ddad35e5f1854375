"""Letters to members of a network, set in type: one a page, in the order of the post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.collective_letters import part_letter
from regard.domains.engagement.rules.words import count, day
from regard.foundation.documents import (
    Block,
    Heading,
    KeyValues,
    Link,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    render_pdf,
)

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.engagement.queries.part_letters import PartLetter
    from regard.domains.engagement.rules.letters import Ask

CSV_HEADER = ("Member", "Address", "Postcode", "Code", "Where to type it in", "Link")


@dataclass(frozen=True)
class Sheaf:
    """
    Letters that are printed together.

    Attributes:
        type_at: the address at which a code is typed in, in full.
        on: the day that stands on them.
    """

    ask: Ask
    network: str
    letters: Sequence[PartLetter]
    type_at: str
    on: date


def make_letters(sheaf: Sheaf, *, at: datetime) -> bytes:
    """Return the letters as one tagged PDF, with a list of them before the first."""
    return render_pdf(title=f"Letters to members of {sheaf.network}", blocks=_blocks(sheaf), at=at)


def letter_rows(sheaf: Sheaf) -> Iterator[tuple[object, ...]]:
    """Yield the letters as rows of `CSV_HEADER`, for whoever merges and posts them."""
    for letter in sheaf.letters:
        yield (
            letter.member,
            "\n".join(letter.to),
            letter.postcode,
            letter.code,
            sheaf.type_at,
            letter.url,
        )


def letters_lede(*, to_post: int, posted: int, without_address: int) -> str:
    """Return how far the letters have come."""
    words = f"{count(to_post, 'letter').capitalize()} to post, {posted:,} posted."
    if without_address:
        have = "has" if without_address == 1 else "have"
        words += (
            f" {count(without_address, 'member').capitalize()} {have} neither email nor postal "
            "address with us: the network tells them."
        )
    return words


def _blocks(sheaf: Sheaf) -> Iterator[Block]:
    yield Paragraph(
        f"{count(len(sheaf.letters), 'letter').capitalize()}, one a page, in order of postcode.",
        Tone.LEDE,
    )
    yield Table(
        "The letters, in their order",
        ("Member", "Postcode", "Code"),
        tuple((each.member, each.postcode, each.code) for each in sheaf.letters),
        widths=(5, 2, 4),
    )
    for letter in sheaf.letters:
        yield PageBreak()
        yield from _letter(sheaf, letter)


def _letter(sheaf: Sheaf, letter: PartLetter) -> Iterator[Block]:
    asked, answered, *rest = part_letter(
        sheaf.ask, network=sheaf.network, had_mandate=letter.had_mandate
    )
    yield Paragraph("\n".join(letter.to))
    yield Paragraph(day(sheaf.on))
    yield Heading(f"{sheaf.network} spoke for {letter.member}")
    yield Paragraph(asked)
    yield Paragraph(answered)
    yield KeyValues((("Go to", sheaf.type_at), ("Type in the code", letter.code)))
    yield Link("Or open it here, where you read this on a screen", letter.url)
    for words in rest:
        yield Paragraph(words)
    yield Paragraph(sheaf.ask.partnership)
