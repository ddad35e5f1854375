from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from regard.foundation.base.models import Record


class PersonManager(BaseUserManager["Person"]):
    """What the sign-in library needs to find and make people."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Someone who signs in, by a code sent to their email address. They have no password."""

    personal_data: ClassVar[dict[str, str]] = {
        "email": "to send the sign-in code; until the account is closed",
        "name": "to show who did what; until the account is closed",
        "last_login": "to close accounts nobody uses; until the account is closed",
    }

    email = models.EmailField(unique=True)
    name = models.TextField()
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_person_email_is_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Grant(Record):
    """A role given to a person in a scope. What a role may do is in config/roles.py."""

    personal_data: ClassVar[dict[str, str]] = {
        "person": "who holds the role; until it is taken away",
    }

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.TextField()
    scope_key = models.TextField(help_text="e.g. system:3")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "scope_key"], name="accounts_grant_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.scope_key}"


class Link(Record):
    """
    A signed link: it opens one thing for whoever holds it, until it expires or is revoked.

    The token is worked out from the row and the installation's secret key, so that a letter
    can be printed again, and a copy of the database alone opens nothing.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    purpose = models.TextField(help_text="What it opens, e.g. engagement.answer")
    subject_id = models.BigIntegerField(help_text="Which one, by its number")
    nonce = models.BigIntegerField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    first_used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject_id"], name="accounts_link_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_id}"


class Key(Record):
    """
    What a program shows to use the API: it may do what one role may in one scope.

    Only the hash of its secret is kept. The secret is 256 random bits, so a plain hash is as
    good as a slow one.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "name": "what the key is for, which may name who asked; a year after it ends",
        "by": "who made it, by number; a year after it ends",
    }

    name = models.TextField(help_text="What it is for, e.g. Northmarch's website")
    handle = models.TextField(unique=True, help_text="The part of it that may be shown")
    secret_hash = models.TextField(help_text="SHA-256 of the secret part, in hexadecimal")
    role = models.TextField()
    scope_key = models.TextField(help_text="e.g. system:3")
    expires_at = models.DateTimeField(null=True, help_text="None: not until it is withdrawn")
    withdrawn_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)
    by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(secret_hash__regex="^[0-9a-f]{64}$"),  # noqa: S106 (a pattern)
                name="accounts_key_keeps_a_hash_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.handle})"
