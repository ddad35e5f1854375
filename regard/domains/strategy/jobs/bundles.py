"""Make bundles, and delete their files when their time is over."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions.bundles import MAKING
from regard.domains.strategy.presenters import bundle_files as files
from regard.domains.strategy.presenters.bundle_asked import asked_files
from regard.domains.strategy.presenters.bundle_decided import decided_files
from regard.domains.strategy.presenters.bundle_regulator import regulator_files
from regard.domains.strategy.types import BundleKind
from regard.foundation.audit.sealing import seal
from regard.foundation.design.words import plural_words
from regard.foundation.files.scratch import scratch_folder
from regard.foundation.jobs.progress import Progress, handles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regard.domains.strategy.models import Bundle
    from regard.domains.strategy.presenters.bundle_tables import Part


@handles(MAKING)
def make_bundle(progress: Progress) -> str:
    """
    Make a bundle, under a head signed just before. One that was made stays as it is.

    Its files are written one after another to a folder, and from there into the archive.
    """
    bundle = queries.get_bundle_for_job(bundle_id=progress.args["bundle_id"])
    if bundle.made_at is None:
        seal(at=timezone.now())
        with scratch_folder() as folder:
            written = actions.write_files(compose(bundle), folder=folder)
            bundle = actions.finish_bundle(
                bundle=bundle, files=written, folder=folder, by=progress.by, at=timezone.now()
            )
    return f"Made. Its manifest: {bundle.digest}"


def compose(bundle: Bundle) -> Iterator[Part]:
    """
    Give all that is in a bundle, without its verifier and manifest.

    Each file is to be written whole before the next is asked for: later ones say what was in
    earlier ones.
    """
    versions = queries.list_published(bundle=bundle)
    parts = queries.list_asked_parts(versions=versions, kind=BundleKind(bundle.kind))
    decided = queries.get_what_was_decided(versions=versions)
    extract = queries.get_extract(versions=versions, parts=parts, decided=decided)
    digests: set[bytes] = set()
    states: Counter[str] = Counter()
    yield from files.ledger_files(extract, digests=digests)
    yield files.original_file(parts, digests=digests, states=states)
    yield files.readme(bundle, states)
    yield from files.outcome_files(
        queries.stream_decided(versions=versions),
        queries.stream_late(versions=versions),
        queries.list_reply_counts(versions=versions),
    )
    yield from decided_files(decided)
    for version in versions:
        yield from files.version_files(
            version,
            content=queries.content_bytes(strategy=version),
            made=queries.list_published_files(strategy=version),
            digests=digests,
        )
    for part in parts:
        yield from asked_files(part)
    if bundle.kind == BundleKind.REGULATOR:
        facts = queries.get_regulator_facts(strategy=bundle.strategy, on=timezone.localdate())
        yield from regulator_files(bundle.strategy, facts)


@handles("strategy.delete_bundles")
def delete_bundles(progress: Progress) -> str:
    """Delete the files of bundles whose last day is over. Run twice, it deletes once."""
    now = timezone.now()
    over = queries.list_out_of_time(today=timezone.localdate(now))
    for number in over:
        actions.delete_bundle_file(bundle_id=number, by=progress.by, at=now)
    return f"{plural_words(len(over), 'file')} deleted."
