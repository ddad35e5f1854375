import os
import time

from regard.foundation.files.scratch import SCRATCH, scratch_folder


def test_a_scratch_folder_goes_with_all_in_it(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"

    with scratch_folder() as folder:
        (folder / "large").write_text("words")
        assert folder.parent == settings.FILES_FOLDER

    assert not folder.exists()


def test_what_a_killed_process_left_is_removed_a_day_later(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path
    old, new = tmp_path / f"{SCRATCH}old", tmp_path / f"{SCRATCH}new"
    for each in (old, new):
        each.mkdir()
        (each / "large").write_text("words")
    long_ago = time.time() - 25 * 60 * 60
    os.utime(old, (long_ago, long_ago))

    with scratch_folder():
        pass

    assert not old.exists()
    assert new.exists()
