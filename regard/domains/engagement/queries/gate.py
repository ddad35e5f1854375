"""Whether an exercise, which was fetched through a check, is fair, and how that is shown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from regard.domains.engagement.models import (
    Alternative,
    Coding,
    Exercise,
    GateOverride,
    GateProof,
    InformationPack,
    Point,
    Question,
    Theme,
)
from regard.domains.engagement.rules import readability
from regard.domains.engagement.rules.gate import look, reasons_not_to_answer
from regard.domains.engagement.types import ExerciseKind, PhaseKind, Principle, Stage, ThemeState
from regard.domains.engagement.types.gate import (
    GateFacts,
    OverrideRow,
    PrincipleState,
    ProofRow,
    Sign,
)
from regard.foundation.base.errors import NotFound

from .phases import list_phases
from .timetable import count_paused_days


def get_gate(*, exercise: Exercise, today: date) -> tuple[PrincipleState, ...]:
    """Return the four principles and by which signs each is kept. Nine queries."""
    return look(
        _facts(exercise, today=today),
        proofs=_list_proofs(exercise),
        overrides=list_overrides(exercise=exercise),
    )


def list_reasons_not_to_answer(*, exercise: Exercise, today: date) -> list[str]:
    """Return why nothing shows yet that what was said was weighed; none if something does."""
    if exercise.kind != ExerciseKind.CONSULTATION:
        return []
    return reasons_not_to_answer(get_gate(exercise=exercise, today=today))


def list_not_weighed(*, exercise_ids: Collection[int], today: date) -> list[int]:
    """Return which closed exercises, whose reader was checked, cannot be marked answered so."""
    found = Exercise.objects.filter(pk__in=exercise_ids, stage=Stage.CLOSED).order_by("pk")
    return [each.pk for each in found if list_reasons_not_to_answer(exercise=each, today=today)]


def get_proof(*, exercise: Exercise, proof_id: int) -> GateProof:
    """:raises NotFound: if this exercise has none of this number that still stands."""
    found = GateProof.objects.filter(exercise=exercise, pk=proof_id, withdrawn_at=None)
    proof = found.select_related("exercise", "file").first()
    if proof is None:
        raise NotFound("There is no such proof. It may have been withdrawn.")
    return proof


def _list_proofs(exercise: Exercise) -> list[ProofRow]:
    found = GateProof.objects.filter(exercise=exercise, withdrawn_at=None).order_by("pk")
    return [
        ProofRow(
            proof_id=proof.pk,
            sign=Sign(proof.sign),
            words=proof.words,
            url=proof.url,
            file_name=proof.file.name if proof.file else "",
            by=proof.by,
            at=proof.at,
        )
        for proof in found.select_related("file")
    ]


def list_overrides(*, exercise: Exercise) -> list[OverrideRow]:
    """Return without which principles it goes on, and who answers for each."""
    return [
        OverrideRow(Principle(each.principle), each.because, each.named, each.at)
        for each in GateOverride.objects.filter(exercise=exercise)
    ]


def _facts(exercise: Exercise, *, today: date) -> GateFacts:
    options = Alternative.objects.filter(exercise=exercise).aggregate(
        open=Count("pk", filter=Q(is_open=True)), rejected=Count("pk", filter=Q(is_open=False))
    )
    themes = (
        Theme.objects.filter(exercise=exercise)
        .filter(Exists(Coding.objects.filter(theme=OuterRef("pk"))))
        .exclude(state=ThemeState.MERGED)
        .aggregate(all=Count("pk"), signed=Count("pk", filter=Q(state=ThemeState.SIGNED_OFF)))
    )
    packs = InformationPack.objects.filter(exercise=exercise, published_at__isnull=False)
    phases = {phase.kind: phase for phase in list_phases(exercise=exercise)}
    deciding = phases.get(PhaseKind.DECIDE)
    return GateFacts(
        open_to_change=exercise.open_to_change,
        decided=exercise.decided,
        open_options=options["open"],
        rejected_options=options["rejected"],
        has_pack=packs.exists(),
        hints=tuple(readability.hints(exercise.purpose)),
        questions=Question.objects.filter(exercise=exercise).count(),
        opens_on=exercise.opens_on,
        closes_on=exercise.closes_on,
        days_left_out=count_paused_days(exercise=exercise, today=today),
        reply_by=exercise.reply_by,
        decides_on=deciding.starts_on if deciding else None,
        themes=themes["all"],
        themes_signed_off=themes["signed"],
        has_points=Point.objects.filter(exercise=exercise).exists(),
        has_closed=exercise.stage in {Stage.CLOSED, Stage.ANSWERED},
    )
