"""Say how a service is reached."""

from datetime import datetime

from django.db import transaction

from regard.domains.register.models import Contact, Location
from regard.domains.register.rules import contacts as rules
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal


class CannotSetContact(Refusal):
    """What was given is no way to reach anyone."""


@transaction.atomic
def set_contact(
    *, location: Location, name: str, email: str, telephone: str, by: str, at: datetime
) -> Contact | None:
    """
    Replace how a location is reached. All empty takes the contact away, and returns None.

    :raises CannotSetContact: if the email address or telephone number cannot be one.
    """
    problem = rules.problem_with_email(email) or rules.problem_with_telephone(telephone)
    if problem:
        raise CannotSetContact(problem)
    given = {
        "name": " ".join(name.split()),
        "email": email.strip(),
        "telephone": rules.tidy_telephone(telephone),
    }
    ledger.record(event="contact.set", subject=location, by=by, at=at)
    if not any(given.values()):
        Contact.objects.filter(location=location).delete()
        return None
    contact, _ = Contact.objects.update_or_create(location=location, defaults=given)
    return contact
