"""Load files into the register: keep the file whole, read it, apply it, say what came of it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.urls import reverse

from regard.domains.register.models import Load, System
from regard.domains.register.types import LoadState
from regard.foundation.audit import ledger
from regard.foundation.authority import EVERYWHERE
from regard.foundation.base.errors import Refusal
from regard.foundation.files.actions import keep, read_chunks
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job

from .running import run_load


class CannotLoad(Refusal):
    """The file was not taken; the register is as it was. `load` has what was found."""

    def __init__(self, load: Load) -> None:
        super().__init__(load.problem)
        self.load = load


class CannotAnswer(Refusal):
    """The load is not waiting for anybody's answer, or the answer lacks its reason."""


def load_file(  # noqa: PLR0913 (what a load is, said once, by a command or a demonstration)
    *,
    path: Path,
    name: str,
    origin: str,
    accepts_drift: bool = False,
    is_dry_run: bool = False,
    system: System | None = None,
    by: str,
    at: datetime,
) -> Load:
    """
    Load a file now, and return what came of it.

    :param name: what its owner calls it.
    :param origin: where it came from, in words, e.g. "given to the command".
    :param accepts_drift: take it however much it would end or change.
    :param is_dry_run: count what it would do, and do nothing.
    :param system: whose councils it may touch, beside those of no system; None: all.
    :raises CannotLoad: if it was refused, or needs somebody's yes.
    """
    load = _keep(
        load=Load(system=system, by=by, accepts_drift=accepts_drift, is_dry_run=is_dry_run),
        chunks=read_chunks(path),
        name=name,
        origin=origin,
        at=at,
    )
    load = run_load(load_id=load.pk, at=at)
    if load.state != LoadState.FINISHED:
        raise CannotLoad(load)
    return load


@transaction.atomic
def start_load(
    *, system: System, chunks: Iterable[bytes], name: str, is_dry_run: bool, by: str, at: datetime
) -> Job:
    """Keep a file that somebody sent, and start the job that loads it."""
    load = _keep(
        load=Load(system=system, by=by, is_dry_run=is_dry_run),
        chunks=chunks,
        name=name,
        origin=f"uploaded to the register of {system}",
        at=at,
    )
    ledger.record(event="register.load_started", subject=load, by=by, at=at)
    return _start_job(load, system)


@transaction.atomic
def accept_drift(*, load: Load, by: str, at: datetime) -> Job:
    """
    Say yes to all that a load would end and change, and start it again.

    :raises CannotAnswer: if it did not ask.
    """
    load, system = _asking(load)
    load.accepts_drift, load.state, load.finished_at = True, LoadState.WAITING, None
    load.save(update_fields=["accepts_drift", "state", "finished_at", "updated_at"])
    ledger.record(event="register.drift_accepted", subject=load, by=by, at=at)
    return _start_job(load, system)


@transaction.atomic
def reject_drift(*, load: Load, reason: str, by: str, at: datetime) -> Load:
    """
    Say no to all that a load would end and change. The register stays as it is.

    :param reason: why, for whoever loaded the file.
    :raises CannotAnswer: if it did not ask, or there is no reason.
    """
    load, _ = _asking(load)
    if not reason.strip():
        raise CannotAnswer("Say why the file is not taken, for whoever loaded it")
    load.state, load.answer, load.finished_at = LoadState.REJECTED, reason.strip(), at
    load.save(update_fields=["state", "answer", "finished_at", "updated_at"])
    ledger.record(event="register.drift_rejected", subject=load, by=by, at=at)
    return load


def _asking(load: Load) -> tuple[Load, System]:
    """Return a load that waits for an answer, locked, and its system."""
    load = Load.objects.select_for_update(of=["self"]).select_related("system").get(pk=load.pk)
    if load.state != LoadState.ASKING or load.system is None:
        raise CannotAnswer("This load is not waiting for an answer any more")
    return load, load.system


@transaction.atomic
def _keep(*, load: Load, chunks: Iterable[bytes], name: str, origin: str, at: datetime) -> Load:
    scope_key = f"system:{load.system_id}" if load.system_id else EVERYWHERE
    load.file = keep(
        chunks=chunks, name=name, origin=origin, scope_key=scope_key, by=load.by, at=at
    )
    load.save()
    return load


def _start_job(load: Load, system: System) -> Job:
    return start_job(
        kind="register.load",
        title=f"Read {load.file.name} into the register",
        scope_key=f"system:{system.pk}",
        by=load.by,
        args={"load_id": load.pk},
        next_url=reverse(
            "register:load_result", kwargs={"system": system.slug, "load_id": load.pk}
        ),
    )
