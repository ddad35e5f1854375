"""Give somebody the job of finding a way to reach a service, and write down how it wants to be."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from regard.domains.register.models import Location, Preference, ReachTask, Service, System
from regard.domains.register.queries.reaching import find_locations
from regard.domains.register.rules import reach
from regard.domains.register.rules.reach import ReachFilter
from regard.domains.register.types import AreaLevel, ReachedBy
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

MAKE = """
insert into register_reachtask
    (created_at, updated_at, system_id, location_id, why, assigned_to, due_on, note, done_by)
select distinct on (w.location_id)
    %(at)s, %(at)s, %(system_id)s, w.location_id,
    case w.state
        when 'failed' then 'What we hold was tried, and failed'
        when 'nobody' then 'We hold no way to reach it'
        when 'never' then 'What we hold was never proven'
        when 'older' then 'It was reached over a year ago'
        else 'To be made sure of'
    end,
    %(assigned_to)s, %(due_on)s, %(note)s, ''
from ({wanted}) w
on conflict (system_id, location_id) where done_on is null do nothing
returning id
"""


@dataclass(frozen=True)
class Job:
    """What somebody is given to do. `assigned_to`: a name or an office."""

    assigned_to: str
    due_on: date
    note: str = ""


class CannotGive(Refusal):
    """
    The task cannot be given so.

    Attributes:
        reasons: what is wrong, by field.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


@transaction.atomic
def make_tasks(*, system: System, wanted: ReachFilter, job: Job, by: str, at: datetime) -> int:
    """
    Give somebody every service of a list to find a way to reach, and return how many are new.

    A location that somebody already has stays with them. One task a location, however many
    kinds of care it provides.

    :raises CannotGive: if nobody is named, or the day is over.
    """
    today = timezone.localdate(at)
    _refuse_bad(job, today)
    statement, parameters = find_locations(system=system, wanted=wanted, today=today)
    parameters |= {
        "at": at,
        "assigned_to": " ".join(job.assigned_to.split()),
        "due_on": job.due_on,
        "note": job.note.strip(),
    }
    with connection.cursor() as cursor:
        cursor.execute(MAKE.replace("{wanted}", statement), parameters)
        made = len(cursor.fetchall())
    detail: dict[str, object] = {"how_many": made}
    ledger.record(event="reach_tasks.made", subject=system, by=by, at=at, detail=detail)
    return made


@transaction.atomic
def change_task(*, task: ReachTask, job: Job, by: str, at: datetime) -> None:
    """
    Give a task to somebody else, or until another day, or note what was tried.

    :raises CannotGive: if it is done, nobody is named, or the day is over and is a new one.
    """
    held = ReachTask.objects.select_for_update().get(pk=task.pk)
    if held.done_on:
        raise CannotGive({"note": "This is done already"})
    today = timezone.localdate(at)
    _refuse_bad(job, min(today, held.due_on))
    held.assigned_to = " ".join(job.assigned_to.split())
    held.due_on, held.note = job.due_on, job.note.strip()
    held.save(update_fields=["assigned_to", "due_on", "note", "updated_at"])
    ledger.record(event="reach_task.changed", subject=held, by=by, at=at)


@transaction.atomic
def end_task(*, task: ReachTask, note: str, by: str, at: datetime) -> None:
    """
    End a task without a proof, as when nothing more can be done. A proof ends it by itself.

    :raises CannotGive: if no reason is given.
    """
    if not note.strip():
        raise CannotGive({"note": "Say why nothing more is to be done"})
    done = {"done_on": timezone.localdate(at), "done_by": by, "note": note.strip()}
    if ReachTask.objects.filter(pk=task.pk, done_on=None).update(**done, updated_at=at):
        ledger.record(event="reach_task.ended", subject=task, by=by, at=at)


@transaction.atomic
def set_preference(
    *, location: Location, reached_by: ReachedBy, level: AreaLevel, by: str, at: datetime
) -> Preference:
    """Write down how a service wants to be reached, and at which level it takes part."""
    kept, _ = Preference.objects.update_or_create(
        location=location, defaults={"reached_by": reached_by, "level": level, "by": by}
    )
    detail: dict[str, object] = {"reached_by": reached_by, "level": level}
    ledger.record(event="preference.set", subject=location, by=by, at=at, detail=detail)
    return kept


@transaction.atomic
def set_commissioned(
    *, location: Location, commissioned: dict[int, bool | None], by: str, at: datetime
) -> int:
    """
    Write down from which services of a location a council buys, and return how many changed.

    :param commissioned: by the service's number; None: not known.
    """
    changed = []
    for service in Service.objects.select_for_update().filter(location=location):
        if service.pk in commissioned and service.is_commissioned != commissioned[service.pk]:
            service.is_commissioned = commissioned[service.pk]
            changed.append(service)
    Service.objects.bulk_update(changed, ["is_commissioned"])
    if changed:
        detail: dict[str, object] = {
            str(service.pk): service.is_commissioned for service in changed
        }
        ledger.record(event="services.commissioned", subject=location, by=by, at=at, detail=detail)
    return len(changed)


def _refuse_bad(job: Job, today: date) -> None:
    problems = reach.problem_with_task(assigned_to=job.assigned_to, due_on=job.due_on, today=today)
    if problems:
        raise CannotGive(problems)
