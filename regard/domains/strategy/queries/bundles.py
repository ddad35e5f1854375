"""Bundles, and what goes into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from regard.domains.engagement import queries as engagement
from regard.domains.strategy.models import (
    Bundle,
    Outcome,
    RegardRecord,
    Reply,
    Strategy,
)
from regard.domains.strategy.types import BundleKind, StrategyStage
from regard.foundation.audit import ledger, proofs
from regard.foundation.base.errors import NotFound

from .strategies import answered_exercises

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.engagement.models import Exercise, InformationPack, Question
    from regard.domains.engagement.queries import OriginalRow
    from regard.domains.engagement.types import InvitationCounts, PointRow, ThemeRow
    from regard.foundation.audit.models import Entry, Seal
    from regard.foundation.audit.proofs import Proof
    from regard.foundation.files.models import File


@dataclass(frozen=True)
class AskedPart:
    """What one exercise asked, of whom, and what came."""

    exercise: Exercise
    questions: list[Question]
    packs: list[InformationPack]
    invitations: InvitationCounts
    originals: list[OriginalRow]
    themes: list[ThemeRow]
    points: list[PointRow]


@dataclass(frozen=True)
class Extract:
    """The ledger's entries of all in a bundle, each with its way to one signed head."""

    seal: Seal
    key: str
    entries: list[tuple[Entry, Proof]]


def list_bundles(*, strategy: Strategy) -> list[Bundle]:
    """Return the bundles of a document, whose reader was checked, the newest first."""
    found = Bundle.objects.filter(
        system_id=strategy.system_id, strategy__slug=strategy.slug
    ).select_related("file", "strategy")
    return list(found.order_by("-asked_at", "-pk"))


def get_bundle_file(*, strategy: Strategy, bundle_id: int) -> File:
    """
    Return a finished bundle of a document, whose reader was checked.

    :raises NotFound: if there is none, or it is still being made.
    """
    for bundle in list_bundles(strategy=strategy):
        if bundle.pk == bundle_id and bundle.file is not None:
            return bundle.file
    raise NotFound("There is no such bundle, or it is still being made")


def get_bundle_for_job(*, bundle_id: int) -> Bundle:
    """Return a bundle for a job, whose starter was checked."""
    return Bundle.objects.select_related("strategy__system").get(pk=bundle_id)


def find_published(*, strategy: Strategy) -> Strategy | None:
    """Return the newest published version of a document; None while there is none."""
    found = Strategy.objects.filter(
        system_id=strategy.system_id, slug=strategy.slug, stage=StrategyStage.PUBLISHED
    )
    return found.select_related("system").order_by("-number").first()


def list_published(*, bundle: Bundle) -> list[Strategy]:
    """Return every version up to the bundle's, the first first."""
    found = Strategy.objects.filter(
        system_id=bundle.system_id,
        slug=bundle.strategy.slug,
        number__lte=bundle.strategy.number,
        stage=StrategyStage.PUBLISHED,
    )
    return list(found.select_related("system").order_by("number"))


def list_asked_parts(*, versions: Iterable[Strategy], kind: BundleKind) -> list[AskedPart]:
    """
    Return what was asked and said in every exercise that the versions answer.

    For a court also words that their author let be counted only: it can order them anyhow, and
    who spoke is in no bundle.
    """
    everything = kind is BundleKind.COURT
    exercises = {
        exercise.pk: exercise
        for version in versions
        for exercise in answered_exercises(version).select_related("system")
    }
    return [
        AskedPart(
            exercise=exercise,
            questions=engagement.list_questions(exercise=exercise),
            packs=engagement.list_packs(exercise=exercise),
            invitations=engagement.count_invitations(exercise=exercise),
            originals=engagement.list_originals(exercise=exercise, with_counted=everything),
            themes=engagement.list_themes(exercise=exercise),
            points=engagement.list_points(exercise=exercise, shows_who=everything),
        )
        for exercise in exercises.values()
    ]


def list_regard_records(*, versions: Iterable[Strategy]) -> list[RegardRecord]:
    """Return the signed records of regard to any of the versions, of decisions in public."""
    found = RegardRecord.objects.filter(
        strategy__in=list(versions), signed_at__isnull=False, decision__is_private=False
    )
    chosen = found.select_related("decision__body", "strategy").prefetch_related(
        "passages__passage"
    )
    return list(chosen.order_by("signed_at", "pk"))


def list_reply_counts(*, versions: Iterable[Strategy]) -> list[tuple[int, str, str, int]]:
    """Return (version, channel, state, how many) of the replies."""
    rows = Reply.objects.filter(strategy__in=list(versions)).values_list(
        "strategy__number", "channel", "state"
    )
    counted = rows.annotate(count=Count("pk")).order_by("strategy__number", "channel", "state")
    return [(number, channel, state, count) for number, channel, state, count in counted]


def get_extract(
    *, versions: list[Strategy], parts: list[AskedPart], records: list[RegardRecord]
) -> Extract:
    """
    Return the ledger's entries of all that a bundle is made of, under the newest head.

    :raises NotFound: if nothing has been sealed yet.
    """
    seal = proofs.newest_seal()
    if seal is None:
        raise NotFound("The ledger has not been sealed yet")
    subjects = {ledger.name_of(each) for each in [*versions, *records]}
    subjects |= {ledger.name_of(record.decision) for record in records}
    outcomes = Outcome.objects.filter(strategy__in=versions)
    subjects |= {ledger.name_of(each) for each in outcomes.only("pk")}
    for part in parts:
        subjects.add(ledger.name_of(part.exercise))
        subjects |= {ledger.name_of(each) for each in [*part.questions, *part.packs]}
        subjects |= {f"engagement.Theme:{theme.theme_id}" for theme in part.themes}
        subjects |= {f"engagement.Contribution:{row.contribution_id}" for row in part.originals}
    found = proofs.list_entries(subjects=subjects, seal=seal)
    ways = proofs.prove(leaf_numbers=[leaf for _, leaf in found], seal=seal)
    entries = [(entry, way) for (entry, _), way in zip(found, ways, strict=True)]
    return Extract(seal=seal, key=proofs.key_of(seal), entries=entries)


def list_decided(*, versions: Iterable[Strategy]) -> list[Outcome]:
    """Return what became of everything said, with the theme or the receipt it is about."""
    found = Outcome.objects.filter(strategy__in=list(versions)).select_related(
        "strategy", "passage", "theme", "point__contribution"
    )
    return list(found.order_by("strategy__number", "pk"))
