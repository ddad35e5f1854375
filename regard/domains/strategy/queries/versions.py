"""The versions of a document, what changed between them, and because of what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.strategy.models import Outcome, Passage, RemovedPassage, Strategy
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.rules import changes
from regard.domains.strategy.types import OutcomeKind, PassageKind, StrategyStage
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .readers import check_reader
from .revisions import Cause, kept_revisions, list_causes, name_causes

if TYPE_CHECKING:
    from regard.domains.register.models import System


@dataclass(frozen=True)
class Reason:
    """
    Why a passage changed.

    Attributes:
        words: in the writer's words; or why an outcome was given, or why it was taken out.
        causes: what was said that led to it.
        outcome: set where an outcome says so.
    """

    words: str
    causes: tuple[Cause, ...] = ()
    outcome: OutcomeKind | None = None


@dataclass(frozen=True)
class Found:
    """
    Where a passage stands.

    Attributes:
        is_newest: whether that version is the one that the document's own address shows.
    """

    number: int
    ref: str
    is_newest: bool


@dataclass(frozen=True)
class Comparison:
    """Two versions, each in its order, and what became of each passage."""

    before: list[changes.State]
    after: list[changes.State]
    changes: list[changes.Change]


def list_versions(*, system: System, slug: str, caller: Caller) -> list[Strategy]:
    """
    Return the versions of a document that the caller may read, the newest first.

    :raises NotFound: if there is none.
    """
    rows = Strategy.objects.filter(system=system, slug=slug).order_by("-number")
    seen = [row for row in rows.select_related("system") if _may_read(row, caller)]
    if not seen:
        raise NotFound("There is no strategy at this address")
    return seen


def find_passage(*, system: System, slug: str, key: str, caller: Caller) -> Found:
    """
    Return where a passage stands in the newest version that has it.

    What is published comes before the draft, which only those see who may read it.

    :raises NotFound: if none that the caller may read has it.
    """
    rows = (
        Passage.objects.filter(key=key, strategy__system=system, strategy__slug=slug)
        .select_related("strategy__system")
        .order_by("strategy__stage", "strategy__number")
    )
    seen = [row for row in rows if _may_read(row.strategy, caller)]
    if not seen:
        raise NotFound("There is no such passage in this strategy")
    published = [row for row in seen if row.strategy.stage == StrategyStage.PUBLISHED]
    best = published[-1] if published else seen[-1]
    newest = list_versions(system=system, slug=slug, caller=caller)
    shown = next((each for each in newest if each.published_at), newest[0])
    return Found(best.strategy.number, best.ref, best.strategy_id == shown.pk)


def list_states(*, strategy: Strategy) -> list[changes.State]:
    """Return the passages of a version whose reader was checked, to compare. One query."""
    fields = ("key", "ref", "heading", "text", "kind", "parent__key")
    rows = strategy.passages.order_by("position", "pk").values_list(*fields)
    return [
        changes.State(key, ref, heading, text, PassageKind(kind), parent)
        for key, ref, heading, text, kind, parent in rows
    ]


def compare_versions(*, before: Strategy, after: Strategy) -> Comparison:
    """Return what changed from one version to another, whose reader was checked. Two queries."""
    old, new = list_states(strategy=before), list_states(strategy=after)
    return Comparison(old, new, changes.compare(old, new))


def may_know_who(*, versions: Collection[Strategy], caller: Caller) -> bool:
    """
    Return whether the caller may know who said what some versions answer.

    :raises NotAllowed: if they may not even read the words, as before these are published.
    """
    known = [check_reader(strategy=each, caller=caller) for each in versions]
    return all(known)


def list_reasons(
    *, before: Strategy, after: Strategy, keys: Collection[str], shows_who: bool
) -> dict[str, list[Reason]]:
    """
    Return why passages changed from one version to a later one, by their keys.

    What writers said, what was said that led to it, and the outcomes of every version after the
    first up to the second. The reader was checked. A number of queries for each version.

    :param shows_who: as in `engagement.queries.list_points`.
    """
    versions = Strategy.objects.filter(
        system=after.system_id, slug=after.slug, number__lte=after.number
    )
    known = list(versions.order_by("number"))
    between = [each for each in known if each.number > before.number]
    reasons: dict[str, list[Reason]] = {}
    for version in between:
        _add_revisions(version, known, keys, reasons, shows_who=shows_who)
        _add_outcomes(version, known, keys, reasons, shows_who=shows_who)
    gone = RemovedPassage.objects.filter(strategy__in=between, key__in=keys).exclude(why="")
    for key, why in gone.order_by("pk").values_list("key", "why"):
        reasons.setdefault(key, []).append(Reason(why))
    return reasons


def _add_revisions(
    version: Strategy,
    known: Sequence[Strategy],
    keys: Collection[str],
    reasons: dict[str, list[Reason]],
    *,
    shows_who: bool,
) -> None:
    rows = kept_revisions(strategy=version, keys=keys)
    causes = list_causes(
        revision_ids=[row.pk for row in rows], strategies=known, shows_who=shows_who
    )
    for row in rows:
        led = tuple(causes.get(row.pk, ()))
        if row.because or led:
            reasons.setdefault(row.passage.key, []).append(Reason(row.because, led))


def _add_outcomes(
    version: Strategy,
    known: Sequence[Strategy],
    keys: Collection[str],
    reasons: dict[str, list[Reason]],
    *,
    shows_who: bool,
) -> None:
    changed = [kind for kind in OutcomeKind if kind.is_change]
    rows = Outcome.objects.filter(strategy=version, kind__in=changed)
    fields = ("kind", "reason", "theme", "point")
    named = [
        *rows.filter(passage__key__in=keys).values_list("passage__key", *fields),
        *rows.filter(more_passages__passage__key__in=keys).values_list(
            "more_passages__passage__key", *fields
        ),
    ]
    said = name_causes(
        theme_ids={theme for *_, theme, _ in named if theme},
        point_ids={point for *_, point in named if point},
        strategies=known,
        shows_who=shows_who,
    )
    for key, kind, reason, theme, point in named:
        cause = said.get((theme, point))
        if cause is not None:
            found = Reason(reason, (cause,), OutcomeKind(kind))
            reasons.setdefault(key, []).append(found)


def _may_read(strategy: Strategy, caller: Caller) -> bool:
    if strategy.stage == StrategyStage.PUBLISHED:
        return True
    return is_allowed(caller, Permission.VIEW_DRAFT, strategy)
