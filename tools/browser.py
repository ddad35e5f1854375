"""
Make sure that a Chromium is there for the browser tests, installing Debian's where we may.

Without one, browser tests skip with a plain reason, or fail if REGARD_REQUIRE_ALL is set.
"""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """Return the path of a Chromium on this machine, or None where there is none."""
    given = os.environ.get("REGARD_CHROMIUM")
    if given:
        return given
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> None:
    path = find()
    if path is None and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        subprocess.run(install, env=quiet, check=False, stdout=subprocess.DEVNULL)
        path = find()
    print(f"Browser tests use {path}." if path else "No Chromium here: browser tests will skip.")


if __name__ == "__main__":
    main()
