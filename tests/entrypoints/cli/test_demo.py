import json

import pytest

from regard.entrypoints import demonstration
from regard.entrypoints.cli import demo
from regard.foundation.accounts.models import Person
from regard.foundation.base.errors import Refusal
from tests.factories.accounts import PersonFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(monkeypatch):
    """A demonstration that is a single person, whom the test may make otherwise."""

    def build(*, at, say):
        say("Made one person")
        PersonFactory(email="made-up@example.org")

    monkeypatch.setenv("REGARD_DEMO", "0")
    monkeypatch.setattr(demonstration, "build", build)
    monkeypatch.setattr(demonstration, "is_built", Person.objects.exists)
    monkeypatch.setattr(demonstration, "table", lambda: [("Services known", 1180)])
    monkeypatch.setattr(demonstration, "missing", list)
    return monkeypatch


class TestDemo:
    def test_makes_it_and_prints_the_whole_loop(self, regard, built):
        done = regard("demo", "--no-serve")

        assert done.exit_code == 0, done.output
        assert "Services known" in done.stdout
        assert "1,180" in done.stdout
        assert "Made one person" in done.stderr
        assert Person.objects.count() == 1

    def test_keeps_what_is_there_when_started_again(self, regard, built):
        regard("demo", "--no-serve")
        regard("demo", "--no-serve")

        assert Person.objects.count() == 1

    def test_reports_for_programs(self, regard, built):
        done = regard("demo", "--no-serve", "--json")

        assert json.loads(done.stdout) == {"loop": {"Services known": 1180}, "missing": []}

    def test_ends_with_1_if_a_voice_has_no_answer(self, regard, built):
        built.setattr(demonstration, "missing", lambda: ["NM-1234 has had no reply"])

        done = regard("demo", "--no-serve")

        assert done.exit_code == 1
        assert "NM-1234 has had no reply" in done.stderr

    def test_leaves_nothing_when_it_is_stopped_half_way(self, regard, built):
        def half(*, at, say):
            PersonFactory()
            raise KeyboardInterrupt

        built.setattr(demonstration, "build", half)

        regard("demo", "--no-serve")

        assert not Person.objects.exists()

    def test_stays_away_from_a_real_system(self, regard, built):
        SystemFactory(name="Lincolnshire", is_made_up=False)

        done = regard("demo", "--no-serve")

        assert isinstance(done.exception, demo.NotMadeUp)
        assert "Lincolnshire" in str(done.exception)
        assert not Person.objects.exists()

    def test_does_not_delete_a_database_that_was_given(self, regard, built):
        built.setenv("DATABASE_URL", "postgresql:///precious")
        built.delenv("REGARD_EMBEDDED", raising=False)

        done = regard("demo", "--no-serve", "--reset")

        assert isinstance(done.exception, Refusal)
        assert "deletes only a database of its own" in str(done.exception)

    def test_starts_afresh_when_told_to(self, regard, built, tmp_path):
        dropped = []
        built.setenv("REGARD_EMBEDDED", "1")
        built.setenv("REGARD_HOME", str(tmp_path))
        built.setattr("regard.foundation.base.embedded.drop_database", lambda: dropped.append(1))
        (tmp_path / "demo" / "outbox").mkdir(parents=True)

        regard("demo", "--no-serve", "--reset")

        assert dropped == [1]
        assert not (tmp_path / "demo").exists()
