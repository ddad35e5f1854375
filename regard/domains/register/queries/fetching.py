from datetime import datetime

from regard.domains.register.models import Fetch, System
from regard.domains.register.permissions import Permission
from regard.domains.register.types import FetchKind, FetchRow, FetchState
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller


class _Everywhere:
    """The scope of what belongs to no system."""

    def scope_keys(self) -> frozenset[str]:
        return frozenset()


def list_fetches(*, caller: Caller, system: System | None = None, limit: int) -> list[FetchRow]:
    """
    Return the last times that the regulator was asked, newest first.

    :param system: in whose name the caller looks; None: they may load everywhere.
    :raises NotAllowed: if the caller may not load there.
    """
    require(caller, Permission.LOAD, system or _Everywhere())
    return [
        FetchRow(
            fetch_id=row.pk,
            kind=FetchKind(row.kind),
            subject=row.subject,
            since=row.since,
            state=FetchState(row.state),
            begun_at=row.begun_at,
            finished_at=row.finished_at,
            problem=row.problem,
            counts=row.counts,
            load_id=row.load_id,
        )
        for row in Fetch.objects.order_by("-updated_at", "-pk")[:limit]
    ]


def get_last_fetched(*, council: str) -> datetime | None:
    """
    Return until when the register has what the API told. None if it was never asked.

    A fetch that was not loaded does not count: what it brought is not in the register.
    """
    return (
        Fetch.objects.filter(kind=FetchKind.API, subject__in={council, ""})
        .filter(state__in=[FetchState.FINISHED, FetchState.UNCHANGED])
        .exclude(state=FetchState.FINISHED, load=None)
        .order_by("-begun_at")
        .values_list("begun_at", flat=True)
        .first()
    )


def get_held_marks(*, address: str) -> tuple[str, str]:
    """Return what the server called the version of a file that we loaded last: ETag, and date."""
    held = (
        Fetch.objects.filter(kind=FetchKind.FILE, subject=address, state=FetchState.FINISHED)
        .exclude(load=None)
        .order_by("-begun_at")
        .values_list("etag", "last_modified")
        .first()
    )
    return held or ("", "")
