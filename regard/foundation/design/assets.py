"""Where the browser finds a stylesheet, script or typeface."""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static


@cache
def address(name: str) -> str:
    """
    Return the address of a static file, which changes whenever its content does.

    A browser may therefore keep the file, and still has the new one after an upgrade.
    """
    found = finders.find(name)
    if not isinstance(found, str):
        return static(name)
    digest = hashlib.sha256(Path(found).read_bytes()).hexdigest()[:8]
    return f"{static(name)}?v={digest}"
