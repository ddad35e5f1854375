import factory
from django.conf import settings

from regard.foundation import authority
from regard.foundation.accounts.models import Grant, Person
from regard.foundation.authority import EVERYWHERE


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = "!"


class GrantFactory(factory.django.DjangoModelFactory[Grant]):
    class Meta:
        model = Grant

    person = factory.SubFactory(PersonFactory)
    role = "Partnership lead"
    scope_key = EVERYWHERE


class Holder:
    """A caller with a role or single permissions in one scope."""

    def __init__(self, *permissions, role=None, scope=None, by="person:1"):
        held = settings.ROLES[role] if role else frozenset(permissions)
        keys = scope.scope_keys() if scope else frozenset({EVERYWHERE})
        self.name = "Amara Okafor"
        self.by = by
        self.grants = tuple(authority.Grant(held, key) for key in keys)
