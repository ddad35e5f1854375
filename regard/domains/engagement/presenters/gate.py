"""How it is worded whether an exercise is fair, and where what is missing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import Principle, Stage
from regard.domains.engagement.types.gate import (
    BEFORE_OPENING,
    OFFERED,
    PrincipleState,
    ProofRow,
    Sign,
    SignState,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import Exercise

MEANINGS = {
    Principle.FORMATIVE: "People are asked while their answers can still change something.",
    Principle.INFORMED: "People know enough to answer with sense: what is proposed, what was "
    "turned down, and why.",
    Principle.TIME: "People have time to read, to ask one another, and to answer.",
    Principle.CONSIDERED: "Whoever decides weighs what was said before deciding.",
}

WRITTEN_AT = {
    Sign.OPEN_TO_CHANGE: ("edit_exercise", "Write it"),
    Sign.DECIDED: ("edit_exercise", "Write it"),
    Sign.OPTION: ("alternatives", "Write an option, or say that you ask openly"),
    Sign.PACK: ("write_information", "Write and publish it"),
    Sign.REJECTED: ("alternatives", "Write what was turned down, or say that nothing was"),
    Sign.PLAIN: ("edit_exercise", "Write it more plainly"),
    Sign.DAYS: ("edit_exercise", "Move the last day"),
    Sign.ELECTION: ("edit_exercise", "Open later"),
    Sign.REPLY: ("edit_exercise", "Promise it"),
    Sign.DECIDED_AFTER: ("phases", "Move the deciding"),
    Sign.READ: ("themes", "Sign off the themes"),
}
"""On which page each sign is written, while the exercise is a draft; the last, after it closed."""

TAGS = {
    "kept": ("Shown", "ok"),
    "overridden": ("Not shown. A named person answers for it", "gap"),
    "missing": ("Something is missing", "part"),
    "later": ("To be shown before it counts as answered", "no"),
}


@dataclass(frozen=True)
class SignCard:
    """
    A sign and what shows it.

    Attributes:
        todo: address and label of where it is written, for the team, where it is missing.
        offer_url: where a person shows it otherwise; empty where that is not to be.
    """

    label: str
    is_there: bool
    is_found: bool
    words: str
    proofs: tuple[ProofRow, ...]
    todo: tuple[str, str] | None
    offer_url: str


@dataclass(frozen=True)
class PrincipleCard:
    key: str
    title: str
    meaning: str
    tag: tuple[str, str]
    signs: tuple[SignCard, ...]
    override: tuple[str, str, object] | None
    override_url: str


def gate_cards(
    states: Sequence[PrincipleState], exercise: Exercise, *, may_run: bool
) -> list[PrincipleCard]:
    """Return a card for each principle. Only who may run it is shown what to do."""
    return [_card(state, exercise, may_run=may_run) for state in states]


def gate_lede(states: Sequence[PrincipleState], *, stage: Stage) -> str:
    """Return the finding: how many of the four principles are shown to be kept."""
    kept = sum(state.is_kept for state in states)
    overridden = sum(not state.is_kept and state.override is not None for state in states)
    words = f"{kept} of {len(states)} principles of fair asking are shown to be kept."
    if overridden:
        words += f" For {overridden} a named person answers instead."
    if stage is Stage.DRAFT:
        missing = count_missing(states)
        words += (
            f" {count(missing, 'thing')} still missing before it can open."
            if missing
            else " It can open."
        )
    return words[:1].upper() + words[1:]


def count_missing(states: Sequence[PrincipleState]) -> int:
    """Return how many signs are missing that hold up opening."""
    return sum(
        not sign.is_there
        for state in states
        if state.principle in BEFORE_OPENING and not state.lets_through
        for sign in state.signs
    )


def _card(state: PrincipleState, exercise: Exercise, *, may_run: bool) -> PrincipleCard:
    override = state.override
    is_wanted = _is_wanted(state, exercise)
    where = [exercise.system.slug, exercise.slug]
    return PrincipleCard(
        key=state.principle.value,
        title=state.principle.label,
        meaning=MEANINGS[state.principle],
        tag=_tag(state, exercise),
        signs=tuple(
            _sign(sign, exercise, is_wanted=may_run and is_wanted) for sign in state.signs
        ),
        override=(override.named, override.because, override.at) if override else None,
        override_url=reverse("engagement:override_principle", args=[*where, state.principle.value])
        if may_run and is_wanted and not state.lets_through
        else "",
    )


def _sign(sign: SignState, exercise: Exercise, *, is_wanted: bool) -> SignCard:
    where = [exercise.system.slug, exercise.slug]
    name, label = WRITTEN_AT[sign.sign]
    is_missing = is_wanted and not sign.is_there
    return SignCard(
        label=sign.sign.label,
        is_there=sign.is_there,
        is_found=sign.is_found,
        words=sign.words if sign.is_found or not sign.proofs else "",
        proofs=sign.proofs,
        todo=(reverse(f"engagement:{name}", args=where), label) if is_missing else None,
        offer_url=reverse("engagement:offer_proof", args=[*where, sign.sign.value])
        if is_missing and sign.sign in OFFERED
        else "",
    )


def _is_wanted(state: PrincipleState, exercise: Exercise) -> bool:
    """Return whether the principle holds something up at this stage."""
    if state.principle in BEFORE_OPENING:
        return exercise.stage == Stage.DRAFT
    return exercise.stage == Stage.CLOSED


def _tag(state: PrincipleState, exercise: Exercise) -> tuple[str, str]:
    if state.is_kept:
        return TAGS["kept"]
    if state.override:
        return TAGS["overridden"]
    is_later = state.principle is Principle.CONSIDERED and exercise.stage != Stage.ANSWERED
    return TAGS["later" if is_later else "missing"]
