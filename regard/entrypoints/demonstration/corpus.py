"""What can be said, by topic and by who says it: the words in `words/`."""

import tomllib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

from .grammar import Slots

FOLDER = Path(__file__).parent / "words"

Topics = dict[str, dict["Voice", tuple[str, ...]]]
"""Templates by topic and voice."""


class Voice(StrEnum):
    """Who speaks, as far as it shows in how they say it."""

    HOME = "home"
    VISIT = "visit"
    SUPPORT = "support"
    ANY = "any"
    CARER = "carer"
    STAFF = "staff"
    PERSON = "person"

    @property
    def is_provider(self) -> bool:
        return self in PROVIDERS


PROVIDERS = {Voice.HOME, Voice.VISIT, Voice.SUPPORT, Voice.ANY}


def read(name: str) -> dict[str, Any]:
    """Return one file of words."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def read_slots() -> Slots:
    """Return the phrases that fill the slots of every template."""
    return read("slots")


def read_topics(names: Iterable[str]) -> Topics:
    """Return the topics of several files, in their order."""
    topics: Topics = {}
    for name in names:
        for topic, said in read(name).items():
            known = topics.setdefault(topic, {})
            for voice, texts in said.items():
                known[Voice(voice)] = (*known.get(Voice(voice), ()), *texts)
    return topics
