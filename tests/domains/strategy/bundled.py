"""Bundles, asked for and made as their job does."""

import zipfile

from regard.domains.strategy import actions
from regard.domains.strategy.actions.bundles import MAKING
from regard.domains.strategy.types import BundleKind
from regard.foundation.audit import verify_bundle
from regard.foundation.jobs.progress import HANDLERS, Progress
from tests.factories.strategy import PUBLISHED

WHY = "Request 2027/14"


def make(strategy, kind=BundleKind.COURT):
    """Ask for a bundle, run its job, and return it."""
    bundle, job = actions.start_bundle(
        strategy=strategy, kind=kind, why=WHY, by="person:1", at=PUBLISHED
    )
    HANDLERS[MAKING](Progress(job))
    bundle.refresh_from_db()
    return bundle


def files_of(bundle):
    with zipfile.ZipFile(bundle.file.path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_whole(bundle):
    with bundle.file.path.open("rb") as archive:
        return list(verify_bundle.check_archive(archive))
