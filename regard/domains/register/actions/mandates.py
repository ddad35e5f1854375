"""Write down who let a network speak for them, and take it back."""

from datetime import date, datetime, timedelta

from django.db import transaction

from regard.domains.register.models import Contact, Mandate, Membership, NetworkSystem
from regard.domains.register.queries.mandates import PURPOSE
from regard.domains.register.rules import networks as rules
from regard.domains.register.rules.mandate_letters import mandate_letter
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail


class CannotGiveMandate(Refusal):
    """The mandate cannot be written down."""


class CannotRevoke(Refusal):
    """The mandate is not in force any more."""


@transaction.atomic
def give_mandate(  # noqa: PLR0913 (what a mandate says; each of it is asked for)
    *,
    membership: Membership,
    topic: str,
    given_by: str,
    given_on: date,
    until: date | None,
    by: str,
    at: datetime,
) -> Mandate:
    """
    Write down that a member lets the network speak for it, and tell the member.

    Where the member has an email address, it is told, with a link by which it takes the
    mandate back: nobody's voice is given away behind their back.

    :param topic: empty: everything.
    :param until: the first day on which it is over; None: it has no end.
    :raises CannotGiveMandate: if it ends before it begins, lies ahead, or the member has left.
    """
    reason = rules.reason_against_mandate(given_on=given_on, until=until, today=at.date())
    if membership.left_on is not None and membership.left_on <= given_on:
        reason = "It had left the network by then"
    if membership.joined_on is not None and membership.joined_on > given_on:
        reason = f"It joined on {membership.joined_on:%-d %B %Y}, after that day"
    if not given_by.strip():
        reason = "Say who gave it: a name, and what they are there"
    if reason:
        raise CannotGiveMandate(reason)
    mandate = Mandate.objects.create(
        membership=membership,
        topic=" ".join(topic.split()),
        given_by=" ".join(given_by.split()),
        given_on=given_on,
        until=until,
        recorded_by=by,
    )
    ledger.record(event="mandate.given", subject=mandate, by=by, at=at)
    links.issue(
        purpose=PURPOSE,
        subject_id=mandate.pk,
        expires_at=at + timedelta(days=rules.LINK_DAYS),
    )
    _tell(mandate, by)
    return mandate


@transaction.atomic
def revoke_mandate(
    *, mandate: Mandate, revoked_by: str, on: date, by: str, at: datetime
) -> Mandate:
    """
    Take a mandate back for a member, from a day on. It can be given anew, not revived.

    :param revoked_by: who does it for the member, in words.
    :raises CannotRevoke: if it was taken back before, or is over.
    """
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.revoked_on is not None:
        raise CannotRevoke(f"It was taken back on {mandate.revoked_on:%-d %B %Y}")
    if mandate.until is not None and mandate.until <= on:
        raise CannotRevoke(f"It was over on {mandate.until:%-d %B %Y}")
    mandate.revoked_on = on
    mandate.revoked_by = " ".join(revoked_by.split())
    mandate.save(update_fields=["revoked_on", "revoked_by", "updated_at"])
    ledger.record(event="mandate.revoked", subject=mandate, by=by, at=at)
    return mandate


def _tell(mandate: Mandate, by: str) -> None:
    """Post a letter to the member's contact, where it has an email address, and its job."""
    membership = mandate.membership
    locations: dict[str, int | None] = (
        {"location": membership.location_id}
        if membership.location_id
        else {"location__organisation": membership.organisation_id, "location__ended_on": None}
    )
    contact = Contact.objects.filter(**locations).exclude(email="").order_by("pk").first()
    if contact is None:
        return
    network = membership.network
    subject, body = mandate_letter(
        network=network.name,
        member=str(membership.location or membership.organisation),
        name=contact.name,
        topic=mandate.topic,
        given_by=mandate.given_by,
        until=mandate.until,
    )
    tie = NetworkSystem.objects.filter(network=network).order_by("system_id").first()
    scope_key = f"system:{tie.system_id}" if tie else f"network:{network.pk}"
    draft = mail.Draft(to=contact.email, subject=subject, body=body, about=about(mandate))
    [message] = mail.post([draft], scope_key=scope_key)
    start_job(
        kind="register.tell_mandate",
        title=f"Telling a member of “{network.name}” about its mandate",
        scope_key=scope_key,
        by=by,
        args={"mandate_id": mandate.pk, "message_id": message.pk},
    )


def about(mandate: Mandate) -> str:
    """Return what a message about a mandate belongs to."""
    return f"{mandate._meta.label}:{mandate.pk}"
