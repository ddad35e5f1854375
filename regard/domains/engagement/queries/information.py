"""What people are told before they answer, and who was given which version of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count

from regard.domains.engagement.models import (
    Exercise,
    InformationPack,
    PackFile,
    PackSent,
)
from regard.domains.engagement.permissions import Permission
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class GivenRow:
    """A version was given to somebody: `to` says to whom, `how` in which way."""

    sent_id: int
    version: int
    to: str
    how: str
    at: datetime


@dataclass(frozen=True)
class GivenCount:
    version: int
    how: str
    count: int


def list_packs(*, exercise: Exercise) -> list[InformationPack]:
    """Return every published version, the current one first."""
    published = InformationPack.objects.filter(exercise=exercise, published_at__isnull=False)
    return list(published.order_by("-number"))


def get_pack(*, exercise: Exercise, number: int | None = None) -> InformationPack:
    """
    Return a published version, or the current one.

    :raises NotFound: if nothing of the kind is published.
    """
    found = InformationPack.objects.filter(exercise=exercise, published_at__isnull=False)
    if number is not None:
        found = found.filter(number=number)
    pack = found.order_by("-number").first()
    if pack is None:
        raise NotFound("Nothing has been published here to read before answering")
    return pack


def get_unpublished_pack(*, exercise: Exercise) -> InformationPack | None:
    """Return the version that is being written, for a caller who may run the exercise."""
    found = InformationPack.objects.filter(exercise=exercise, published_at=None)
    return found.order_by("-number").first()


def list_pack_files(*, pack: InformationPack) -> list[PackFile]:
    return list(PackFile.objects.filter(pack=pack).select_related("file").order_by("pk"))


def get_pack_file(*, exercise: Exercise, pack_file_id: int, caller: Caller) -> PackFile:
    """
    Return a document of a version that the caller may read.

    :raises NotFound: if there is none, or its version is not published and they may not write it.
    """
    found = PackFile.objects.filter(pack__exercise=exercise, pk=pack_file_id)
    one = found.select_related("pack", "file").first()
    may_write = is_allowed(caller, Permission.RUN_EXERCISES, exercise)
    if one is None or (one.pack.published_at is None and not may_write):
        raise NotFound("There is no such document")
    return one


def count_given(*, exercise: Exercise) -> list[GivenCount]:
    """Return how often each version was given, by each way, the newest version first."""
    counted = (
        PackSent.objects.filter(pack__exercise=exercise)
        .order_by()
        .values_list("pack__number", "how")
        .annotate(n=Count("pk"))
        .order_by("-pack__number", "-n")
    )
    return [GivenCount(version, how, number) for version, how, number in counted]


def list_given(*, exercise: Exercise, before: int = 0, limit: int = 0) -> list[GivenRow]:
    """
    Return who was given which version, the latest first, for a caller who may run the exercise.

    :param before: only rows older than this one; 0 for the first page.
    :param limit: how many; 0 for all.
    """
    found = _given(exercise)
    if before:
        found = found.filter(pk__lt=before)
    rows = found.order_by("-pk")
    return [
        GivenRow(
            sent_id=each.pk,
            version=each.pack.number,
            to=each.to or (each.invitation.location.name if each.invitation else ""),
            how=each.how,
            at=each.at,
        )
        for each in (rows[:limit] if limit else rows)
    ]


def _given(exercise: Exercise) -> QuerySet[PackSent]:
    found = PackSent.objects.filter(pack__exercise=exercise)
    return found.select_related("pack", "invitation__location")
