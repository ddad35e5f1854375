"""Take a roll: keep the file, say what its columns hold, match its lines to the register."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from regard.domains.register.models import (
    Network,
    Roll,
    RollEntry,
    RollProposal,
    System,
)
from regard.domains.register.queries.roll_candidates import (
    as_records,
    list_candidates,
    read_vocabulary,
)
from regard.domains.register.rules import rolls as rules
from regard.domains.register.rules.rolls import Holds, RollLine
from regard.domains.register.types import EntryState, RollState
from regard.foundation.analysis.linkage import EngineMissing, Match, Verdict, engine_of, link
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.base.locks import Family, alone
from regard.foundation.files.actions import keep
from regard.foundation.files.models import File
from regard.foundation.files.tables import CannotRead, Table, read_table
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job

STATES = {
    Verdict.TAKEN: EntryState.MATCHED,
    Verdict.DOUBTFUL: EntryState.DOUBTFUL,
    Verdict.UNKNOWN: EntryState.UNMATCHED,
}

Tell = Callable[[int, int], None]
"""Say how far it is: done, out of how many."""


class CannotTakeRoll(Refusal):
    """The roll was not taken; nothing has changed."""


@transaction.atomic
def receive_roll(  # noqa: PLR0913 (what a roll is, said once)
    *,
    network: Network,
    chunks: Iterable[bytes],
    name: str,
    as_at: date,
    is_whole: bool,
    by: str,
    at: datetime,
) -> Roll:
    """
    Keep a roll whole, and find out what its columns hold.

    The same file of the same day is not taken twice: the roll it made is returned. Columns
    named as in the network's last roll hold what they were said to hold then.

    :param as_at: the day of which it lists the members.
    :param is_whole: members that are not on it have left.
    :raises CannotTakeRoll: if the day has not come, or a newer roll has been taken.
    :raises CannotRead: if it is no table.
    """
    _refuse_roll(network, as_at, at.date())
    file = keep(
        chunks=chunks,
        name=name,
        origin=f"uploaded as a roll of {network}",
        scope_key=f"network:{network.pk}",
        by=by,
        at=at,
    )
    known = _same_roll(network, file, as_at=as_at, is_whole=is_whole)
    if known is not None:
        file.delete()
        return known
    table = read_table(file.path, file.name)
    columns = _columns(network, table)
    roll = Roll.objects.create(
        network=network,
        file=file,
        as_at=as_at,
        is_whole=is_whole,
        by=by,
        columns=columns,
        state=RollState.WAITING if columns["is_sure"] else RollState.ASKING,
    )
    ledger.record(event="roll.received", subject=roll, by=by, at=at)
    return roll


def _refuse_roll(network: Network, as_at: date, today: date) -> None:
    taken = Roll.objects.filter(network=network, state=RollState.FINISHED)
    newest = taken.order_by("-as_at").values_list("as_at", flat=True).first()
    reason = rules.reason_not_to_load(as_at=as_at, today=today, newest=newest)
    if network.ended_on:
        reason = "This network has ended"
    if reason:
        raise CannotTakeRoll(reason)


def _same_roll(network: Network, file: File, *, as_at: date, is_whole: bool) -> Roll | None:
    """Return the roll that the same file of the same day made before."""
    before = Roll.objects.filter(
        network=network, file__sha256=file.sha256, as_at=as_at, is_whole=is_whole
    )
    return before.exclude(state=RollState.REFUSED).order_by("pk").first()


@transaction.atomic
def start_roll(*, roll: Roll, held: Sequence[Holds], system: System, by: str, at: datetime) -> Job:
    """
    Say what the columns hold, which the next roll remembers, and start matching.

    :param held: of each column, in their order.
    :raises CannotTakeRoll: if lines cannot be read with these columns, or it is over.
    """
    roll = Roll.objects.select_for_update().get(pk=roll.pk)
    if roll.state not in {RollState.ASKING, RollState.WAITING}:
        raise CannotTakeRoll("This roll has been matched already")
    if reasons := rules.reasons_against_columns(held):
        raise CannotTakeRoll(". ".join(reasons))
    roll.columns = roll.columns | {"held": [str(each) for each in held], "is_sure": True}
    roll.state = RollState.WAITING
    roll.save(update_fields=["columns", "state", "updated_at"])
    ledger.record(event="roll.started", subject=roll, by=by, at=at)
    where = {"system": system.slug, "network": roll.network.slug, "roll_id": roll.pk}
    return start_job(
        kind="register.roll",
        title=f"Match {roll.kept_file.name} to the register",
        scope_key=f"system:{system.pk}",
        by=by,
        args={"roll_id": roll.pk},
        next_url=reverse("register:roll", kwargs=where),
    )


def run_roll(*, roll_id: int, at: datetime, tell: Tell | None = None) -> Roll:
    """
    Match a roll's lines to the register, unless that was done before.

    The caller was checked before, or is a job. What a person decided for the same line of an
    earlier roll of the network is taken over. Nobody joins or leaves before it is finished.
    """
    with alone(Family.ROLL, roll_id):
        roll = Roll.objects.select_related("file", "network").get(pk=roll_id)
        if roll.state != RollState.WAITING:
            return roll
        try:
            lines = read_lines(roll)
        except CannotRead as refusal:
            return _refuse(roll, str(refusal), at)
        if tell:
            tell(0, len(lines))
        return _write(roll, lines, _match(roll, lines), at)


def _match(roll: Roll, lines: Sequence[RollLine]) -> list[Match]:
    """
    Link the lines to the register on the engine that the settings name.

    :raises CannotTakeRoll: if there is no such engine, or it is not installed.
    """
    try:
        return link(
            as_records(lines),
            list_candidates(network=roll.network),
            engine=engine_of(settings.LINKAGE_ENGINE, settings.SPARK_MASTER),
            vocabulary=read_vocabulary(),
        )
    except EngineMissing as missing:
        raise CannotTakeRoll(str(missing)) from missing


def read_lines(roll: Roll) -> list[RollLine]:
    """Return the lines of a kept roll that name a service."""
    table = read_table(roll.kept_file.path, roll.kept_file.name)
    held = [Holds(each) for each in roll.columns["held"]]
    lines = [
        rules.read_line(line=row.line, header=table.header, cells=row.cells, held=held)
        for row in table.rows
    ]
    named = [line for line in lines if line.name or line.number]
    if not named:
        raise CannotRead(f"“{roll.kept_file.name}”: no line of it names a service")
    return named


@transaction.atomic
def _write(roll: Roll, lines: Sequence[RollLine], matches: Sequence[Match], at: datetime) -> Roll:
    known = _decided_before(roll.network)
    entries = RollEntry.objects.bulk_create(
        [_entry(roll, line, match, known, at) for line, match in zip(lines, matches, strict=True)],
        batch_size=1000,
    )
    RollProposal.objects.bulk_create(
        [
            RollProposal(
                entry=entry,
                location_id=int(candidate.key),
                weight=candidate.weight,
                probability=candidate.probability,
                reasons=[
                    [reason.about, reason.words, round(reason.weight, 3)]
                    for reason in candidate.reasons
                ],
            )
            for entry, match in zip(entries, matches, strict=True)
            for candidate in match.candidates
        ],
        batch_size=1000,
    )
    roll.state = RollState.REVIEWING
    roll.save(update_fields=["state", "updated_at"])
    counts: dict[str, object] = {}
    for entry in entries:
        counts[entry.state] = int(str(counts.get(entry.state, 0))) + 1
    ledger.record(event="roll.matched", subject=roll, by=roll.by, at=at, detail=counts)
    return roll


def _entry(
    roll: Roll,
    line: RollLine,
    match: Match,
    known: dict[tuple[str, ...], RollEntry],
    at: datetime,
) -> RollEntry:
    found = STATES[match.verdict]
    entry = RollEntry(
        roll=roll,
        line=line.line,
        name=line.name,
        provider=line.provider,
        address=line.address,
        town=line.town,
        postcode=line.postcode,
        telephone=line.telephone,
        number=line.number,
        cells=line.cells,
        found=found,
        state=found,
        location_id=int(match.candidates[0].key) if match.verdict is Verdict.TAKEN else None,
    )
    before = known.get(rules.line_key(vars(line)))
    if before is not None and found is not EntryState.MATCHED:
        entry.state, entry.location_id = before.state, before.location_id
        entry.decided_by, entry.decided_at = before.decided_by, at
    return entry


def _decided_before(network: Network) -> dict[tuple[str, ...], RollEntry]:
    """Return what people decided in the network's finished rolls, by line, the newest of each."""
    decided = RollEntry.objects.filter(
        roll__network=network,
        roll__state=RollState.FINISHED,
        roll__forgotten_on=None,
        state__in=[EntryState.MATCHED, EntryState.NEW, EntryState.SET_ASIDE],
    ).exclude(decided_by="")
    found = decided.select_related("location").order_by("roll__as_at", "pk")
    return {
        rules.line_key(vars(entry)): entry
        for entry in found
        if entry.location is None or entry.location.ended_on is None
    }


@transaction.atomic
def _refuse(roll: Roll, problem: str, at: datetime) -> Roll:
    roll.state, roll.problem, roll.finished_at = RollState.REFUSED, problem, at
    roll.save(update_fields=["state", "problem", "finished_at", "updated_at"])
    ledger.record(event="roll.refused", subject=roll, by=roll.by, at=at)
    return roll


def _columns(network: Network, table: Table) -> dict[str, object]:
    """Return what the columns hold: as they were said to before, else by their names."""
    header = list(table.header)
    earlier = Roll.objects.filter(network=network, columns__header=header, columns__is_sure=True)
    last = earlier.order_by("-pk").first()
    if last is not None:
        return {"header": header, "held": last.columns["held"], "is_sure": True}
    held = rules.guess(header)
    return {"header": header, "held": [str(each) for each in held], "is_sure": rules.is_sure(held)}
