"""
What the law asks and guidance suggests that each kind of document should contain.

The parts are data, in templates.toml, with where each is said. A part that the law asks for is
marked so; the rest is guidance. Whether a passage meets it is for people to say: we only show
whether there is one.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from regard.domains.strategy.types import DocumentKind, PassageKind

FILE = Path(__file__).with_name("templates.toml")

_WORD_ENDS = ("ies", "es", "s", "ing", "ed")

FEWEST_LETTERS = 4
"""Of a word that says what a passage is about."""

_WORDS = re.compile(rf"[^\W\d_]{{{FEWEST_LETTERS},}}")


@dataclass(frozen=True)
class Source:
    """
    An act or guidance, and where it stands.

    Attributes:
        checked: what of it we held against the text on `checked_on`, and what not.
    """

    words: str
    url: str
    checked_on: date
    checked: str


@dataclass(frozen=True)
class Section:
    """
    One thing that a document should contain.

    Attributes:
        key: lasting, as passages keep it.
        what: what to write, in a sentence or two.
        where: the section or chapter of its source.
        is_law: whether the law asks for it, and not guidance alone.
        in_preparing: whether it asks it of those who prepare the document, and not of its words.
        is_checked: whether `where` was held against the text; otherwise it is from memory.
        words: what a passage about it would hold: each a set of words that come together.
    """

    key: str
    title: str
    what: str
    source: Source
    where: str
    is_law: bool
    in_preparing: bool
    is_checked: bool
    kind: PassageKind
    words: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """A passage, as far as a checklist looks at it."""

    ref: str
    key: str
    heading: str
    text: str
    section: str


@dataclass(frozen=True)
class Check:
    """
    One part of a template, and what the document has of it.

    Attributes:
        written: passages that were said to write it and have words.
        empty: passages that were said to write it and have none yet.
        perhaps: passages whose words sound like it, where none was said to write it.
    """

    section: Section
    written: tuple[Written, ...]
    empty: tuple[Written, ...]
    perhaps: tuple[Written, ...]

    @property
    def is_missing(self) -> bool:
        return not self.written


def list_sections(kind: DocumentKind) -> tuple[Section, ...]:
    """Return what a document of this kind should contain; nothing for another plan."""
    return _read().get(kind, ())


@cache
def _read() -> dict[DocumentKind, tuple[Section, ...]]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    sources = {name: Source(**values) for name, values in data.pop("sources").items()}
    return {
        DocumentKind(kind): tuple(
            Section(
                key=part["key"],
                title=part["title"],
                what=part["what"],
                source=sources[part["source"]],
                where=part["where"],
                is_law=part.get("is_law", False),
                in_preparing=part.get("in_preparing", False),
                is_checked=not part.get("unchecked", False),
                kind=PassageKind(part.get("kind", PassageKind.TEXT)),
                words=tuple(part["words"]),
            )
            for part in parts
        )
        for kind, parts in data.items()
    }


def list_sources(kind: DocumentKind) -> tuple[Source, ...]:
    """Return the acts and guidance that a template names, each once."""
    return tuple(dict.fromkeys(each.source for each in list_sections(kind)))


def check(kind: DocumentKind, passages: Sequence[Written]) -> list[Check]:
    """Return every part of the template, with the passages that write it."""
    likely = _find_likely(list_sections(kind), [p for p in passages if not p.section])
    found = []
    for section in list_sections(kind):
        own = [each for each in passages if each.section == section.key]
        found.append(
            Check(
                section=section,
                written=tuple(each for each in own if each.text.strip()),
                empty=tuple(each for each in own if not each.text.strip()),
                perhaps=() if own else likely[section.key],
            )
        )
    return found


MOST_LIKELY = 3
"""Passages shown that sound like a part: more would be a search."""


def _find_likely(
    sections: Iterable[Section], passages: Sequence[Written]
) -> dict[str, tuple[Written, ...]]:
    """Return for each part, by key, the first passages whose words sound like it."""
    wanted = {each.key: [_stems(words) for words in each.words] for each in sections}
    telling = {stem for sets in wanted.values() for words in sets for stem in words}
    where: dict[str, set[int]] = {stem: set() for stem in telling}
    for place, passage in enumerate(passages):
        for stem in _stems(f"{passage.heading} {passage.text}") & telling:
            where[stem].add(place)
    return {
        key: tuple(
            passages[place]
            for place in sorted(
                set().union(*(_in_all(where[stem] for stem in words) for words in sets))
            )[:MOST_LIKELY]
        )
        for key, sets in wanted.items()
    }


def _in_all(places: Iterable[set[int]]) -> set[int]:
    first, *rest = places
    return first.intersection(*rest)


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in set(_WORDS.findall(text.casefold()))}


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    for end in _WORD_ENDS:
        if word.endswith(end) and len(word) - len(end) >= FEWEST_LETTERS:
            return word[: -len(end)]
    return word
