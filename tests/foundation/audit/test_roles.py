"""With a real role of PostgreSQL, made for the test and gone after it."""

import pytest
from django.db import ProgrammingError, connection, transaction

from regard.foundation.audit import roles, sealing
from regard.foundation.audit.models import Entry

from .made import AT, make_entries

pytestmark = pytest.mark.django_db

ROLE = "regard_app_of_a_test"


@pytest.fixture
def as_application():
    """Be the application: what follows is done with its role."""
    sealing.seal(at=AT)
    make_entries(3)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"create role {ROLE}")
        roles.grant_application(ROLE)
        cursor.execute(f"set local role {ROLE}")
        yield
        cursor.execute("reset role")


@pytest.mark.usefixtures("as_application")
class TestTheApplication:
    def test_reads_adds_and_seals(self):
        make_entries(2)

        assert sealing.seal(at=AT).added == 5
        assert Entry.objects.count() == 5
        assert roles.list_powers() == []

    @pytest.mark.parametrize("table", ["entry", "leaf", "node", "seal", "key"])
    @pytest.mark.parametrize(
        "statement",
        [
            "update {} set id = id",
            "delete from {}",
            "truncate {}",
            "drop table {}",
            "alter table {} disable trigger all",
            "drop trigger {0}_is_append_only on {0}",
            "create trigger mine before insert on {} execute function now()",
        ],
    )
    def test_cannot_rewrite_the_ledger(self, table, statement):
        sql = statement.format(f"audit_{table}").replace("id = id", "hash = hash")
        sql = sql.replace(
            "hash = hash",
            {"leaf": "hash = hash", "node": "hash = hash"}.get(
                table, "at = at" if table in {"entry", "seal"} else "since = since"
            ),
        )
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)

    def test_cannot_change_what_guards_it(self):
        sql = (
            "create or replace function audit_entry_is_append_only() returns trigger"
            " language plpgsql as 'begin return new; end'"
        )
        with (
            pytest.raises(ProgrammingError, match="must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)

    def test_keeps_its_power_over_the_register(self):
        with connection.cursor() as cursor:
            cursor.execute("alter table register_rating disable trigger user")


def test_the_owner_could_and_it_is_said():
    assert ("audit_entry", "update") in roles.list_powers()


class TestAsOwner:
    def test_changes_nothing_where_there_is_one_role(self, monkeypatch):
        monkeypatch.delenv("REGARD_OWNER_URL", raising=False)
        with roles.as_owner() as application:
            assert application is None

    def test_changes_the_role_and_gives_it_back(self, monkeypatch):
        class FakeConnection:
            settings_dict = {"USER": "regard_app", "NAME": "regard", "HOST": "kept"}
            closed = 0

            def close(self):
                self.closed += 1

        fake = FakeConnection()
        monkeypatch.setattr(roles, "connection", fake)
        monkeypatch.setenv("DATABASE_URL", "postgresql://regard_app@/regard")
        monkeypatch.setenv("REGARD_OWNER_URL", "postgresql://regard_owner@/regard")

        with roles.as_owner() as application:
            assert application == "regard_app"
            assert fake.settings_dict["USER"] == "regard_owner"

        assert fake.settings_dict == {"USER": "regard_app", "NAME": "regard", "HOST": "kept"}
        assert fake.closed == 2
