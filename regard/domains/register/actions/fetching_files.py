"""Fetch the files that the regulator publishes, and load those that are new."""

import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from regard.domains.register.models import Fetch
from regard.domains.register.queries.fetching import get_held_marks
from regard.domains.register.sources.asking import CannotFetch
from regard.domains.register.sources.published_files import Marks, PublishedFiles
from regard.domains.register.types import FetchKind, FetchState
from regard.foundation.base.errors import Refusal
from regard.foundation.base.locks import Family, alone_if_free

from .fetched import LOAD, Handling, begin_fetch, end_fetch, take_fetched


def fetch_files(
    *,
    addresses: Iterable[str] | None = None,
    handling: Handling = LOAD,
    by: str,
    at: datetime,
) -> list[Fetch]:
    """
    Fetch published files that are not those we have, and load each into the register.

    One that fails does not stop the others: what became of each stands in its row.

    :param addresses: where they are; None for those in the settings.
    :raises CannotFetch: if there is no address.
    """
    wanted = list(settings.REGULATOR_FILES if addresses is None else addresses)
    if not wanted:
        raise CannotFetch("No address of a published file is set. Set REGARD_REGULATOR_FILES")
    done = []
    with alone_if_free(Family.FETCH, 1) as is_alone:
        if not is_alone:
            raise CannotFetch("Another fetch of published files is going on. Wait for it")
        for address in wanted:
            fetch = begin_fetch(kind=FetchKind.FILE, subject=address, since=None, by=by, at=at)
            try:
                _fetch_file(fetch, handling, at)
            except Refusal as problem:
                end_fetch(fetch=fetch, state=FetchState.FAILED, at=at, problem=str(problem))
            done.append(fetch)
    return done


def _fetch_file(fetch: Fetch, handling: Handling, at: datetime) -> None:
    held = Marks(*get_held_marks(address=fetch.subject))
    with tempfile.TemporaryDirectory(prefix="regard-") as folder:
        files = PublishedFiles(agent=settings.REGULATOR_AGENT)
        found = files.fetch(fetch.subject, held=held, into=Path(folder))
        if found is None:
            end_fetch(fetch=fetch, state=FetchState.UNCHANGED, at=at)
            return
        fetch.counts = {"bytes": found.size}
        take_fetched(fetch=fetch, path=found.path, name=found.name, handling=handling, at=at)
    fetch.etag, fetch.last_modified = found.marks.etag, found.marks.last_modified
    end_fetch(fetch=fetch, state=FetchState.FINISHED, at=at)
