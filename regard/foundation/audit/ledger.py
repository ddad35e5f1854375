"""Write to the audit ledger. Call only from actions, inside their transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from .models import Entry


def record(
    *,
    event: str,
    subject: models.Model,
    by: str,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> Entry:
    """
    Record that `by` did `event` to `subject`.

    :param event: "<thing>.<done>", e.g. "exercise.closed".
    :param by: how the caller is named in the ledger: `Caller.by`.
    :param at: when, aware; the caller's clock.
    :param detail: what else a reader will need, as JSON. No names, no contact details.
    :raises TransactionManagementError: if not in a transaction, as then the ledger
        and the data could disagree.
    """
    _refuse_outside_an_action()
    return Entry.objects.create(
        event=event, subject=name_of(subject), by=by, at=at, detail=detail or {}
    )


def record_all(
    *,
    event: str,
    details: Iterable[tuple[models.Model, dict[str, object]]],
    by: str,
    at: datetime,
) -> None:
    """
    Record that `by` did `event` to each of many things, with one statement a thousand.

    :param details: each thing, and what else a reader will need of it.
    """
    _refuse_outside_an_action()
    entries = (
        Entry(event=event, subject=name_of(subject), by=by, at=at, detail=detail)
        for subject, detail in details
    )
    Entry.objects.bulk_create(entries, batch_size=1000)


def name_of(subject: models.Model) -> str:
    """Return how a thing is named in the ledger, e.g. engagement.Exercise:12."""
    return f"{subject._meta.label}:{subject.pk}"


def find(*, event: str, subject: models.Model) -> Entry | None:
    """Return the newest entry of what was done to something; None if there is none."""
    found = Entry.objects.filter(subject=name_of(subject), event=event)
    return found.order_by("-at", "-pk").first()


def _refuse_outside_an_action() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() must run inside an action")


def newest() -> tuple[int, datetime] | None:
    """
    Return the number and time of the newest entry; None while there is none.

    Whatever changes what Regard holds writes an entry, so while this is the same nothing has
    changed. It costs one look into an index.
    """
    return Entry.objects.order_by("-pk").values_list("pk", "at").first()
