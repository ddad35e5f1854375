"""Change who can sign in and what they may do."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .models import Grant, Person


class NoSuchRole(Refusal):
    """The role is not on the page of roles."""


@transaction.atomic
def add_person(*, email: str, name: str, by: str, at: datetime) -> Person:
    """Make an account for this email address, or return the one it has."""
    email = email.strip().lower()
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
    if role not in settings.ROLES:
        raise NoSuchRole(f"There is no role {role!r}. The roles are: {', '.join(settings.ROLES)}")
    given, is_new = Grant.objects.get_or_create(person=person, role=role, scope_key=scope_key)
    if is_new:
        detail: dict[str, object] = {"role": role, "scope": scope_key}
        ledger.record(event="role.granted", subject=given, by=by, at=at, detail=detail)
