"""Write to a service, with the link by which it sees, and corrects, what is held of it."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.urls import reverse

from regard.domains.register.models import Contact, Correction, Location, Preference, System
from regard.domains.register.queries.corrections import OWN
from regard.domains.register.rules import own_letters
from regard.domains.register.rules.corrections import GROUPS, Decision
from regard.domains.register.rules.own_letters import Email
from regard.domains.register.types import ReachedBy
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Purpose, State

SEND = "register.send_own_link"
DAYS = 90
"""Long enough to come back to; a new one can be sent at any time."""

LEFT_DAYS = 7
"""A link that works no longer than this is not worth sending again."""


class Told(StrEnum):
    """Whether a service was told what became of its correction, and why not."""

    BY_EMAIL = "by_email"
    BY_LETTER = "by_letter"
    REFUSED = "refused"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        return {
            Told.BY_EMAIL: "The service is told by email, and sees your answer by its link.",
            Told.BY_LETTER: "The service would rather have letters: please write to it.",
            Told.REFUSED: "The service asked us not to write to it: please tell it.",
            Told.NOBODY: "Nobody knows an email address of the service: please tell it.",
        }[self]


class CannotSendLink(Refusal):
    """The service has no email address that we know."""


@transaction.atomic
def send_own_link(*, system: System, location: Location, by: str, at: datetime) -> Job:
    """
    Write the email with the link, and start the job that sends it. Earlier links stop working.

    :raises CannotSendLink: if nobody knows an email address of the service.
    """
    contact = Contact.objects.filter(location=location).exclude(email="").first()
    if contact is None:
        raise CannotSendLink(f"Nobody knows an email address of {location.name}. Add one first")
    links.revoke(purpose=OWN, subject_id=location.pk, at=at)
    _issue(location, at)
    email = own_letters.own_email(
        service=location.name, greeting=contact.name, partnership=system.partnership_name
    )
    about = f"register.Location:{location.pk}"
    draft = mail.Draft(contact.email, email.subject, email.body, about)
    ledger.record(event="location.link_sent", subject=location, by=by, at=at)
    job, _ = _post(system, location, draft, by)
    return job


def tell_decision(*, system: System, correction: Correction, by: str, at: datetime) -> Told:
    """
    Write to a service what became of its correction, in the caller's transaction.

    Its link in the email is the one that it has or, where that is over, a new one. Who would
    rather have letters, or refused every email, is not written to.
    """
    location = correction.location
    contact = Contact.objects.filter(location=location).exclude(email="").first()
    if contact is None:
        return Told.NOBODY
    if Preference.objects.filter(location=location, reached_by=ReachedBy.LETTER).exists():
        return Told.BY_LETTER
    link = links.list_links(purpose=OWN, subject_ids=[location.pk]).get(location.pk)
    if link is None or link.expires_at <= at + timedelta(days=LEFT_DAYS):
        _issue(location, at)
    email = _decided_email(system, correction, contact.name)
    draft = mail.Draft(
        contact.email,
        email.subject,
        email.body,
        f"register.Correction:{correction.pk}",
        Purpose.ANSWERING,
    )
    _, state = _post(system, location, draft, by)
    return Told.REFUSED if state is State.HELD else Told.BY_EMAIL


def _decided_email(system: System, correction: Correction, greeting: str) -> Email:
    return own_letters.decided_email(
        service=correction.location.name,
        greeting=greeting,
        partnership=system.partnership_name,
        what=GROUPS[correction.fact].label,
        is_accepted=correction.decision == Decision.ACCEPTED,
        answer=correction.answer,
    )


def _issue(location: Location, at: datetime) -> None:
    links.issue(purpose=OWN, subject_id=location.pk, expires_at=at + timedelta(days=DAYS))


def _post(system: System, location: Location, draft: mail.Draft, by: str) -> tuple[Job, State]:
    """Write down an email to a service and start the job that sends it, with its link."""
    scope_key = f"system:{system.pk}"
    (message,) = mail.post([draft], scope_key=scope_key)
    where = {"system": system.slug, "location_id": location.pk}
    job = start_job(
        kind=SEND,
        title=f"Writing to {location.name}",
        scope_key=scope_key,
        by=by,
        args={"message_id": message.pk, "location_id": location.pk},
        next_url=reverse("register:location", kwargs=where),
    )
    return job, State(message.state)
