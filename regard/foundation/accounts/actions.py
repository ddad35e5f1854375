"""Change who can sign in and what they may do."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .models import Grant, Person


class NoSuchRole(Refusal):
    """The role is not on the page of roles."""


class NotAnAddress(Refusal):
    """What was given for an email address is none."""


class NotHeld(Refusal):
    """The person does not have the role that is to be taken away."""


@transaction.atomic
def add_person(*, email: str, name: str, by: str, at: datetime) -> Person:
    """
    Make an account for this email address, or return the one it has.

    :raises NotAnAddress: if it is none.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as failure:
        raise NotAnAddress(f"{email!r} is not an email address") from failure
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email, name=name.strip())
        person.set_unusable_password()
        person.save()
        ledger.record(event="person.added", subject=person, by=by, at=at)
    return person


@transaction.atomic
def grant(*, person: Person, role: str, scope_key: str, by: str, at: datetime) -> None:
    """
    Give a person a role in a scope. Giving it twice changes nothing.

    :raises NoSuchRole: if config/roles.py does not name it.
    """
    refuse_unknown_role(role)
    given, is_new = Grant.objects.get_or_create(person=person, role=role, scope_key=scope_key)
    if is_new:
        detail: dict[str, object] = {"role": role, "scope": scope_key}
        ledger.record(event="role.granted", subject=given, by=by, at=at, detail=detail)


@transaction.atomic
def take_away(*, person: Person, role: str, scope_key: str, by: str, at: datetime) -> None:
    """
    Take a role in a scope away from a person.

    :raises NotHeld: if they do not have it.
    """
    held = Grant.objects.filter(person=person, role=role, scope_key=scope_key).first()
    if held is None:
        raise NotHeld(f"{person.name} does not have the role {role!r} there")
    detail: dict[str, object] = {"role": role, "scope": scope_key}
    ledger.record(event="role.taken_away", subject=held, by=by, at=at, detail=detail)
    held.delete()


def refuse_unknown_role(role: str) -> None:
    """
    Go on only if there is such a role.

    :raises NoSuchRole: if config/roles.py does not name it.
    """
    if role not in settings.ROLES:
        raise NoSuchRole(f"There is no role {role!r}. The roles are: {', '.join(settings.ROLES)}")
