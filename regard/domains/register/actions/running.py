"""Read a kept file into the register in one transaction, and write down what came of it."""

from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from regard.domains.register.models import Load, RefusedRow, System, SystemCouncil
from regard.domains.register.queries.loads import sample_changes
from regard.domains.register.rules import layouts
from regard.domains.register.sources.cannot_read import CannotRead
from regard.domains.register.sources.gazetteer import read_gazetteer
from regard.domains.register.sources.reading import open_file
from regard.domains.register.sources.setting import Setting
from regard.domains.register.types import LoadState
from regard.foundation.audit import ledger
from regard.foundation.authority import EVERYWHERE
from regard.foundation.base.locks import Family, alone
from regard.foundation.jobs.actions import start_job

from .outcomes import Outcome
from .services_and_contacts import take_services_and_contacts
from .taking import Step, take

ONE_AT_A_TIME = 0
"""The number of the lock that every load takes: each sees what the one before it left."""


def say_nothing(steps: int) -> None:
    """Tell nobody how far a load is."""


def run_load(*, load_id: int, at: datetime, step: Step = say_nothing) -> Load:
    """
    Read a kept file into the register in one transaction, unless that was done before.

    The caller was checked before, or is a job. A file that is refused, or that would end or
    change too much, leaves the register as it was; the load says why.

    :param step: told how many of `taking.LOAD_STEPS` are done.
    """
    with alone(Family.REGISTER, ONE_AT_A_TIME):
        load = Load.objects.select_related("file", "system").get(pk=load_id)
        if load.state == LoadState.WAITING:
            _run(load, at, step)
    return load


def _run(load: Load, at: datetime, step: Step) -> None:
    try:
        with transaction.atomic():
            outcome = _take(load, at, step)
            is_taken_back = load.is_dry_run or bool(outcome.question)
            if is_taken_back:
                load.samples = _samples(load)
                transaction.set_rollback(True)
            else:
                load.samples = []
                _end(load, LoadState.FINISHED, outcome, at)
                _start_index(load)
    except CannotRead as refusal:
        load.problem = str(refusal)
        _end(load, LoadState.REFUSED, None, at)
        return
    if is_taken_back:
        load.problem = outcome.question or ""
        _end(load, LoadState.ASKING if outcome.question else LoadState.FINISHED, outcome, at)


def _take(load: Load, at: datetime, step: Step) -> Outcome:
    with ExitStack() as stack:
        opened = open_file(stack, load.file.path, load.file.name)
        load.layout = opened.layout.code
        setting = Setting(
            name=load.file.name,
            layout=opened.layout,
            gazetteer=read_gazetteer(),
            councils=_councils(load.system),
            today=at.date(),
        )
        if opened.layout is layouts.SERVICES_AND_CONTACTS:
            return take_services_and_contacts(opened.table, setting, load=load, at=at)
        return take(opened, setting, load=load, at=at, step=step)


def _samples(load: Load) -> list[dict[str, Any]]:
    """Return some of what a load did, which is taken back now: what it added is nowhere then."""
    return [
        asdict(replace(each, location_id=None) if each.kind == "added" else each)
        for each in sample_changes(load=load)
    ]


def _councils(system: System | None) -> frozenset[int] | None:
    """Return the councils that a system's load may not touch left out; None for all."""
    if system is None:
        return None
    others = SystemCouncil.objects.exclude(system=system).values_list("council_id", flat=True)
    own = SystemCouncil.objects.filter(system=system).values_list("council_id", flat=True)
    return frozenset(read_gazetteer().live.values()) - frozenset(others) | frozenset(own)


def _start_index(load: Load) -> None:
    """Have the words of what changed looked up again, by a job: the finder can wait."""
    counts = load.counts
    if any(counts.get(name) for name in ("added", "changed", "ended", "returned")):
        start_job(
            kind="register.index",
            title="Find what was loaded by its words",
            scope_key=EVERYWHERE,
            by=load.by,
        )


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
