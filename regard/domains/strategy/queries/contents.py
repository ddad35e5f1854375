"""A version as its canonical content, and the files that were made of it."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from regard.domains.strategy.models import (
    NeedPassage,
    Outcome,
    OutcomePassage,
    PublishedFile,
    Strategy,
)
from regard.domains.strategy.types import FileKind, StrategyStage
from regard.foundation.audit.canonical import canonical
from regard.foundation.base.addresses import find_address
from regard.foundation.base.errors import NotFound

from .strategies import answered_exercises

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.foundation.files.models import File

FORMAT = "regard-document/1"

LISTS = ("strategies", "needs", "commitments", "find_for_you")
"""Pages that stand for a whole system."""

MAKING_FILES = "strategy.make_files"
"""The kind of job that makes a published version's files."""


def content_bytes(*, strategy: Strategy) -> bytes:
    """
    Return all that a version says, as the bytes whose SHA-256 is its digest. Five queries.

    As `docs/guides/publishing.md` tells outsiders. Nobody's own words are in it.
    """
    published = strategy.published_at
    return canonical(
        {
            "format": FORMAT,
            "system": strategy.system.slug,
            "address": strategy.slug,
            "version": strategy.number,
            "kind": strategy.kind,
            "title": strategy.title,
            "because": strategy.because,
            "introduction": strategy.introduction,
            "begins_on": strategy.begins_on.isoformat() if strategy.begins_on else None,
            "ends_on": strategy.ends_on.isoformat() if strategy.ends_on else None,
            "published_at": published.astimezone(UTC).isoformat() if published else None,
            "answers": sorted(answered_exercises(strategy).values_list("slug", flat=True)),
            "passages": _passages(strategy),
            "outcomes": _outcomes(strategy),
        }
    )


def list_published_files(*, strategy: Strategy) -> dict[FileKind, File]:
    """Return the files of a version whose reader was checked, by kind; none of a draft."""
    found = PublishedFile.objects.filter(strategy=strategy).select_related("file")
    return {FileKind(each.kind): each.file for each in found}


def get_published_file(*, strategy: Strategy, kind: str) -> File:
    """
    Return one file of a version whose reader was checked.

    :raises NotFound: if it is a draft, is still being made, or there is no such kind.
    """
    found = PublishedFile.objects.filter(strategy=strategy, kind=kind).select_related("file")
    made = found.first()
    if made is None:
        raise NotFound("This file is not made yet. Try again in a minute.")
    return made.file


def _passages(strategy: Strategy) -> list[dict[str, object]]:
    needs: dict[int, list[str]] = {}
    links = NeedPassage.objects.filter(strategy=strategy).order_by("need__number")
    for passage_id, number in links.values_list("passage_id", "need__number"):
        needs.setdefault(passage_id, []).append(f"N{number}")
    fields = ("pk", "key", "parent__key", "kind", "ref", "heading", "text")
    return [
        {
            "key": key,
            "parent": parent,
            "kind": kind,
            "number": ref,
            "heading": heading,
            "text": text,
            "needs": needs.get(pk, []),
        }
        for pk, key, parent, kind, ref, heading, text in strategy.passages.order_by(
            "position", "pk"
        ).values_list(*fields)
    ]


def _outcomes(strategy: Strategy) -> list[dict[str, object]]:
    more: dict[int, list[str]] = {}
    links = OutcomePassage.objects.filter(strategy=strategy).order_by("passage__position")
    for outcome_id, key in links.values_list("outcome_id", "passage__key"):
        more.setdefault(outcome_id, []).append(key)
    found = Outcome.objects.filter(strategy=strategy).order_by("pk")
    fields = ("pk", "theme_id", "point_id", "kind", "reason", "passed_to", "passage__key")
    return [
        {
            "theme": theme_id,
            "point": point_id,
            "kind": kind,
            "reason": reason,
            "passed_to": passed_to,
            "passages": ([key] if key else []) + more.get(pk, []),
        }
        for pk, theme_id, point_id, kind, reason, passed_to, key in found.values_list(*fields)
    ]


def list_published_versions(*, system: System, limit: int | None = 50) -> list[Strategy]:
    """Return the newest published versions of every document. Open to all. None: all of them."""
    found = Strategy.objects.filter(system=system, stage=StrategyStage.PUBLISHED)
    return list(found.select_related("system").order_by("-published_at", "-pk")[:limit])


def list_public_addresses(*, system: System) -> list[tuple[str, str]]:
    """
    Return the path and last change of each lasting public page. Open to all. Four queries.

    The last change is a day as ISO writes it; empty where it is not known.
    """
    where = {"system": system.slug}
    newer = Strategy.objects.filter(follows=OuterRef("pk"), stage=StrategyStage.PUBLISHED)
    published = Strategy.objects.filter(system=system, stage=StrategyStage.PUBLISHED)
    places = [(find_address(f"strategy:{name}", **where), "") for name in LISTS]
    for each in published.annotate(is_old=Exists(newer)).order_by("slug", "number"):
        day = each.published_at.date().isoformat() if each.published_at else ""
        its = where | {"slug": each.slug}
        places.append((find_address("strategy:version", **its | {"number": each.number}), day))
        if not each.is_old:
            places.append((find_address("strategy:strategy", **its), day))
            places += [
                (find_address("strategy:passage", **its | {"ref": ref}), day)
                for ref in each.passages.order_by("position").values_list("ref", flat=True)
            ]
    return places
