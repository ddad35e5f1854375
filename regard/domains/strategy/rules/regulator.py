"""
What a document's record can show a regulator, statement by statement, and what is missing.

It says that evidence is there or not, and never how good anything is.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("regulator.toml")


@dataclass(frozen=True)
class Statement:
    """One of the regulator's quality statements, and the keys of what bears on it here."""

    theme: str
    title: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Framework:
    """
    The statements in force, and from where we have them.

    Attributes:
        checked: what of them was held against the source on `checked_on`.
    """

    source: str
    url: str
    checked_on: date
    checked: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Shown:
    """
    One piece of evidence.

    Attributes:
        kind: which of the regulator's kinds of evidence it is.
        words: what there is, in numbers; empty where there is nothing.
        gap: what is missing, as a sentence; empty where nothing is.
        page: name of the page where it stands.
    """

    kind: str
    words: str
    gap: str
    page: str


@dataclass(frozen=True)
class Line:
    """A statement with what is there, what is missing, and whether this record could say."""

    statement: Statement
    there: tuple[Shown, ...]
    missing: tuple[Shown, ...]

    @property
    def is_beyond(self) -> bool:
        """Whether nothing that this record holds bears on it."""
        return not self.statement.evidence


@dataclass(frozen=True)
class Facts:
    """
    What a published document's record holds, counted.

    Attributes:
        asked, heard: services, over all exercises; voices: contributions.
        outcomes, changed: things said that have an outcome, and those that changed something.
        not_adopted, read_twice: of these.
        replies, replied: written, and sent; days: the median to the reply; None: none was sent.
        answers, does_not: who say that the reply answers them, and that it does not.
        needs, orphans: that were assessed, and that nothing answers.
        decisions, asked_before: of the system, and those before which somebody was asked.
        signed, overdue: records of regard to any document.
        passages, regarded: of the document.
        boards, opinions: health and wellbeing boards, and those that gave theirs.
        samples: read blind and measured. sealed: entries of the ledger.
    """

    version: int
    published_on: date
    asked: int
    heard: int
    voices: int
    outcomes: int
    changed: int
    not_adopted: int
    read_twice: int
    replies: int
    replied: int
    days: float | None
    answers: int
    does_not: int
    needs: int
    orphans: int
    promises: int
    done: int
    late: int
    decisions: int
    asked_before: int
    signed: int
    overdue: int
    passages: int
    regarded: int
    boards: int
    opinions: int
    samples: int
    sealed: int


PEOPLE, PARTNERS = "People’s experience", "Feedback from partners"
PROCESSES, OUTCOMES = "Processes", "Outcomes"


@cache
def read_framework() -> Framework:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Framework(
        source=data["source"],
        url=data["url"],
        checked_on=data["checked_on"],
        checked=data["checked"],
        statements=tuple(
            Statement(theme["title"], each["title"], tuple(each["evidence"]))
            for theme in data["theme"]
            for each in theme["statements"]
        ),
    )


def list_lines(statements: Sequence[Statement], facts: Facts) -> list[Line]:
    """Return every statement with what the record holds of it, in their order."""
    evidence = show(facts)
    lines = []
    for statement in statements:
        its = [evidence[key] for key in statement.evidence]
        lines.append(
            Line(
                statement=statement,
                there=tuple(each for each in its if each.words),
                missing=tuple(each for each in its if each.gap),
            )
        )
    return lines


def show(facts: Facts) -> Mapping[str, Shown]:
    """Return each piece of evidence by its key, as `regulator.toml` names them."""
    return {**_of_voices(facts), **_of_answers(facts), **_of_decisions(facts)}


def _of_voices(facts: Facts) -> dict[str, Shown]:
    voices = _count(facts.voices, "voice", "voices")
    services = f"; {facts.heard:,} of {facts.asked:,} services that were asked"
    return {
        "heard": Shown(
            PEOPLE,
            f"{voices}{services * bool(facts.asked)}" if facts.voices else "",
            "" if facts.voices else "Nobody was heard in what this document answers.",
            "annex",
        ),
        "needs": Shown(
            PROCESSES,
            f"{facts.needs - facts.orphans:,} of {facts.needs:,} assessed needs are answered, or "
            "left aside for a reason"
            if facts.needs
            else "",
            _missing(facts.orphans, "assessed need is", "assessed needs are", "not answered")
            if facts.needs
            else "No assessed need is recorded.",
            "need_matrix",
        ),
        "blind": Shown(
            PROCESSES,
            f"{_count(facts.samples, 'sample was', 'samples were')} read blind, and measured"
            if facts.samples
            else "",
            ""
            if facts.samples
            else "No sample was read blind, so nobody knows how well points were placed.",
            "answers",
        ),
        "boards": Shown(
            PARTNERS,
            f"{facts.opinions:,} of {facts.boards:,} health and wellbeing boards gave an opinion"
            if facts.opinions
            else "",
            _missing(
                facts.boards - facts.opinions,
                "health and wellbeing board has",
                "health and wellbeing boards have",
                "given no opinion",
            ),
            "annex",
        ),
    }


def _of_answers(facts: Facts) -> dict[str, Shown]:
    days = f"; half within {facts.days:.0f} days" if facts.days is not None else ""
    said = facts.answers + facts.does_not
    return {
        "outcomes": Shown(
            OUTCOMES,
            f"{facts.outcomes:,} things said have an outcome and a reason; {facts.changed:,} "
            "changed something"
            if facts.outcomes
            else "",
            "" if facts.outcomes else "Nothing that was said has an outcome.",
            "answers",
        ),
        "replies": Shown(
            PROCESSES,
            f"{facts.replied:,} of {facts.replies:,} replies went out{days}"
            if facts.replied
            else "",
            _missing(facts.replies - facts.replied, "reply has", "replies have", "not gone out"),
            "figures",
        ),
        "answered": Shown(
            PEOPLE,
            f"{facts.answers:,} of {said:,} who told us say that the reply answers them"
            if said
            else "",
            "" if said else "Nobody has said whether the reply answers them.",
            "figures",
        ),
        "read_twice": Shown(
            PROCESSES,
            f"{facts.read_twice:,} of {facts.not_adopted:,} things that are not adopted were read "
            "by a second person"
            if facts.read_twice
            else "",
            _missing(
                facts.not_adopted - facts.read_twice, "thing", "things", "read by one person only"
            ),
            "strategy",
        ),
        "promises": Shown(
            OUTCOMES,
            f"{facts.done:,} of {facts.promises:,} promises are kept" if facts.promises else "",
            _missing(facts.late, "promise is", "promises are", "late")
            if facts.promises
            else "Nothing was promised that is followed to its end.",
            "commitments",
        ),
    }


def _of_decisions(facts: Facts) -> dict[str, Shown]:
    return {
        "published": Shown(
            PROCESSES,
            f"Version {facts.version}, published on {facts.published_on:%-d %B %Y}",
            "",
            "strategy",
        ),
        "regarded": Shown(
            OUTCOMES,
            f"Decisions had regard to {facts.regarded:,} of {facts.passages:,} passages"
            if facts.regarded
            else "",
            "" if facts.regarded else "No decision has had regard to any passage.",
            "regard_figures",
        ),
        "records": Shown(
            PROCESSES,
            _count(facts.signed, "signed record of regard", "signed records of regard")
            if facts.signed
            else "",
            _missing(facts.overdue, "record of regard is", "records of regard are", "overdue"),
            "regards",
        ),
        "asked_before": Shown(
            PARTNERS,
            f"Before {facts.asked_before:,} of {facts.decisions:,} decisions somebody outside was "
            "asked"
            if facts.asked_before
            else "",
            "" if facts.asked_before else "Before no decision is anybody outside recorded.",
            "regards",
        ),
        "sealed": Shown(
            PROCESSES,
            f"{facts.sealed:,} entries of what was done are sealed, for anybody to check"
            if facts.sealed
            else "",
            "" if facts.sealed else "Nothing is sealed in the ledger.",
            "ledger",
        ),
    }


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _missing(count: int, one: str, many: str, what: str) -> str:
    """Return that so many are missing, as a sentence; empty where none is."""
    return f"{_count(count, one, many)} {what}." if count > 0 else ""
