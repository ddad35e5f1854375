"""Make bundles: all that shows how a document came about, as one file that proves itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from regard.domains.strategy.models import Bundle
from regard.domains.strategy.types import BundleKind, StrategyStage
from regard.foundation.audit import ledger, verify
from regard.foundation.audit.canonical import canonical
from regard.foundation.audit.keys import get_signer
from regard.foundation.audit.verifier import verifier_source
from regard.foundation.base.errors import Refusal
from regard.foundation.files.actions import keep
from regard.foundation.jobs.actions import start_job

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regard.domains.strategy.models import Strategy
    from regard.foundation.jobs.models import Job

MAKING = "strategy.make_bundle"
"""The kind of the job."""


class CannotBundle(Refusal):
    """There is nothing to make a bundle of."""


@transaction.atomic
def start_bundle(
    *, strategy: Strategy, kind: BundleKind, why: str, by: str, at: datetime
) -> tuple[Bundle, Job]:
    """
    Ask for a bundle of a published version, with all versions before it.

    :param why: what it is made for, e.g. the number of an information request.
    :raises CannotBundle: if the version is a draft.
    """
    if strategy.stage != StrategyStage.PUBLISHED:
        raise CannotBundle("A bundle is made of what is published. This is still a draft")
    bundle = Bundle.objects.create(
        system_id=strategy.system_id,
        strategy=strategy,
        kind=kind,
        why=why,
        made_by=by,
        asked_at=at,
    )
    ledger.record(
        event="bundle.asked", subject=bundle, by=by, at=at, detail={"kind": BundleKind(kind).value}
    )
    where = {"system": strategy.system.slug, "slug": strategy.slug}
    job = start_job(
        kind=MAKING,
        title=f"Making a bundle of {strategy.title}",
        scope_key=f"system:{strategy.system_id}",
        by=by,
        args={"bundle_id": bundle.pk},
        next_url=reverse("strategy:bundles", kwargs=where),
    )
    return bundle, job


@transaction.atomic
def finish_bundle(*, bundle: Bundle, files: Mapping[str, bytes], by: str, at: datetime) -> Bundle:
    """
    Sign, pack and keep a bundle. One that was finished before stays as it is.

    :param files: what is in it, without the verifier and the manifest.
    """
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    if bundle.made_at is not None:
        return bundle
    name = f"bundle-{bundle.pk}"
    whole = seal_files(name=name, files={**files, "verify.py": verifier_source()})
    bundle.file = keep(
        chunks=[verify.pack(whole)],
        name=f"{name}.zip",
        origin="made as a bundle",
        scope_key=f"system:{bundle.system_id}",
        by=by,
        at=at,
    )
    bundle.digest = hashlib.sha256(whole[verify.MANIFEST]).hexdigest()
    bundle.made_at = at
    bundle.save(update_fields=["file", "digest", "made_at", "updated_at"])
    detail: dict[str, object] = {"manifest": bundle.digest, "sha256": bundle.file.sha256}
    ledger.record(event="bundle.made", subject=bundle, by=by, at=at, detail=detail)
    return bundle


def seal_files(*, name: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """
    Return files with the signed manifest of their hashes.

    :param name: the bundle's, which the signed note begins with after the ledger's.
    """
    hashes = {each: hashlib.sha256(data).hexdigest() for each, data in files.items()}
    manifest = canonical({"bundle": name, "files": hashes})
    signer = get_signer()
    words = f"{signer.name}/{name}\n{hashlib.sha256(manifest).hexdigest()}\n"
    return {
        **files,
        verify.MANIFEST: manifest,
        verify.SIGNED: signer.sign(words).encode(),
    }
