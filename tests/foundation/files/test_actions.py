import hashlib
import os
from datetime import UTC, datetime

import pytest

from regard.foundation.files import actions
from regard.foundation.files.models import File

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def keep(*chunks, name="ratings.csv"):
    return actions.keep(
        chunks=chunks, name=name, origin="a test", scope_key="system:1", by="command", at=NOON
    )


def on_disk(settings):
    return sorted(path for path in settings.FILES_FOLDER.rglob("*") if path.is_file())


class TestKeep:
    def test_keeps_the_bytes_under_their_hash_with_their_origin(self, settings):
        kept = keep(b"one,", b"two")

        assert kept.sha256 == hashlib.sha256(b"one,two").hexdigest()
        assert kept.path.read_bytes() == b"one,two"
        assert (kept.name, kept.size, kept.origin) == ("ratings.csv", 7, "a test")
        assert on_disk(settings) == [kept.path]

    def test_writes_the_same_bytes_once_however_often_they_come(self, settings):
        first, second = keep(b"same"), keep(b"same", name="again.csv")

        assert first.path == second.path
        assert on_disk(settings) == [first.path]
        assert File.objects.count() == 2

    def test_keeps_an_empty_file(self):
        assert keep().path.read_bytes() == b""

    @pytest.mark.parametrize("name", ["/etc/passwd", "../../passwd", "a/b/passwd"])
    def test_keeps_of_a_name_only_its_last_part(self, name):
        assert keep(b"x", name=name).name == "passwd"

    def test_leaves_nothing_behind_when_the_bytes_stop_coming(self, settings):
        def broken():
            yield b"half"
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            actions.keep(
                chunks=broken(), name="a", origin="b", scope_key="c", by="command", at=NOON
            )

        assert on_disk(settings) == []
        assert not File.objects.exists()

    def test_removes_what_a_killed_process_left_a_day_ago(self, settings):
        settings.FILES_FOLDER.mkdir()
        old = settings.FILES_FOLDER / "incoming-old"
        new = settings.FILES_FOLDER / "incoming-new"
        for path in (old, new):
            path.write_bytes(b"half")
        os.utime(old, (0, 0))

        kept = keep(b"whole")

        assert set(on_disk(settings)) == {kept.path, new}

    def test_lets_nobody_else_on_the_machine_read_it(self):
        assert keep(b"x").path.stat().st_mode & 0o077 == 0


class TestRemove:
    def test_takes_the_bytes_with_the_last_record_of_them(
        self, settings, django_capture_on_commit_callbacks
    ):
        first, second, path = keep(b"x"), keep(b"x"), keep(b"x").path
        for file, is_there in ((first, True), (second, True)):
            with django_capture_on_commit_callbacks(execute=True):
                actions.remove(file=file)
            assert path.is_file() is is_there

        with django_capture_on_commit_callbacks(execute=True):
            actions.remove(file=File.objects.get())

        assert on_disk(settings) == []


def test_read_chunks_gives_every_byte(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(b"x" * (actions.CHUNK + 1))

    assert [len(chunk) for chunk in actions.read_chunks(path)] == [actions.CHUNK, 1]
