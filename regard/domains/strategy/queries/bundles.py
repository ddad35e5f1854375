"""Bundles of a document, for whoever may make them, and for jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.strategy.models import Bundle, Strategy
from regard.domains.strategy.types import StrategyStage
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from datetime import date

    from regard.foundation.files.models import File


def list_bundles(*, strategy: Strategy) -> list[Bundle]:
    """Return the bundles of a document, whose reader was checked, the newest first."""
    found = Bundle.objects.filter(
        system_id=strategy.system_id, strategy__slug=strategy.slug
    ).select_related("file", "strategy")
    return list(found.order_by("-asked_at", "-pk"))


def get_bundle_file(*, strategy: Strategy, bundle_id: int) -> File:
    """
    Return a finished bundle of a document, whose reader was checked.

    :raises NotFound: if there is none, it is still being made, or its file was deleted.
    """
    for bundle in list_bundles(strategy=strategy):
        if bundle.pk == bundle_id and bundle.file is not None:
            return bundle.file
    raise NotFound("There is no such bundle, it is still being made, or its time is over")


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


def list_out_of_time(*, today: date) -> list[int]:
    """Return the bundles whose files' last day is over, the oldest first. For the job."""
    over = Bundle.objects.filter(file__isnull=False, kept_until__lt=today)
    return list(over.order_by("pk").values_list("pk", flat=True))
