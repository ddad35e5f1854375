import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from regard.foundation.base import embedded

ROOT = Path(__file__).parents[3]


class TestDjangoSettings:
    def test_reads_every_part_of_an_address(self):
        found = embedded.django_settings(
            "postgresql://amara:p%40ss@db.example.org:6543/regard?sslmode=require"
        )

        assert {key: found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")} == {
            "USER": "amara",
            "PASSWORD": "p@ss",
            "HOST": "db.example.org",
            "PORT": "6543",
            "NAME": "regard",
        }
        assert found["OPTIONS"] == {"sslmode": "require"}

    def test_reads_a_socket_address(self):
        found = embedded.django_settings("postgresql:///regard?host=/run/postgresql")

        assert (found["NAME"], found["HOST"]) == ("regard", "/run/postgresql")


class TestHome:
    def test_is_where_it_is_told_to_be(self, monkeypatch, tmp_path):
        monkeypatch.setenv("REGARD_HOME", str(tmp_path))

        assert embedded.home() == tmp_path

    def test_is_else_where_programs_keep_data(self, monkeypatch):
        monkeypatch.delenv("REGARD_HOME", raising=False)

        assert embedded.home().name == "regard"


class TestDropDatabase:
    def test_refuses_a_database_that_was_given(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql:///precious")
        monkeypatch.delenv("REGARD_EMBEDDED", raising=False)

        with pytest.raises(RuntimeError, match="only a database of its own"):
            embedded.drop_database()


@pytest.fixture
def home():
    """
    A folder apart from the tests' own.

    Run by root, PostgreSQL is another user, whom every pytest that starts shuts out of those.
    """
    with tempfile.TemporaryDirectory(prefix="regard-test-") as folder:
        yield Path(folder)


@pytest.mark.timeout(90)
class TestTheEmbeddedServer:
    """Slow: it makes a whole new PostgreSQL, so all is told in one story."""

    def run(self, home, script, **more):
        environment = os.environ | {"REGARD_HOME": str(home), **more}
        for name in ("DATABASE_URL", "REGARD_EMBEDDED"):
            environment.pop(name, None)
        done = subprocess.run(  # noqa: S603 (our own script)
            [sys.executable, "-c", f"from regard.foundation.base import embedded\n{script}"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def test_keeps_its_data_apart_and_stops_with_the_last_who_uses_it(self, home):
        query = (
            "import psycopg\n"
            "with psycopg.connect(embedded.ensure_database(as_owner=True)) as c:\n    "
        )

        # it starts, is PostgreSQL 15 or newer, and listens on no network address
        version, listens = self.run(
            home,
            f"{query}print(c.info.server_version, c.execute('show listen_addresses').fetchone())",
        ).split(maxsplit=1)
        assert int(version) >= 150000
        assert listens == "('',)"

        # the application is another than the owner of its tables
        who = "import psycopg\nwith psycopg.connect(embedded.ensure_database()) as c:\n    "
        asked = self.run(home, f"{who}print(c.execute('select current_user').fetchone()[0])")
        assert asked == "regard_app"

        # it stopped, and what is written is there at the next start
        assert not (home / "postgresql" / "postmaster.pid").exists()
        self.run(home, f"{query}c.execute('create table kept ()')")
        exists = f"{query}print(c.execute(\"select to_regclass('kept')\").fetchone()[0])"
        assert self.run(home, exists) == "kept"

        # it stops even if one who used it was killed
        with pytest.raises(AssertionError):
            self.run(home, "import os; embedded.ensure_database(); os.kill(os.getpid(), 9)")
        assert (home / "postgresql" / "postmaster.pid").exists()
        assert self.run(home, exists) == "kept"
        assert not (home / "postgresql" / "postmaster.pid").exists()

        # the demonstration is apart, and can be dropped without touching the rest
        assert self.run(home, exists, REGARD_DEMO="1") == "None"
        self.run(home, f"{query}c.execute('create table kept ()')", REGARD_DEMO="1")
        self.run(home, "embedded.drop_database()", REGARD_DEMO="1")
        assert self.run(home, exists, REGARD_DEMO="1") == "None"
        assert self.run(home, exists) == "kept"
