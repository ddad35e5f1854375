"""Say how a service is reached, and whether anybody was."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.register.models import Contact, Location, ReachTask
from regard.domains.register.rules import contacts as rules
from regard.domains.register.types import Proof
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

UNPROVEN: dict[str, object] = {
    "proven_on": None,
    "proven_how": "",
    "failed_on": None,
    "failed_why": "",
}
"""A new address or number has been tried by nobody."""


class CannotSetContact(Refusal):
    """What was given is no way to reach anyone."""


@transaction.atomic
def set_contact(
    *, location: Location, name: str, email: str, telephone: str, by: str, at: datetime
) -> Contact | None:
    """
    Replace how a location is reached. All empty takes the contact away, and returns None.

    What was known of the old address or number is not known of a new one.

    :raises CannotSetContact: if the email address or telephone number cannot be one.
    """
    problem = rules.problem_with_email(email) or rules.problem_with_telephone(telephone)
    if problem:
        raise CannotSetContact(problem)
    given: dict[str, object] = {
        "name": " ".join(name.split()),
        "email": email.strip(),
        "telephone": rules.tidy_telephone(telephone),
    }
    ledger.record(event="contact.set", subject=location, by=by, at=at)
    if not any(given.values()):
        Contact.objects.filter(location=location).delete()
        return None
    held = Contact.objects.filter(location=location).first()
    if held and (held.email, held.telephone) != (given["email"], given["telephone"]):
        given |= UNPROVEN
    contact, _ = Contact.objects.update_or_create(location=location, defaults=given)
    return contact


@transaction.atomic
def prove_contact(
    *, location_id: int, how: Proof, address: str | None = None, by: str, at: datetime
) -> bool:
    """
    Write down that somebody at a location was reached today, and end the tasks to find a way.

    :param address: the email address that reached them; if it is not the contact's any more,
        that proves nothing of today's contact. None: whatever is held.
    :return: whether it says anything new. Once a day, and an opened link adds nothing to more.
    """
    held = Contact.objects.filter(location=location_id)
    if address is not None and not held.filter(email__iexact=address.strip()).exists():
        return False
    today = timezone.localdate(at)
    known: dict[str, object] = {"proven_on": today, "failed_on": None}
    if how is not Proof.OPENED_LINK:
        known["proven_how"] = how
    proof = UNPROVEN | {"proven_on": today, "proven_how": how}
    if not held.exclude(**known).update(**proof, updated_at=timezone.now()):
        if held.exists():
            return False
        Contact.objects.update_or_create(location_id=location_id, defaults=proof)
    open_tasks = ReachTask.objects.filter(location=location_id, done_on=None)
    detail: dict[str, object] = {
        "how": how,
        "tasks_done": open_tasks.update(done_on=today, done_by=by, updated_at=at),
    }
    subject = Location(pk=location_id)
    ledger.record(event="contact.proven", subject=subject, by=by, at=at, detail=detail)
    return True


@transaction.atomic
def fail_contact(
    *, location_id: int, why: str, address: str | None = None, by: str, at: datetime
) -> bool:
    """
    Write down that a location could not be reached, and return whether that says anything.

    :param why: in words, e.g. the mail server's.
    :param address: the email address that failed; if it is not the contact's any more, that
        says nothing. None: whatever is held.
    """
    held = Contact.objects.filter(location=location_id)
    if address is not None and not held.filter(email__iexact=address.strip()).exists():
        return False
    failure: dict[str, object] = {"failed_on": timezone.localdate(at), "failed_why": why}
    Contact.objects.update_or_create(location_id=location_id, defaults=failure)
    subject = Location(pk=location_id)
    ledger.record(event="contact.failed", subject=subject, by=by, at=at)
    return True


@transaction.atomic
def fail_address(*, address: str, why: str, by: str, at: datetime) -> int:
    """
    Write down that an email address does not work, for all that are reached by it.

    :param why: in words, e.g. another mail server's.
    :return: of how many locations it is the contact's.
    """
    held = Contact.objects.filter(email__iexact=address.strip()).exclude(email="")
    numbers = list(held.order_by("pk").values_list("location_id", flat=True))
    for location_id in numbers:
        fail_contact(location_id=location_id, why=why, address=address, by=by, at=at)
    return len(numbers)
