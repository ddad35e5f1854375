"""
Which version of the tables a database has, told without loading Django.

A start is quick when nothing is new: whether the tables are up to date is one question to the
database, whose migrations table carries a stamp of all that the last `migrate` knew.
"""

import hashlib
from importlib import metadata
from pathlib import Path

import psycopg

PACKAGE = Path(__file__).parents[2]
LIBRARIES = ("django", "django-allauth", "procrastinate")
"""Those that bring migrations of their own."""

ROLES = "roles 1"
"""Raise it when the application's role is given more or less than before."""

DEMONSTRATION_IS_BUILT = """
    select exists (select from audit_entry where event = 'demonstration.built')
"""


def current() -> str:
    """Return the stamp of this version of Regard: the same only where all migrations are."""
    own = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.glob("**/migrations/0*.py"))
    others = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    return hashlib.sha256("\n".join([*own, *others, ROLES]).encode()).hexdigest()


def is_current(url: str) -> bool:
    """Test whether the database has just the tables of this version."""
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "select obj_description(to_regclass('django_migrations'), 'pg_class')"
        ).fetchone()
    return found == (current(),)


def is_built(url: str) -> bool:
    """Test whether the database, whose stamp is current, holds the whole demonstration."""
    with psycopg.connect(url) as connection:
        return connection.execute(DEMONSTRATION_IS_BUILT).fetchone() == (True,)


def statement() -> str:
    """Return the statement that stamps a database that has just been brought up to date."""
    return f"comment on table django_migrations is '{current()}'"
