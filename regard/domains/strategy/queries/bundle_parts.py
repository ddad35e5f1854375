"""
What goes into a bundle, for whoever was allowed one.

What there can be many of is read a part at a time, by iterators that are read once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Count

from regard.domains.engagement import queries as engagement
from regard.domains.governance import queries as governance
from regard.domains.strategy.models import (
    Commitment,
    CommitmentUpdate,
    LateOutcome,
    Milestone,
    Need,
    NeedAside,
    NeedPassage,
    Opinion,
    Outcome,
    RegardRecord,
    Reply,
    Strategy,
)
from regard.domains.strategy.types import BundleKind
from regard.foundation.accounts.callers import Anyone
from regard.foundation.audit import ledger, proofs
from regard.foundation.base.errors import NotFound

from .strategies import answered_exercises

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import Model

    from regard.domains.engagement.models import Exercise, InformationPack, Question
    from regard.domains.engagement.queries import AskedTexts, OriginalRow
    from regard.domains.engagement.queries.originals import PointSaid
    from regard.domains.engagement.types import InvitationCounts, ThemeRow
    from regard.domains.engagement.types.blind import SampleRow
    from regard.domains.governance.queries import DecisionFile
    from regard.foundation.audit.models import Entry, Seal
    from regard.foundation.audit.proofs import Proof
    from regard.foundation.files.models import File

TOGETHER = 2_000
"""Rows that are read at once."""


@dataclass(frozen=True)
class AskedPart:
    """
    What one exercise asked, of whom, and with what words.

    Attributes:
        packs: versions of the information, with their files.
        samples: that were read blind and measured.
        with_counted: whether also words that their author lets only be counted are handed on.
    """

    exercise: Exercise
    questions: list[Question]
    packs: list[tuple[InformationPack, list[tuple[str, File]]]]
    invitations: InvitationCounts
    texts: AskedTexts
    themes: list[ThemeRow]
    samples: list[SampleRow]
    with_counted: bool

    def stream_originals(self) -> Iterator[OriginalRow]:
        return engagement.stream_originals(exercise=self.exercise, with_counted=self.with_counted)

    def stream_points(self) -> Iterator[PointSaid]:
        return engagement.stream_points(exercise=self.exercise, with_counted=self.with_counted)


@dataclass(frozen=True)
class Extract:
    """The ledger's entries of all in a bundle, each with its way to one signed head."""

    seal: Seal
    key: str
    found: proofs.Found

    def stream_entries(self) -> Iterator[Entry]:
        return (entry for entry, _ in proofs.stream_entries(leaves=self.found.leaves))

    def stream_by_time(self) -> Iterator[Entry]:
        return (entry for entry, _ in proofs.stream_entries(leaves=self.found.by_time))

    def stream_proofs(self) -> Iterator[Proof]:
        return proofs.prove(leaf_numbers=self.found.leaves, seal=self.seal)


@dataclass(frozen=True)
class Decided:
    """What bodies decided with regard to the versions, and what else stands beside them."""

    records: list[RegardRecord]
    files: dict[int, DecisionFile]
    opinions: list[Opinion]
    needs: list[Need]
    met: list[NeedPassage]
    aside: list[NeedAside]
    commitments: list[Commitment]
    milestones: list[Milestone]
    updates: list[CommitmentUpdate]


def list_asked_parts(*, versions: Iterable[Strategy], kind: BundleKind) -> list[AskedPart]:
    """
    Return what was asked in every exercise that the versions answer.

    For a court also words that their author let be counted only: it can order them anyhow, and
    who spoke is in no bundle.
    """
    exercises = {
        exercise.pk: exercise
        for version in versions
        for exercise in answered_exercises(version).select_related("system")
    }
    return [
        AskedPart(
            exercise=exercise,
            questions=engagement.list_questions(exercise=exercise),
            packs=[
                (pack, [(each.title, each.file) for each in engagement.list_pack_files(pack=pack)])
                for pack in engagement.list_packs(exercise=exercise)
            ],
            invitations=engagement.count_invitations(exercise=exercise),
            texts=engagement.get_asked_texts(exercise=exercise),
            themes=engagement.list_themes(exercise=exercise),
            samples=engagement.list_measured(exercise=exercise),
            with_counted=kind is BundleKind.COURT,
        )
        for exercise in exercises.values()
    ]


def get_what_was_decided(*, versions: Sequence[Strategy]) -> Decided:
    """Return records of regard to any version, with their decisions, and what stands beside."""
    records = list_regard_records(versions=versions)
    decisions = {record.decision_id: record.decision for record in records}
    met = NeedPassage.objects.filter(strategy__in=versions).select_related("passage", "strategy")
    aside = NeedAside.objects.filter(strategy__in=versions).select_related("strategy")
    met_rows, aside_rows = list(met.order_by("need", "pk")), list(aside.order_by("need", "pk"))
    need_ids = {each.need_id for each in met_rows} | {each.need_id for each in aside_rows}
    commitments = Commitment.objects.filter(strategy__in=versions).select_related(
        "passage", "strategy", "body"
    )
    promised = list(commitments.order_by("number"))
    updates = CommitmentUpdate.objects.filter(commitment__in=promised).select_related("commitment")
    return Decided(
        records=records,
        files={
            pk: governance.get_decision_file(decision=decision, caller=Anyone())
            for pk, decision in decisions.items()
        },
        opinions=list(
            Opinion.objects.filter(strategy__in=versions)
            .select_related("body", "strategy", "file")
            .order_by("strategy__number", "body__name")
        ),
        needs=list(Need.objects.filter(pk__in=need_ids).order_by("number")),
        met=met_rows,
        aside=aside_rows,
        commitments=promised,
        milestones=list(
            Milestone.objects.filter(commitment__in=promised)
            .select_related("commitment")
            .order_by("commitment__number", "position")
        ),
        updates=list(updates.order_by("commitment__number", "at", "pk")),
    )


def list_regard_records(*, versions: Iterable[Strategy]) -> list[RegardRecord]:
    """Return the signed records of regard to any of the versions, of decisions in public."""
    found = RegardRecord.objects.filter(
        strategy__in=list(versions), signed_at__isnull=False, decision__is_private=False
    )
    chosen = found.select_related("decision__body", "decision__meeting", "strategy")
    return list(chosen.prefetch_related("passages__passage").order_by("signed_at", "pk"))


def list_reply_counts(*, versions: Iterable[Strategy]) -> list[tuple[int, str, str, int]]:
    """Return (version, channel, state, how many) of the replies."""
    rows = Reply.objects.filter(strategy__in=list(versions)).values_list(
        "strategy__number", "channel", "state"
    )
    counted = rows.annotate(count=Count("pk")).order_by("strategy__number", "channel", "state")
    return [(number, channel, state, count) for number, channel, state, count in counted]


def stream_decided(*, versions: Sequence[Strategy]) -> Iterator[Outcome]:
    """Give what became of everything said, with the theme or the receipt it is about."""
    found = Outcome.objects.filter(strategy__in=versions).select_related(
        "strategy", "passage", "theme", "point__contribution"
    )
    return found.order_by("strategy__number", "pk").iterator(chunk_size=TOGETHER)


def stream_late(*, versions: Sequence[Strategy]) -> Iterator[LateOutcome]:
    """Give what became of what came after publishing, or was answered anew."""
    found = LateOutcome.objects.filter(strategy__in=versions).select_related(
        "strategy", "passage", "point__contribution"
    )
    return found.order_by("pk").iterator(chunk_size=TOGETHER)


def get_extract(
    *, versions: Sequence[Strategy], parts: Sequence[AskedPart], decided: Decided
) -> Extract:
    """
    Return the ledger's entries of all that a bundle is made of, under the newest head.

    :raises NotFound: if nothing has been sealed yet.
    """
    seal = proofs.newest_seal()
    if seal is None:
        raise NotFound("The ledger has not been sealed yet")
    subjects = chain(
        _names([*versions, *decided.records, *(each.decision for each in decided.records)]),
        _names([*decided.opinions, *decided.needs, *decided.commitments, *decided.updates]),
        _names(Outcome.objects.filter(strategy__in=versions).only("pk").iterator(TOGETHER)),
        *(_subjects(part) for part in parts),
    )
    found = proofs.find_entries(subjects=subjects, seal=seal)
    return Extract(seal=seal, key=proofs.key_of(seal), found=found)


def _names(things: Iterable[Model]) -> Iterator[str]:
    return (ledger.name_of(each) for each in things)


def _subjects(part: AskedPart) -> Iterator[str]:
    yield from _names([part.exercise, *part.questions, *(pack for pack, _ in part.packs)])
    yield from (f"engagement.Theme:{theme.theme_id}" for theme in part.themes)
    yield from (f"engagement.BlindSample:{sample.sample_id}" for sample in part.samples)
    kept = engagement.kept_in(exercise_ids=[part.exercise.pk]).order_by("pk")
    yield from _names(kept.only("pk").iterator(chunk_size=TOGETHER))
