import json
import os
import sys

import pytest
from django.db import OperationalError

from regard.entrypoints.cli import main, ready
from regard.foundation.base.errors import NotFound

pytestmark = pytest.mark.django_db


class TestVersion:
    def test_is_said(self, regard):
        assert regard("version").stdout.startswith("Regard 0.")

    def test_is_there_for_programs(self, regard):
        assert set(json.loads(regard("version", "--json").stdout)) == {
            "regard",
            "python",
            "django",
        }


class TestMigrate:
    def test_says_that_there_is_nothing_to_do(self, regard):
        assert regard("migrate").stdout == "The database was up to date.\n"
        assert json.loads(regard("migrate", "--json").stdout) == {"applied": []}

    def test_applies_what_is_missing_once(self, regard, monkeypatch):
        waiting = [["base.0001_initial"], []]
        monkeypatch.setattr(
            "regard.entrypoints.cli.migrate.list_waiting_migrations", lambda: waiting.pop(0)
        )

        assert regard("migrate").stdout == "Applied 1 changes to the database.\n"
        assert regard("migrate").stdout == "The database was up to date.\n"


class TestEveryCommand:
    def test_asks_for_the_migrations_first(self, regard, monkeypatch):
        monkeypatch.setattr(ready, "list_waiting_migrations", lambda: ["base.0001_initial"])

        assert "run `regard migrate`" in str(regard("people", "list").exception)

    def test_says_so_when_the_database_is_away(self, regard, monkeypatch):
        def lose():
            raise OperationalError("connection refused\nmore")

        monkeypatch.setattr(ready, "list_waiting_migrations", lose)

        problem = str(regard("people", "list").exception)
        assert problem.startswith("The database does not answer (connection refused).")

    @pytest.mark.parametrize("words", [["--help"], ["serve", "--help"], ["people", "--help"]])
    def test_explains_itself_without_a_database(self, regard, monkeypatch, words):
        monkeypatch.setattr(sys, "argv", ["regard", *words])
        monkeypatch.setattr(ready, "list_waiting_migrations", lambda: ["never asked"])

        assert regard(*words).exit_code == 0

    def test_can_be_pointed_at_the_demonstration(self, regard, monkeypatch):
        monkeypatch.setenv("REGARD_DEMO", "0")

        regard("--demo", "version")

        assert os.environ["REGARD_DEMO"] == "1"


class TestMain:
    def test_says_a_refusal_on_stderr_and_ends_with_1(self, monkeypatch, capsys):
        def refuse():
            raise NotFound("There is no such exercise [winter]")

        monkeypatch.setattr(main, "app", refuse)

        with pytest.raises(SystemExit) as ended:
            main.main()

        assert ended.value.code == 1
        shown = capsys.readouterr()
        assert (shown.out, shown.err) == ("", "There is no such exercise [winter]\n")

    def test_lets_a_bug_rise(self, monkeypatch):
        def break_down():
            raise ZeroDivisionError

        monkeypatch.setattr(main, "app", break_down)

        with pytest.raises(ZeroDivisionError):
            main.main()
