import stat
from datetime import UTC, datetime

import pytest

from regard.foundation.audit import keys
from regard.foundation.audit.verify import open_note


@pytest.fixture
def key_file(settings, tmp_path):
    settings.LEDGER_KEY_FILE = tmp_path / "ledger-key"
    settings.LEDGER_NAME = "regard.example.org/ledger"
    return settings.LEDGER_KEY_FILE


class TestTheSigner:
    def test_makes_its_key_once_for_its_owner_only(self, key_file):
        public = keys.get_signer().public

        assert keys.get_signer().public == public
        assert public.startswith("regard.example.org/ledger+")
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600

    def test_signs_what_anybody_can_check(self, key_file):
        signer = keys.get_signer()

        note = signer.sign("Words\n")

        assert open_note(note.encode(), key=signer.public) == "Words\n"

    def test_keeps_its_name_when_the_address_changes(self, key_file, settings):
        public = keys.get_signer().public
        settings.LEDGER_NAME = "elsewhere.example.org/ledger"

        assert keys.get_signer().public == public

    def test_refuses_a_file_with_something_else(self, key_file):
        key_file.write_text("hunter2")

        with pytest.raises(keys.KeyUnreadable, match="holds no key"):
            keys.get_signer()


class TestRetireKey:
    def test_puts_it_aside_and_the_next_is_another(self, key_file):
        public = keys.get_signer().public

        kept = keys.retire_key(at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC))

        assert kept == key_file.with_name("ledger-key-until-20261122-093000")
        assert keys.get_signer().public != public

    def test_does_nothing_where_there_is_none(self, key_file):
        assert keys.retire_key(at=datetime(2026, 11, 22, tzinfo=UTC)) is None
