import pytest


@pytest.fixture(autouse=True)
def _key_apart(settings, tmp_path):
    settings.LEDGER_KEY_FILE = tmp_path / "ledger-key"
