"""Load files into the register: keep the file whole, read it, apply it, say what came of it."""

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.urls import reverse

from regard.domains.register.models import Load, RefusedRow, System, SystemCouncil
from regard.domains.register.rules import layouts
from regard.domains.register.sources.gazetteer import read_gazetteer
from regard.domains.register.sources.opening import CannotRead, open_table
from regard.domains.register.sources.setting import Setting
from regard.domains.register.types import LoadState
from regard.foundation.audit import ledger
from regard.foundation.authority import EVERYWHERE
from regard.foundation.base.errors import Refusal
from regard.foundation.base.locks import Family, alone
from regard.foundation.files.actions import keep, read_chunks
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job

from .outcomes import NeedsAcceptance, Outcome
from .ratings import take_ratings
from .services_and_contacts import take_services_and_contacts

ONE_AT_A_TIME = 0
"""The number of the lock that every load takes: each sees what the one before it left."""


class CannotLoad(Refusal):
    """The file was not taken; the register is as it was. `load` has what was found."""

    def __init__(self, load: Load) -> None:
        super().__init__(load.problem)
        self.load = load


class CannotAccept(Refusal):
    """The load is not waiting for anybody's answer."""


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

    :raises CannotAccept: if it did not ask.
    """
    load = Load.objects.select_for_update().get(pk=load.pk)
    if load.state != LoadState.ASKING or load.system is None:
        raise CannotAccept("This load is not waiting for an answer any more")
    load.accepts_drift, load.state, load.finished_at = True, LoadState.WAITING, None
    load.save(update_fields=["accepts_drift", "state", "finished_at", "updated_at"])
    ledger.record(event="register.drift_accepted", subject=load, by=by, at=at)
    return _start_job(load, load.system)


def run_load(*, load_id: int, at: datetime) -> Load:
    """
    Read a kept file into the register in one transaction, unless that was done before.

    The caller was checked before, or is a job. A file that is refused, or that would end or
    change too much, leaves the register as it was; the load says why.
    """
    with alone(Family.REGISTER, ONE_AT_A_TIME):
        load = Load.objects.select_related("file", "system").get(pk=load_id)
        if load.state == LoadState.WAITING:
            _run(load, at)
    return load


def _run(load: Load, at: datetime) -> None:
    try:
        with transaction.atomic():
            outcome = _take(load, at)
            if load.is_dry_run:
                transaction.set_rollback(True)
            else:
                _end(load, LoadState.FINISHED, outcome, at)
        if load.is_dry_run:
            _end(load, LoadState.FINISHED, outcome, at)
    except CannotRead as refusal:
        load.problem = str(refusal)
        _end(load, LoadState.REFUSED, None, at)
    except NeedsAcceptance as refusal:
        load.problem = str(refusal)
        _end(load, LoadState.ASKING, refusal.outcome, at)


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


def _take(load: Load, at: datetime) -> Outcome:
    with ExitStack() as stack:
        table = open_table(stack, load.file.path, load.file.name)
        layout = _recognise(table.header, load.file.name)
        load.layout = layout.code
        setting = Setting(
            name=load.file.name,
            layout=layout,
            gazetteer=read_gazetteer(),
            councils=_councils(load.system),
            today=at.date(),
        )
        if layout is layouts.SERVICES_AND_CONTACTS:
            return take_services_and_contacts(table, setting, at=at)
        return take_ratings(table, setting, accepts_drift=load.accepts_drift, at=at)


def _recognise(header: list[str], name: str) -> layouts.Layout:
    twice = layouts.repeated_column(header)
    if twice is not None:
        raise CannotRead(f"{name}, line 1: there are two columns called “{twice}”. Remove one")
    layout = layouts.recognise(header)
    if layout is None:
        raise CannotRead(f"{name}: {layouts.explain(header)}")
    return layout


def _councils(system: System | None) -> frozenset[int] | None:
    """Return the councils that a system's load may not touch left out; None for all."""
    if system is None:
        return None
    others = SystemCouncil.objects.exclude(system=system).values_list("council_id", flat=True)
    own = SystemCouncil.objects.filter(system=system).values_list("council_id", flat=True)
    return frozenset(read_gazetteer().live.values()) - frozenset(others) | frozenset(own)


@transaction.atomic
def _end(load: Load, state: LoadState, outcome: Outcome | None, at: datetime) -> None:
    """Write down what came of a load, with its refused rows and one entry in the ledger."""
    load.state, load.finished_at = state, at
    if state == LoadState.FINISHED:
        load.problem = ""
    if outcome is not None:
        load.rows_read, load.as_at = outcome.rows, outcome.as_at
        load.counts = dict(outcome.counts)
    load.save()
    RefusedRow.objects.filter(load=load).delete()
    RefusedRow.objects.bulk_create(
        [
            RefusedRow(
                load=load, line=cell.line, column=cell.column, value=cell.value, reason=cell.reason
            )
            for cell in (outcome.refused if outcome else ())
        ],
        batch_size=1000,
    )
    ledger.record(
        event=f"register.load_{state}",
        subject=load,
        by=load.by,
        at=at,
        detail={"file": load.file.sha256, "counts": load.counts, "dry_run": load.is_dry_run},
    )
