"""Make bundles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions.bundles import MAKING
from regard.domains.strategy.presenters import bundle_files as files
from regard.domains.strategy.types import BundleKind
from regard.foundation.audit.sealing import seal
from regard.foundation.jobs.progress import Progress, handles

if TYPE_CHECKING:
    from regard.domains.strategy.models import Bundle


@handles(MAKING)
def make_bundle(progress: Progress) -> str:
    """Make a bundle, under a head signed just before. One that was made stays as it is."""
    bundle = queries.get_bundle_for_job(bundle_id=progress.args["bundle_id"])
    seal(at=timezone.now())
    made = compose(bundle)
    done = actions.finish_bundle(bundle=bundle, files=made, by=progress.by, at=timezone.now())
    return f"Made, of {len(made):,} files. Its manifest: {done.digest}"


def compose(bundle: Bundle) -> files.Files:
    """Return all that is in a bundle, without its verifier and manifest."""
    versions = queries.list_published(bundle=bundle)
    parts = queries.list_asked_parts(versions=versions, kind=BundleKind(bundle.kind))
    records = queries.list_regard_records(versions=versions)
    extract = queries.get_extract(versions=versions, parts=parts, records=records)
    digests = frozenset(str(entry.detail.get("digest", "")) for entry, _ in extract.entries)
    made = files.readme(bundle, parts) | files.ledger_files(extract)
    made |= files.original_files(parts, digests) | files.regard_files(records)
    made |= files.outcome_files(
        queries.list_decided(versions=versions), queries.list_reply_counts(versions=versions)
    )
    for version in versions:
        made |= files.version_files(
            version,
            content=queries.content_bytes(strategy=version),
            made=queries.list_published_files(strategy=version),
            digests=digests,
        )
    for part in parts:
        made |= files.asked_files(part)
    return made
