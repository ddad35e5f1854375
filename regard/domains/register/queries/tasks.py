"""Whose job it is to find a way to reach a service."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from regard.domains.register.models import Contact, Location, Preference, ReachTask, System
from regard.domains.register.permissions import Permission
from regard.foundation import authority
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound
from regard.foundation.mail import queries as mail


class TaskView(StrEnum):
    """Which tasks are meant."""

    OPEN = "open"
    MINE = "mine"
    OVERDUE = "overdue"
    DONE = "done"

    @property
    def label(self) -> str:
        return TASK_VIEW_LABELS[self]


TASK_VIEW_LABELS = {
    TaskView.OPEN: "Open",
    TaskView.MINE: "Mine",
    TaskView.OVERDUE: "Overdue",
    TaskView.DONE: "Done",
}


@dataclass(frozen=True)
class TaskCounts:
    """How many tasks there are. `people` are those who have open ones."""

    open: int
    mine: int
    overdue: int
    done: int
    people: int

    def of(self, view: TaskView) -> int:
        return int(getattr(self, view.value))


def count_tasks(*, system: System, caller: Caller, today: date) -> TaskCounts:
    """
    Return how many tasks there are. One query.

    "Mine" are those given to somebody of the caller's name, in any letters.

    :raises NotAllowed: if the caller may not see reach; SignInNeeded if nobody is signed in.
    """
    require(caller, Permission.VIEW_REACH, system)
    is_open = Q(done_on=None)
    counted = ReachTask.objects.filter(system=system).aggregate(
        open=Count("pk", filter=is_open),
        mine=Count("pk", filter=is_open & Q(assigned_to__iexact=caller.name)),
        overdue=Count("pk", filter=is_open & Q(due_on__lt=today)),
        done=Count("pk", filter=~is_open),
        people=Count("assigned_to", filter=is_open, distinct=True),
    )
    return TaskCounts(**counted)


def list_tasks(
    *,
    system: System,
    caller: Caller,
    view: TaskView,
    today: date,
    after: int = 0,
    limit: int = 50,
) -> tuple[list[ReachTask], int | None]:
    """
    Return tasks, those due first first, and from where the next page goes on.

    :param after: how many to pass over.
    :raises NotAllowed: if the caller may not see reach.
    """
    require(caller, Permission.VIEW_REACH, system)
    found = _narrowed(ReachTask.objects.filter(system=system), view, caller, today)
    order = ("-done_on", "-pk") if view is TaskView.DONE else ("due_on", "pk")
    rows = found.select_related("location").order_by(*order)[after : after + limit + 1]
    tasks = list(rows)
    return tasks[:limit], after + limit if len(tasks) > limit else None


def get_task(
    *, system: System, task_id: int, caller: Caller, to: authority.Permission
) -> ReachTask:
    """
    Return a task of the system, for the caller to do `to` with.

    :raises NotFound: if the system has none of this number.
    :raises NotAllowed: if the caller may not.
    """
    require(caller, to, system)
    found = ReachTask.objects.filter(system=system, pk=task_id).select_related("location").first()
    if found is None:
        raise NotFound("There is no such task")
    return found


def find_open_task(*, system: System, location: Location) -> ReachTask | None:
    """Return the open task to find a way to reach a location; the caller was checked."""
    return ReachTask.objects.filter(system=system, location=location, done_on=None).first()


@dataclass(frozen=True)
class Reached:
    """What is known of reaching a location. None where there is nothing."""

    contact: Contact | None
    preference: Preference | None
    task: ReachTask | None
    refused: str


def get_reached(*, system: System, location: Location) -> Reached:
    """
    Return what is known of reaching a location; the caller was checked. Four queries.

    `refused` is what its email address asked us not to send, in words.
    """
    contact = Contact.objects.filter(location=location).first()
    refused = mail.get_refused(address=contact.email) if contact and contact.email else None
    return Reached(
        contact=contact,
        preference=Preference.objects.filter(location=location).first(),
        task=find_open_task(system=system, location=location),
        refused=refused.label if refused else "",
    )


def list_assignees(*, system: System, limit: int = 50) -> list[str]:
    """Return to whom tasks were given before, most often first; the caller was checked."""
    rows = ReachTask.objects.filter(system=system).order_by().values_list("assigned_to")
    counted = rows.annotate(n=Count("pk")).order_by("-n", "assigned_to")
    return [name for name, _ in counted[:limit]]


def _narrowed(
    found: QuerySet[ReachTask], view: TaskView, caller: Caller, today: date
) -> QuerySet[ReachTask]:
    if view is TaskView.DONE:
        return found.filter(done_on__isnull=False)
    found = found.filter(done_on=None)
    if view is TaskView.MINE:
        return found.filter(assigned_to__iexact=caller.name)
    if view is TaskView.OVERDUE:
        return found.filter(due_on__lt=today)
    return found
