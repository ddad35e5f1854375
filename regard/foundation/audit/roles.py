"""
Who may do what in the database.

The owner makes and changes tables. The application's role reads and writes what is in them; of
the ledger it can read and add, and never change, delete or empty. So whoever takes over the
application cannot rewrite what happened; whoever takes over the server itself can, and is
found out by the published heads.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from regard.foundation.base.embedded import django_settings, owner_address

ROLES_THAT_MAINTAIN = 170_000
"""From PostgreSQL 17 on a role that does not own a table can be let gather its statistics."""

GRANTS = """
grant usage, create on schema public to {role};
grant select, insert, update, delete, references on all tables in schema public to {role};
grant usage, select on all sequences in schema public to {role};
"""

MAINTAIN = "grant maintain on all tables in schema public to {role}"

TABLES = """
select quote_ident(tablename) from pg_tables
where schemaname = 'public' and tablename like %s order by tablename
"""

MEMBER = "select pg_has_role(current_user, %s, 'member')"

POWERS = """
select table_name.name, power.name
from unnest(%s::text[]) table_name (name),
    unnest(array['update', 'delete', 'truncate', 'trigger']) power (name)
where has_table_privilege(table_name.name, power.name)
order by 1, 2
"""


@contextmanager
def as_owner() -> Iterator[str | None]:
    """
    Work as the database's owner meanwhile, and yield the name of the application's role.

    None where REGARD_OWNER_URL names no other than the application's: nothing changes then.
    """
    owner = owner_address()
    mine = conninfo_to_dict(os.environ.get("DATABASE_URL", "")).get("user")
    if owner is None or conninfo_to_dict(owner).get("user") == mine:
        yield None
        return
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(django_settings(owner))
    try:
        yield str(mine)
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(before)


def grant_application(role: str) -> None:
    """
    Let the application's role work with every table, and only read and add to the ledger.

    The register's tables become its own where the owner may give them away: loads then check
    keys and build indexes at once instead of row by row.
    """
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(GRANTS).format(role=name))
        cursor.execute("show server_version_num")
        if int(cursor.fetchone()[0]) >= ROLES_THAT_MAINTAIN:
            cursor.execute(sql.SQL(MAINTAIN).format(role=name))
        for table in list_ledger_tables():
            revoke = sql.SQL("revoke all on {table} from {role}")
            grant = sql.SQL("grant select, insert on {table} to {role}")
            for statement in (revoke, grant):
                cursor.execute(statement.format(table=sql.SQL(table), role=name))
        cursor.execute(MEMBER, [role])
        if cursor.fetchone() == (True,):
            cursor.execute(TABLES, [r"register\_%"])
            for (table,) in cursor.fetchall():
                give = sql.SQL("alter table {table} owner to {role}")
                cursor.execute(give.format(table=sql.SQL(table), role=name))


def list_ledger_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [r"audit\_%"])
        return [table for (table,) in cursor.fetchall()]


def list_powers() -> list[tuple[str, str]]:
    """Return what the role that asks could do to the ledger beyond reading and adding."""
    with connection.cursor() as cursor:
        cursor.execute(POWERS, [list_ledger_tables()])
        return list(cursor.fetchall())
