"""
Write down how a file is read, for itself and to read others like it.

What is saved for others names questions and choices in words: another exercise that asks the
same has other numbers for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from regard.domains.engagement.types.gathered import Gathered, Grid, Holds, Layout, Part, Why

from .keys import is_known, part_key, parts_of_question, question_key, read_key
from .names import alike, plain
from .parts import Inquiry

KNOWN_AGAIN = 0.8
"""Share of the saved columns that a file must have, to be taken for one of the same kind."""

SAME_QUESTION = 0.9
"""How alike two wordings must be to be the same question, 0 to 1."""

Written = dict[str, Any]
"""As JSON holds it."""


def write(gathered: Gathered) -> Written:
    """Return how a file is read, to keep beside it."""
    return asdict(gathered) | {
        "held": list(gathered.held),
        "why": [str(each) for each in gathered.why],
        "meanings": {name: dict(meant) for name, meant in gathered.meanings.items()},
    }


def read(written: Mapping[str, Any]) -> Gathered:
    """Return how a file is read; what was written before there were layouts is understood."""
    return Gathered(
        layout=_layout(written.get("layout") or {}),
        held=tuple(written.get("held", ())),
        meanings=written.get("meanings") or {},
        why=tuple(Why(each) for each in written.get("why", ())),
        survey=written.get("survey", ""),
    )


def write_for_others(
    gathered: Gathered, header: Sequence[str], questions: Sequence[Inquiry]
) -> Written:
    """Return the same in words, to read other files like it."""
    by_id = {each.asked.question_id: each for each in questions}
    columns: dict[str, Written] = {}
    for name, holds in zip(header, gathered.held, strict=True):
        key = read_key(holds)
        if key is None:
            columns[name] = {"holds": holds}
        elif key.question_id in by_id:
            question = by_id[key.question_id]
            names = dict(parts_of_question(question.asked)).get(key.part) if key.part else None
            words = names[key.index] if names and key.index is not None else ""
            columns[name] = {"question": question.text, "part": key.part or "", "words": words}
    return {
        "layout": asdict(gathered.layout),
        "columns": columns,
        "meanings": {
            _in_words(name, by_id): dict(meant) for name, meant in gathered.meanings.items()
        },
    }


def layout_for_others(saved: Mapping[str, Any]) -> Layout:
    return _layout(saved.get("layout") or {})


def is_like(saved: Mapping[str, Any], header: Sequence[str]) -> float:
    """Return the share of the saved columns that hold something and are in a file, 0 to 1."""
    meant = [name for name, each in saved.get("columns", {}).items() if each.get("holds") != ""]
    here = {plain(name) for name in header}
    return sum(plain(name) in here for name in meant) / len(meant) if meant else 0.0


def apply_saved(
    saved: Mapping[str, Any], grid: Grid, questions: Sequence[Inquiry], proposed: Gathered
) -> Gathered:
    """
    Return how a file is read, as was saved for files like it.

    Columns that are new, and those of questions that are not asked here, are as proposed.
    """
    columns = {plain(name): each for name, each in saved.get("columns", {}).items()}
    held, why = list(proposed.held), list(proposed.why)
    for place, name in enumerate(grid.header):
        holds = _held(columns[plain(name)], questions) if plain(name) in columns else None
        if holds is not None:
            held[place], why[place] = holds, Why.SAVED
    saved_ones = {h for h, w in zip(held, why, strict=True) if w is Why.SAVED}
    for place, holds in enumerate(held):
        if why[place] is not Why.SAVED and holds in saved_ones:
            held[place], why[place] = "", Why.NOTHING
    return replace(
        proposed,
        layout=layout_for_others(saved),
        held=tuple(held),
        why=tuple(why),
        meanings=_meanings(saved, questions, proposed),
    )


def _layout(written: Mapping[str, Any]) -> Layout:
    long = written.get("long")
    return Layout(**{**written, "long": tuple(long) if long else None})


def _in_words(name: str, by_id: Mapping[int, Inquiry]) -> str:
    key = read_key(name)
    return by_id[key.question_id].text if key and key.question_id in by_id else name


def _held(saved: Written, questions: Sequence[Inquiry]) -> str | None:
    """Return what a saved column holds here; None if its question is not asked here."""
    if "question" not in saved:
        return str(saved["holds"]) if saved["holds"] in set(Holds) else None
    question = _same(saved["question"], questions)
    if question is None:
        return None
    number = question.asked.question_id
    if not saved["part"]:
        return question_key(number)
    part = Part(saved["part"])
    names = dict(parts_of_question(question.asked)).get(part, ())
    index = next((n for n, name in enumerate(names) if name == saved["words"]), None)
    holds = part_key(part, number, index)
    return holds if is_known(holds, [each.asked for each in questions]) else None


def _same(text: str, questions: Sequence[Inquiry]) -> Inquiry | None:
    likest = max(questions, key=lambda each: alike(each.text, text), default=None)
    return likest if likest and alike(likest.text, text) >= SAME_QUESTION else None


def _meanings(
    saved: Mapping[str, Any], questions: Sequence[Inquiry], proposed: Gathered
) -> dict[str, dict[str, str]]:
    meanings = {name: dict(meant) for name, meant in proposed.meanings.items()}
    for name, meant in saved.get("meanings", {}).items():
        question = None if name in set(Holds) else _same(name, questions)
        if question is None and name not in set(Holds):
            continue
        key = question_key(question.asked.question_id) if question else name
        meanings[key] = meanings.get(key, {}) | dict(meant)
    return meanings
