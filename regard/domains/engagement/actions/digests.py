"""Ask for the week's ten lines, end them, and write those of a week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Digest, DigestWish
from regard.domains.engagement.queries.digests import STOP_DIGEST, get_week, list_readers
from regard.domains.engagement.rules.digests import (
    choose_lines,
    digest_body,
    digest_subject,
    has_news,
    kept_lines,
)
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.mail import actions as mail

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.register.models import System

BATCH = 1000

STOP_WORKS_FOR = timedelta(days=731)
"""As long as the email is kept."""


@transaction.atomic
def want_digest(*, system: System, location_id: int, by: str, at: datetime) -> DigestWish:
    """Take down that a service wants the ten lines. Asking again changes nothing."""
    wish, is_new = DigestWish.objects.get_or_create(
        system=system, location_id=location_id, defaults={"asked_at": at, "by": by}
    )
    if is_new:
        ledger.record(event="digest.wanted", subject=wish, by=by, at=at)
    return wish


@transaction.atomic
def end_digest(*, system: System, location_id: int, by: str, at: datetime) -> bool:
    """End the ten lines of a service, and return whether it had them."""
    wish = DigestWish.objects.filter(system=system, location=location_id).first()
    if wish is None:
        return False
    ledger.record(event="digest.ended", subject=wish, by=by, at=at)
    wish.delete()
    return True


@transaction.atomic
def make_digests(*, system: System, by: str, at: datetime) -> int:
    """
    Write the week's emails that are missing, and return how many.

    One a service and week at the most, and none to a service for which nothing is new.
    """
    today = timezone.localdate(at)
    week = get_week(system=system, today=today)
    made, drafts = [], []
    for reader in list_readers(system=system, monday=week.monday):
        lines = choose_lines(reader, week)
        if not has_news(lines, seen=reader.seen):
            continue
        partnership = system.partnership_name
        made.append(
            Digest(
                system=system,
                location_id=reader.location_id,
                week=week.monday,
                to=reader.to,
                lines=kept_lines(lines),
            )
        )
        drafts.append(
            mail.Draft(
                reader.to,
                digest_subject(lines, partnership=partnership),
                digest_body(lines, service=reader.name, partnership=partnership),
                f"engagement.Digest:{week.monday}:{reader.location_id}",
            )
        )
    messages = mail.post(drafts, scope_key=f"system:{system.pk}")
    for digest, message in zip(made, messages, strict=True):
        digest.message = message
    Digest.objects.bulk_create(made, batch_size=BATCH)
    _issue_stops(system, [digest.location_id for digest in made], at)
    if made:
        detail: dict[str, object] = {"how_many": len(made), "week": week.monday.isoformat()}
        ledger.record(event="digests.made", subject=system, by=by, at=at, detail=detail)
    return len(made)


@transaction.atomic
def forget_digests(*, system: System, before: date, by: str, at: datetime) -> int:
    """Delete what was told in weeks before a day, and return how many emails that was."""
    count, _ = Digest.objects.filter(system=system, week__lt=before).delete()
    if count:
        detail: dict[str, object] = {"how_many": count, "before": before.isoformat()}
        ledger.record(event="digests.forgotten", subject=system, by=by, at=at, detail=detail)
    return count


def _issue_stops(system: System, location_ids: list[int], at: datetime) -> None:
    """Make a link that stops it for each that has none which still works long enough."""
    wishes = DigestWish.objects.filter(system=system, location__in=location_ids)
    ids = list(wishes.values_list("pk", flat=True))
    live = links.list_links(purpose=STOP_DIGEST, subject_ids=ids)
    lasting = {n for n, link in live.items() if link.expires_at > at + STOP_WORKS_FOR / 2}
    links.issue_many(
        purpose=STOP_DIGEST,
        subject_ids=[number for number in ids if number not in lasting],
        expires_at=at + STOP_WORKS_FOR,
    )
