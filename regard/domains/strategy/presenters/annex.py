"""The annex as a document to print and to open in Word."""

from collections.abc import Iterator

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.types import Annex, Item, OpinionRow
from regard.foundation.design.words import date_words, plural_words
from regard.foundation.documents import Block, Heading, List, Paragraph, Table, Tone

LAW = "National Health Service Act 2006, section 14Z54(8)"


def annex_lede(annex: Annex) -> str:
    """Return the finding: whether it is whole, or what it lacks."""
    if not annex.gaps:
        return (
            "It says who was consulted, what they said, how that was taken into account, and "
            "what each health and wellbeing board thinks."
        )
    return f"{plural_words(len(annex.gaps), 'thing')} missing before it says all the law asks."


def account_words(row: OpinionRow) -> str:
    """Return what a board thinks, in a few words."""
    if row.opinion_id is None:
        return "Has not given its opinion"
    return {
        True: "Takes proper account of its strategy",
        False: "Does not take proper account of its strategy",
        None: "Does not say whether its strategy is taken into account",
    }[row.takes_account]


def annex_blocks(strategy: Strategy, annex: Annex) -> Iterator[Block]:
    """Yield the annex, section by section, in the order of the law's own words."""
    yield Paragraph(f"To {strategy.title}, version {strategy.number}. {LAW}.", Tone.LEDE)
    if annex.gaps:
        yield Heading("What is missing")
        yield List(annex.gaps)
    yield Heading("Who was consulted")
    yield Table(
        caption="Each exercise, whom it asked, and who was heard",
        head=("Exercise", "When", "Services asked", "Services heard", "Voices", "Organisations"),
        rows=tuple(
            (
                row.title,
                f"{date_words(row.opens_on)} to {date_words(row.closes_on)}",
                row.asked,
                row.heard,
                row.contributions,
                row.voices.organisations,
            )
            for row in annex.exercises
        ),
        numeric=(2, 3, 4, 5),
        widths=(7, 6, 3, 3, 3, 5),
    )
    yield Heading("What they said, and how it was taken into account")
    yield Table(
        caption="Each thing said by several people, and what became of it",
        head=("What was said", "Contributions", "What became of it", "Why", "Passage"),
        rows=tuple(_row(item) for item in annex.items if item.theme),
        numeric=(1,),
        widths=(8, 5, 5, 12, 3),
    )
    yield Heading("What each health and wellbeing board thinks")
    for row in annex.opinions:
        yield Heading(row.body_name, level=2)
        day = f", {date_words(row.given_on)}" if row.given_on else ""
        yield Paragraph(f"{account_words(row)}{day}.")
        if row.words:
            yield Paragraph(row.words)


def _row(item: Item) -> tuple[str | int | None, ...]:
    outcome = item.outcome
    count = item.theme.submissions if item.theme else 1
    if outcome is None:
        return item.title, count, "No outcome yet", None, None
    passed = f" to {outcome.passed_to}" if outcome.passed_to else ""
    return (
        item.title,
        count,
        f"{outcome.kind.label}{passed}",
        outcome.reason,
        outcome.passage_ref or None,
    )
