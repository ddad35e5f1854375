"""Make bundles: all that shows how a document came about, as one file that proves itself."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.strategy.models import Bundle
from regard.domains.strategy.types import BundleKind, StrategyStage
from regard.foundation.audit import ledger, verify_bundle
from regard.foundation.audit.canonical import canonical
from regard.foundation.audit.keys import get_signer
from regard.foundation.audit.verifier import verifier_source
from regard.foundation.base.errors import Refusal
from regard.foundation.files.actions import CHUNK, keep, read_chunks, remove
from regard.foundation.jobs.actions import start_job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from regard.domains.strategy.models import Strategy
    from regard.foundation.jobs.models import Job

    Files = dict[str, "Written"]

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


@dataclass(frozen=True)
class Written:
    """A file that stands in a folder to be packed: where, with its hash and its bytes."""

    path: Path
    sha256: str
    size: int


def write_files(files: Iterable[tuple[str, Iterable[bytes]]], *, folder: Path) -> Files:
    """
    Write files to a folder, each whole before the next is asked for, and return them by name.

    :param files: the name of each and its bytes in pieces, of which one at a time is held.
    """
    return {
        name: _write(pieces, folder / str(number)) for number, (name, pieces) in enumerate(files)
    }


@transaction.atomic
def finish_bundle(*, bundle: Bundle, files: Files, folder: Path, by: str, at: datetime) -> Bundle:
    """
    Sign, pack and keep a bundle. One that was finished before stays as it is.

    :param files: what is in it, without the verifier and the manifest.
    :param folder: where they stand, and the archive is put together.
    """
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    if bundle.made_at is not None:
        return bundle
    name = f"bundle-{bundle.pk}"
    verifier = _write([verifier_source()], folder / "verify.py")
    whole = {**files, "verify.py": verifier}
    signed = sign_manifest(name=name, hashes={each: kept.sha256 for each, kept in whole.items()})
    whole |= {each: _write([data], folder / each) for each, data in signed.items()}
    _pack(whole, folder / "archive")
    bundle.file = keep(
        chunks=read_chunks(folder / "archive"),
        name=f"{name}.zip",
        origin="made as a bundle",
        scope_key=f"system:{bundle.system_id}",
        by=by,
        at=at,
    )
    bundle.digest, bundle.made_at = whole[verify_bundle.MANIFEST].sha256, at
    bundle.kept_until = timezone.localdate(at) + timedelta(days=settings.BUNDLE_DAYS)
    changed = ["file", "digest", "made_at", "kept_until", "updated_at"]
    bundle.save(update_fields=changed)
    detail: dict[str, object] = {"manifest": bundle.digest, "sha256": bundle.file.sha256}
    ledger.record(event="bundle.made", subject=bundle, by=by, at=at, detail=detail)
    return bundle


@transaction.atomic
def delete_bundle_file(*, bundle_id: int, by: str, at: datetime) -> bool:
    """
    Delete the file of a bundle whose last day is over, and return whether it was there.

    Who asked for it, why, and its digest stay: whoever has the file can still be checked.
    """
    bundle = (
        Bundle.objects.select_for_update(of=("self",)).select_related("file").get(pk=bundle_id)
    )
    file, until = bundle.file, bundle.kept_until
    if file is None or until is None or until >= timezone.localdate(at):
        return False
    bundle.file, bundle.deleted_at = None, at
    bundle.save(update_fields=["file", "deleted_at", "updated_at"])
    remove(file=file)
    detail: dict[str, object] = {"manifest": bundle.digest}
    ledger.record(event="bundle.deleted", subject=bundle, by=by, at=at, detail=detail)
    return True


def sign_manifest(*, name: str, hashes: Mapping[str, str]) -> dict[str, bytes]:
    """
    Return the manifest of files, and the note that signs it, by their names.

    :param name: the bundle's, which the signed note begins with after the ledger's.
    :param hashes: SHA-256 of each file, hexadecimal.
    """
    manifest = canonical({"bundle": name, "files": dict(hashes)})
    signer = get_signer()
    words = f"{signer.name}/{name}\n{hashlib.sha256(manifest).hexdigest()}\n"
    return {verify_bundle.MANIFEST: manifest, verify_bundle.SIGNED: signer.sign(words).encode()}


def _write(pieces: Iterable[bytes], path: Path) -> Written:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            size += file.write(piece)
    return Written(path=path, sha256=digest.hexdigest(), size=size)


def _pack(files: Files, path: Path) -> None:
    """Write an archive as the verifier expects it byte by byte, a mebibyte at a time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            about = verify_bundle.describe(name)
            about.file_size = files[name].size
            with archive.open(about, "w") as target, files[name].path.open("rb") as source:
                shutil.copyfileobj(source, target, CHUNK)
