"""How bundles are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.strategy.types import BundleKind
from regard.foundation.design.words import date_words, time_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.strategy.models import Bundle

KIB, MIB = 2**10, 2**20


@dataclass(frozen=True)
class BundleShown:
    """
    A bundle in the list.

    Attributes:
        url: where it is handed out; empty while it is made, and once its time is over.
        until: in words, when its file is or was deleted; empty while it is made.
        digest: SHA-256 of its manifest; empty while it is made.
    """

    title: str
    why: str
    when: str
    url: str
    size: str
    digest: str
    until: str
    state: tuple[str, str]


def present_bundles(bundles: Iterable[Bundle], *, system: str) -> list[BundleShown]:
    return [_shown(bundle, system) for bundle in bundles]


def _shown(bundle: Bundle, system: str) -> BundleShown:
    where = {"system": system, "slug": bundle.strategy.slug, "bundle_id": bundle.pk}
    kind = BundleKind(bundle.kind).label
    return BundleShown(
        title=f"{kind}, version {bundle.strategy.number}",
        why=bundle.why,
        when=time_words(bundle.made_at or bundle.asked_at),
        url=reverse("strategy:bundle_file", kwargs=where) if bundle.file else "",
        size=_size_words(bundle.file.size) if bundle.file else "",
        digest=bundle.digest,
        until=_until(bundle),
        state=_state(bundle),
    )


def _state(bundle: Bundle) -> tuple[str, str]:
    """Return what has become of it in a word or two, and the tone of that."""
    if bundle.deleted_at is not None:
        return "Deleted", "no"
    return ("Ready", "ok") if bundle.file else ("Being made", "part")


def _until(bundle: Bundle) -> str:
    if bundle.deleted_at is not None:
        return f"Its file was deleted on {date_words(timezone.localdate(bundle.deleted_at))}"
    return (
        f"Its file is deleted after {date_words(bundle.kept_until)}" if bundle.kept_until else ""
    )


def _size_words(size: int) -> str:
    return f"{size / MIB:,.1f} MiB" if size >= MIB else f"{size / KIB:,.0f} KiB"
