"""Keep the files of a published version."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from regard.domains.strategy.models import PublishedFile, Strategy
from regard.domains.strategy.queries.contents import MAKING_FILES, content_bytes
from regard.domains.strategy.types import FileKind
from regard.foundation.audit import ledger
from regard.foundation.files import actions as files
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job


def digest_of(strategy: Strategy) -> str:
    """Return the SHA-256 of a version's canonical content, hexadecimal."""
    return hashlib.sha256(content_bytes(strategy=strategy)).hexdigest()


def start_making_files(strategy: Strategy, *, by: str) -> Job:
    """Start the job that makes a version's files. Call inside an action."""
    where = {"system": strategy.system.slug, "slug": strategy.slug}
    return start_job(
        kind=MAKING_FILES,
        title=f"Making PDF and Word of {strategy.title}",
        scope_key=f"system:{strategy.system_id}",
        by=by,
        args={"strategy_id": strategy.pk},
        next_url=reverse("strategy:strategy", kwargs=where),
    )


@transaction.atomic
def keep_published_file(
    *, strategy: Strategy, kind: FileKind, data: bytes, by: str, at: datetime
) -> PublishedFile:
    """
    Keep a version as one file. What is there already stays as it is: it never changes.

    Call only for a published version.
    """
    Strategy.objects.select_for_update(of=("self",)).get(pk=strategy.pk)
    there = PublishedFile.objects.filter(strategy=strategy, kind=kind).first()
    if there is not None:
        return there
    kept = files.keep(
        chunks=[data],
        name=f"{strategy.slug}-{strategy.number}.{kind.value}",
        origin="Made when it was published",
        scope_key=f"system:{strategy.system_id}",
        by=by,
        at=at,
    )
    made = PublishedFile.objects.create(strategy=strategy, kind=kind, file=kept)
    detail: dict[str, object] = {"kind": kind, "sha256": kept.sha256}
    ledger.record(event="strategy.file_made", subject=strategy, by=by, at=at, detail=detail)
    return made
