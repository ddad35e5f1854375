"""Show that an exercise is fair, or let it go on without, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import Exercise, GateOverride, GateProof
from regard.domains.engagement.rules import gate as rules
from regard.domains.engagement.types import Principle, Stage
from regard.domains.engagement.types.gate import BEFORE_OPENING, OFFERED, Sign, principle_of
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from regard.foundation.files.models import File


class CannotProve(Refusal):
    """
    What was offered shows nothing, or cannot be offered.

    Attributes:
        reasons: what is wrong, by field; "" for all.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(". ".join(reasons.values()))
        self.reasons = dict(reasons)


@dataclass(frozen=True)
class Shown:
    """What a person offers as a sign: words, and an address or a file where it can be read."""

    words: str
    url: str = ""
    file: File | None = None


@transaction.atomic
def offer_proof(
    *, exercise: Exercise, sign: Sign, shown: Shown, by: str, at: datetime
) -> GateProof:
    """
    Show a sign that the system does not find by itself.

    :raises CannotProve: if this sign is not shown but written, or too little is said.
    """
    locked = Exercise.objects.select_for_update().get(pk=exercise.pk)
    if sign not in OFFERED:
        raise CannotProve({"": f"{sign.label}: write it there. It cannot be shown otherwise."})
    reasons = rules.reasons_against_proof(
        sign=sign, words=shown.words, url=shown.url, has_file=shown.file is not None
    )
    if reasons:
        raise CannotProve(reasons)
    proof = _write(locked, sign, shown, by=by, at=at)
    ledger.record(
        event="gate.proof_offered", subject=proof, by=by, at=at, detail={"sign": sign.value}
    )
    return proof


@transaction.atomic
def state_asked_openly(*, exercise: Exercise, by: str, at: datetime) -> None:
    """
    Say, in one's own name, that no option is put forward, so that none was turned down either.

    Said again, it changes nothing.
    """
    locked = Exercise.objects.select_for_update().get(pk=exercise.pk)
    said = GateProof.objects.filter(exercise=locked, words=rules.ASKED_OPENLY, withdrawn_at=None)
    if said.exists():
        return
    for sign in (Sign.OPTION, Sign.REJECTED):
        _write(locked, sign, Shown(rules.ASKED_OPENLY), by=by, at=at)
    ledger.record(event="gate.asked_openly", subject=locked, by=by, at=at)


@transaction.atomic
def withdraw_proof(*, proof: GateProof, by: str, at: datetime) -> None:
    """
    Take back what was offered. It is no longer shown.

    :raises CannotProve: if the exercise was opened on it.
    """
    exercise = Exercise.objects.select_for_update().get(pk=proof.exercise_id)
    opened_on_it = Principle(proof.principle) in BEFORE_OPENING
    if opened_on_it and exercise.stage != Stage.DRAFT:
        raise CannotProve({"": "The exercise was opened on this, so it stays."})
    GateProof.objects.filter(pk=proof.pk).update(withdrawn_at=at)
    ledger.record(event="gate.proof_withdrawn", subject=proof, by=by, at=at)


@transaction.atomic
def override_principle(
    *,
    exercise: Exercise,
    principle: Principle,
    because: str,
    named: str,
    by: str,
    at: datetime,
) -> GateOverride:
    """
    Let an exercise go on without a principle, in the name of whoever answers for it.

    The exercise's page shows it to everyone, with the reason.

    :raises CannotProve: if it says too little, it was done before, or it is too late for it.
    """
    locked = Exercise.objects.select_for_update().get(pk=exercise.pk)
    reasons = rules.reasons_against_override(because=because, named=named)
    if GateOverride.objects.filter(exercise=locked, principle=principle).exists():
        reasons[""] = "Somebody answers for this already"
    if principle in BEFORE_OPENING and locked.stage != Stage.DRAFT:
        reasons[""] = "It is open already, so nothing is held up by this"
    if reasons:
        raise CannotProve(reasons)
    override = GateOverride.objects.create(
        exercise=locked,
        principle=principle,
        because=because.strip(),
        named=named.strip(),
        by=by,
        at=at,
    )
    detail: dict[str, object] = {"principle": principle.value}
    ledger.record(event="gate.overridden", subject=locked, by=by, at=at, detail=detail)
    return override


def _write(exercise: Exercise, sign: Sign, shown: Shown, *, by: str, at: datetime) -> GateProof:
    return GateProof.objects.create(
        exercise=exercise,
        principle=principle_of(sign),
        sign=sign,
        words=shown.words.strip(),
        url=shown.url.strip(),
        file=shown.file,
        by=by,
        at=at,
    )
