"""Write to the audit ledger. Call only from actions, inside their transaction."""

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
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() must run inside an action")
    return Entry.objects.create(
        event=event,
        subject=f"{subject._meta.label}:{subject.pk}",
        by=by,
        at=at,
        detail=detail or {},
    )


def newest() -> tuple[int, datetime] | None:
    """
    Return the number and time of the newest entry; None while there is none.

    Whatever changes what Regard holds writes an entry, so while this is the same nothing has
    changed. It costs one look into an index.
    """
    return Entry.objects.order_by("-pk").values_list("pk", "at").first()
