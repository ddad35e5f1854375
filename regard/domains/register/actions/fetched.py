"""What every fetch from the regulator has in common: its row, and what becomes of what came."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from regard.domains.register.models import Fetch
from regard.domains.register.types import FetchKind, FetchState
from regard.foundation.audit import ledger
from regard.foundation.authority import EVERYWHERE
from regard.foundation.files.actions import keep, read_chunks

from .loads import CannotLoad, load_file


@dataclass(frozen=True)
class Handling:
    """
    What to do with what comes.

    Attributes:
        is_loaded: whether it is loaded, or only kept.
        accepts_drift: whether it is loaded however much it would end or change.
    """

    is_loaded: bool = True
    accepts_drift: bool = False


LOAD = Handling()


def begin_fetch(
    *, kind: FetchKind, subject: str, since: datetime | None, by: str, at: datetime
) -> Fetch:
    """Return the row of a fetch; that of one which was broken off is taken up again."""
    broken = Fetch.objects.filter(
        kind=kind, subject=subject, since=since, state=FetchState.RUNNING
    ).first()
    return broken or Fetch.objects.create(
        kind=kind, subject=subject, since=since, state=FetchState.RUNNING, begun_at=at, by=by
    )


def take_fetched(*, fetch: Fetch, path: Path, name: str, handling: Handling, at: datetime) -> None:
    """
    Keep the file that came, and load it if it is to be.

    :raises CannotLoad: if it was not taken; the fetch has the load that says why.
    """
    origin = "fetched from the regulator"
    if not handling.is_loaded:
        chunks = read_chunks(path)
        keep(chunks=chunks, name=name, origin=origin, scope_key=EVERYWHERE, by=fetch.by, at=at)
        return
    try:
        fetch.load = load_file(
            path=path,
            name=name,
            origin=origin,
            accepts_drift=handling.accepts_drift,
            by=fetch.by,
            at=at,
        )
    except CannotLoad as problem:
        fetch.load = problem.load
        raise


@transaction.atomic
def end_fetch(*, fetch: Fetch, state: FetchState, at: datetime, problem: str = "") -> None:
    """Write down how a fetch ended."""
    fetch.state, fetch.finished_at, fetch.problem = state, at, problem
    fetch.save()
    detail: dict[str, object] = {"kind": fetch.kind, "counts": fetch.counts}
    ledger.record(
        event=f"register.fetch_{state}", subject=fetch, by=fetch.by, at=at, detail=detail
    )
