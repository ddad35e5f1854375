from pathlib import Path

from regard.foundation.base.secret import read_or_make


class TestReadOrMake:
    def test_makes_it_once_for_its_owners_eyes_only(self, tmp_path):
        path = tmp_path / "data" / "secret-key"

        first = read_or_make(path)

        assert len(first) >= 50
        assert read_or_make(path) == first
        assert path.stat().st_mode & 0o077 == 0
        assert list(path.parent.iterdir()) == [path]

    def test_takes_the_other_when_two_processes_make_it_at_once(self, tmp_path, monkeypatch):
        path = tmp_path / "secret-key"
        path.write_text("the other's")
        monkeypatch.setattr(Path, "exists", lambda _: False)

        assert read_or_make(path) == "the other's"
