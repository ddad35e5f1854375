import pytest
from typer.testing import CliRunner

from regard.entrypoints.cli.main import app


@pytest.fixture
def regard(monkeypatch):
    """Run the `regard` command here, on the test's own database, and return what came of it."""
    monkeypatch.setattr("regard.entrypoints.cli.main.set_up", lambda: None)
    monkeypatch.setattr("regard.entrypoints.cli.doctor.set_up", lambda: None)
    monkeypatch.setattr("regard.entrypoints.cli.demo.set_up", lambda: None)
    runner = CliRunner()
    return lambda *words: runner.invoke(app, list(words))
