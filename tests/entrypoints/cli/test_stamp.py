import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from regard.entrypoints import demonstration
from regard.entrypoints.cli import demo, migrate, ready, stamp
from regard.foundation.audit.models import Entry
from regard.foundation.base import embedded
from tests.foundation.processes import database_url

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def url(monkeypatch):
    monkeypatch.setattr(embedded, "ensure_database", database_url)
    return database_url()


def unstamp():
    with connection.cursor() as cursor:
        cursor.execute("comment on table django_migrations is null")


@pytest.mark.django_db(transaction=True)
class TestStamp:
    def test_is_there_once_the_database_was_brought_up_to_date(self, url):
        unstamp()
        assert not stamp.is_current(url)

        migrate.make_current()

        assert stamp.is_current(url)

    def test_spares_a_start_the_look_at_every_migration(self, url, monkeypatch):
        migrate.make_current()
        monkeypatch.setattr(migrate, "set_up", lambda: pytest.fail("Django was loaded"))

        migrate.make_current()

    def test_changes_with_every_migration(self, url, monkeypatch, tmp_path):
        migrate.make_current()
        (tmp_path / "a" / "migrations").mkdir(parents=True)
        (tmp_path / "a" / "migrations" / "0001_initial.py").touch()
        monkeypatch.setattr(stamp, "PACKAGE", tmp_path)

        assert not stamp.is_current(url)

    def test_is_not_in_an_empty_database(self, url):
        assert not stamp.is_current(make_conninfo(url, dbname="postgres"))

    def test_knows_the_event_that_the_demonstration_writes_last(self, url):
        assert not stamp.is_built(url)
        Entry.objects.create(
            event=demonstration.building.BUILT,
            subject="register.System:1",
            by="demonstration",
            at="2026-11-21T12:00Z",
        )

        assert stamp.is_built(url)

    def test_is_not_enough_where_the_database_was_given(self, url, monkeypatch):
        migrate.make_current()
        monkeypatch.delenv("REGARD_EMBEDDED", raising=False)

        assert not demo.is_there()


class TestDatabaseFailures:
    def test_are_told_in_words_before_django_is_loaded(self, monkeypatch):
        monkeypatch.setattr(embedded, "ensure_database", lambda: NOWHERE)

        with pytest.raises(ready.DatabaseAway, match="does not answer"):
            migrate.make_current()

    def test_leave_bugs_alone(self):
        with pytest.raises(ZeroDivisionError), ready.database_failures_in_words():
            _ = 1 / 0
