"""Send a service the link by which it sees, and corrects, what is held of it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from regard.domains.register.models import Contact, Location, System
from regard.domains.register.queries.corrections import OWN
from regard.domains.register.rules import own_letters
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.jobs.models import Job
from regard.foundation.mail import actions as mail

SEND = "register.send_own_link"
DAYS = 90
"""Long enough to come back to; a new one can be sent at any time."""


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
    links.issue(purpose=OWN, subject_id=location.pk, expires_at=at + timedelta(days=DAYS))
    email = own_letters.own_email(
        service=location.name, greeting=contact.name, partnership=system.partnership_name
    )
    (message,) = mail.post(
        [mail.Draft(contact.email, email.subject, email.body, f"register.Location:{location.pk}")],
        scope_key=f"system:{system.pk}",
    )
    ledger.record(event="location.link_sent", subject=location, by=by, at=at)
    where = {"system": system.slug, "location_id": location.pk}
    return start_job(
        kind=SEND,
        title=f"Writing to {location.name}",
        scope_key=f"system:{system.pk}",
        by=by,
        args={"message_id": message.pk, "location_id": location.pk},
        next_url=reverse("register:location", kwargs=where),
    )
