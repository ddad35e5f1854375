"""Ask the audience: an invitation a location, each with a signed link of its own."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement import rules
from regard.domains.engagement.models import AudienceMember, Exercise, Invitation, Wave
from regard.domains.engagement.queries.invitations import ANSWER, ask_of
from regard.domains.engagement.queries.reminders import list_to_remind
from regard.domains.engagement.queries.waves import list_taken, list_wave_locations
from regard.domains.engagement.rules.letters import Email
from regard.domains.engagement.rules.timetable import reason_not_to_write
from regard.domains.engagement.rules.waves import way_to
from regard.domains.engagement.types import Channel, Stage
from regard.domains.register import actions as register_actions
from regard.domains.register import queries as register
from regard.domains.register.types import Proof
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.base.rows import write_fields
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail
from regard.foundation.mail import queries as mail_queries
from regard.foundation.mail.models import State

from .information import record_packs_sent

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from regard.domains.register.types import ContactRow
    from regard.foundation.jobs.models import Job

SEND = "engagement.send_invitations"
BATCH = 1000


class CannotInvite(Refusal):
    """Nobody can be asked now."""


@transaction.atomic
def send_invitations(*, exercise: Exercise, by: str, at: datetime) -> Job:
    """
    Start the job that asks everyone in the audience who has not been asked.

    :raises CannotInvite: if the exercise is not open, or is paused.
    """
    check_may_write(exercise, at)
    ledger.record(event="invitations.started", subject=exercise, by=by, at=at)
    return start_sending(exercise, title=f"Inviting to “{exercise.title}”", reminds=False, by=by)


@transaction.atomic
def send_reminders(*, exercise: Exercise, by: str, at: datetime) -> Job:
    """
    Start the job that writes again to those who have not answered.

    :raises CannotInvite: if the exercise is not open, or is paused.
    """
    check_may_write(exercise, at)
    ledger.record(event="reminders.started", subject=exercise, by=by, at=at)
    title = f"Reminding about “{exercise.title}”"
    return start_sending(exercise, title=title, reminds=True, by=by)


@transaction.atomic
def make_invitations(
    *, exercise_id: int, by: str, at: datetime, wave_id: int | None = None
) -> int:
    """
    Write the invitations that are missing, with their links and emails, and return how many.

    A location with an email address is asked by email, one with only an address by letter; by
    letter also one that would rather be, or that asked not to be emailed questions. One with
    neither gets none: it stays on the list of those whom nobody can reach. An email to one that
    asked us to write about nothing is held, so that the list shows who was not asked, and why.

    :param wave_id: only to those of this wave whom no earlier one is to ask; None: to all whom
        no wave that is still to be sent will ask.
    """
    exercise = Exercise.objects.select_for_update().select_related("system").get(pk=exercise_id)
    members = AudienceMember.objects.filter(exercise=exercise)
    asked = Invitation.objects.filter(exercise=exercise).values("location")
    missing = set(members.exclude(location__in=asked).values_list("location", flat=True))
    if wave_id is not None:
        missing &= _of_wave(exercise, wave_id)
    else:
        missing -= list_taken(exercise=exercise, before=None)
    contacts = register.list_contacts(system=exercise.system, location_ids=sorted(missing))
    reachable = [c for c in contacts.values() if way_to(c)]
    invitations = Invitation.objects.bulk_create(
        [_invitation(exercise, contact, wave_id) for contact in reachable], batch_size=BATCH
    )
    links.issue_many(
        purpose=ANSWER,
        subject_ids=[invitation.pk for invitation in invitations],
        expires_at=link_expires_at(exercise),
    )
    _post(exercise, invitations, contacts, is_reminder=False)
    record_packs_sent(exercise=exercise, invitation_ids=[each.pk for each in invitations], at=at)
    if invitations:
        detail: dict[str, object] = {"how_many": len(invitations)}
        ledger.record(event="invitations.made", subject=exercise, by=by, at=at, detail=detail)
    return len(invitations)


@transaction.atomic
def make_reminders(*, exercise_id: int, by: str, at: datetime, wave_id: int | None = None) -> int:
    """
    Write reminders to those asked by email who may be reminded, and return how many.

    `queries.reminders` says who may. Whoever closes or pauses the exercise meanwhile stops it.

    :param wave_id: only to those asked in this wave; None: to all.
    """
    exercise = Exercise.objects.select_for_update().select_related("system").get(pk=exercise_id)
    wave = Wave.objects.get(pk=wave_id) if wave_id is not None else None
    due = list_to_remind(exercise=exercise, today=timezone.localdate(at), wave=wave)
    contacts = register.list_contacts(
        system=exercise.system, location_ids=[invitation.location_id for invitation in due]
    )
    due = [invitation for invitation in due if invitation.location_id in contacts]
    for invitation in due:
        invitation.reminded_at = at
        invitation.reminders += 1
    _post(exercise, due, contacts, is_reminder=True)
    record_packs_sent(exercise=exercise, invitation_ids=[each.pk for each in due], at=at)
    if due:
        detail: dict[str, object] = {"how_many": len(due)}
        ledger.record(event="reminders.made", subject=exercise, by=by, at=at, detail=detail)
    return len(due)


@transaction.atomic
def renew_link(*, invitation: Invitation, by: str, at: datetime) -> Invitation:
    """
    Withdraw an invitation's links, make a new one, and write to the contact of today.

    The email, if there is one, goes out when the invitations are next sent.

    :raises CannotInvite: if the exercise is not open, or nobody knows how to reach them.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    exercise = Exercise.objects.select_related("system").get(pk=invitation.exercise_id)
    check_may_write(exercise, at)
    contacts = register.list_contacts(
        system=exercise.system, location_ids=[invitation.location_id]
    )
    contact = contacts.get(invitation.location_id)
    if contact is None or not (contact.email or contact.address_lines):
        raise CannotInvite("Nobody holds an email or postal address for it. Add one first.")
    links.revoke(purpose=ANSWER, subject_id=invitation.pk, at=at)
    links.issue(purpose=ANSWER, subject_id=invitation.pk, expires_at=link_expires_at(exercise))
    invitation.channel, invitation.to = _way(contact)
    invitation.printed_at = invitation.misdirected_at = invitation.message = None
    invitation.save()
    _post(exercise, [invitation], contacts, is_reminder=False)
    record_packs_sent(exercise=exercise, invitation_ids=[invitation.pk], at=at)
    ledger.record(event="invitation.renewed", subject=invitation, by=by, at=at)
    return invitation


@transaction.atomic
def revoke_link(*, invitation: Invitation, by: str, at: datetime) -> None:
    """Withdraw an invitation's links: they open nothing from now on."""
    links.revoke(purpose=ANSWER, subject_id=invitation.pk, at=at)
    ledger.record(event="invitation.revoked", subject=invitation, by=by, at=at)


@transaction.atomic
def mark_misdirected(*, invitation: Invitation, by: str, at: datetime) -> None:
    """Note that it reached someone whom it was not for, and withdraw its links."""
    Invitation.objects.filter(pk=invitation.pk).update(misdirected_at=at)
    links.revoke(purpose=ANSWER, subject_id=invitation.pk, at=at)
    ledger.record(event="invitation.misdirected", subject=invitation, by=by, at=at)


@transaction.atomic
def record_opened(*, invitation: Invitation, at: datetime) -> None:
    """Note that an invitation reached somebody: its link was opened."""
    register_actions.prove_contact(
        location_id=invitation.location_id,
        how=Proof.OPENED_LINK,
        address=invitation.to if invitation.channel == Channel.EMAIL else None,
        by=f"invitation:{invitation.pk}",
        at=at,
    )


@transaction.atomic
def record_failures(*, invitation_ids: Collection[int], by: str, at: datetime) -> int:
    """Note which of these invitations' addresses took no email, and return how many."""
    found = Invitation.objects.filter(pk__in=invitation_ids, message__state=State.FAILED)
    failed = [
        register_actions.fail_contact(
            location_id=invitation.location_id,
            why=invitation.message.problem,
            address=invitation.to,
            by=by,
            at=at,
        )
        for invitation in found.select_related("message")
        if invitation.message and mail_queries.is_of_the_address(invitation.message)
    ]
    return sum(failed)


@transaction.atomic
def mark_printed(
    *, exercise: Exercise, invitation_ids: Collection[int], by: str, at: datetime
) -> int:
    """Note that these letters have been printed and posted, and return how many were new."""
    letters = Invitation.objects.filter(
        exercise=exercise, pk__in=invitation_ids, channel=Channel.LETTER, printed_at=None
    )
    posted = list(letters.values_list("pk", flat=True))
    how_many = letters.update(printed_at=at)
    record_packs_sent(exercise=exercise, invitation_ids=posted, at=at)
    detail: dict[str, object] = {"how_many": how_many}
    ledger.record(event="letters.posted", subject=exercise, by=by, at=at, detail=detail)
    return how_many


def link_expires_at(exercise: Exercise) -> datetime:
    """Return when links to an exercise stop working: some months after the reply is due."""
    last_day = exercise.reply_by + timedelta(days=rules.LINK_DAYS)
    return timezone.make_aware(datetime.combine(last_day, time.max))


def check_may_write(exercise: Exercise, at: datetime) -> None:
    """
    Refuse to ask or remind where nobody may be written to now.

    :raises CannotInvite: if the exercise is not open, or is paused.
    """
    reason = rules.reason_not_to_invite(
        stage=Stage(exercise.stage),
        closes_on=exercise.closes_on,
        today=timezone.localdate(at),
    ) or reason_not_to_write(paused_on=exercise.paused_on)
    if reason:
        raise CannotInvite(reason)


def start_sending(
    exercise: Exercise,
    *,
    title: str,
    reminds: bool,
    by: str,
    wave_id: int | None = None,
    is_again: bool = False,
) -> Job:
    """
    Start the job that writes and sends, in the transaction of an action that checked it.

    :param is_again: it writes nothing and sends what waits.
    """
    where = {"system": exercise.system.slug, "slug": exercise.slug}
    return start_job(
        kind=SEND,
        title=title,
        scope_key=f"system:{exercise.system_id}",
        by=by,
        args={
            "exercise_id": exercise.pk,
            "reminds": reminds,
            "wave_id": wave_id,
            "is_again": is_again,
        },
        next_url=reverse("engagement:invitations", kwargs=where),
    )


def _of_wave(exercise: Exercise, wave_id: int) -> set[int]:
    wave = Wave.objects.get(pk=wave_id)
    meant = list_wave_locations(exercise=exercise, criteria=wave.criteria)
    return meant - list_taken(exercise=exercise, before=wave)


def _invitation(exercise: Exercise, contact: ContactRow, wave_id: int | None) -> Invitation:
    channel, to = _way(contact)
    return Invitation(
        system_id=exercise.system_id,
        exercise=exercise,
        location_id=contact.location_id,
        channel=channel,
        to=to,
        wave_id=wave_id,
    )


def _way(contact: ContactRow) -> tuple[Channel, str]:
    is_by_email = way_to(contact) is Channel.EMAIL
    return (Channel.EMAIL, contact.email) if is_by_email else (Channel.LETTER, "")


def _post(
    exercise: Exercise,
    invitations: Sequence[Invitation],
    contacts: dict[int, ContactRow],
    *,
    is_reminder: bool,
) -> None:
    """Write the emails of these invitations, to be delivered by the job."""
    by_email = [invitation for invitation in invitations if invitation.channel == Channel.EMAIL]
    ask = ask_of(exercise)
    write = rules.reminder_email if is_reminder else rules.invitation_email
    drafts = []
    for invitation in by_email:
        contact = contacts[invitation.location_id]
        email: Email = write(ask, service=contact.location_name, greeting=contact.name)
        about = f"engagement.Invitation:{invitation.pk}"
        drafts.append(mail.Draft(invitation.to, email.subject, email.body, about))
    messages = mail.post(drafts, scope_key=f"system:{exercise.system_id}")
    for invitation, message in zip(by_email, messages, strict=True):
        invitation.message = message
    changed = ["message", "reminded_at", "reminders"]
    write_fields(by_email, changed)
