"""
Read a document in a process of its own, which may take so long and so much and no more.

A document made to do harm, or only broken, then costs that process and nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from .found import CannotRead, Found, Kind

MOST_SECONDS = 60
MOST_CPU_SECONDS = 45
MOST_MEMORY = 1024**3
"""Bytes of addresses. A 30-page report takes some 150 MB."""

TOO_MUCH = "It takes too long or too much memory to read. Print it as PDF anew, and send that."


def read_apart(path: Path, kind: Kind) -> Found:
    """
    Return the words of a document.

    :raises CannotRead: if it is broken, encrypted, too large, or takes too much to read.
    """
    command = [sys.executable, "-m", "regard.foundation.reading", kind, str(path)]
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 (our own program, and no shell)
            command, capture_output=True, timeout=MOST_SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired as problem:
        raise CannotRead(TOO_MUCH) from problem
    if done.returncode:
        raise CannotRead(TOO_MUCH)
    said = json.loads(done.stdout)
    if "refused" in said:
        raise CannotRead(said["refused"])
    places = tuple((int(start), str(name)) for start, name in said["places"])
    levels = tuple((int(start), int(level)) for start, level in said["levels"])
    return Found(said["words"], places, needs_typing=said["needs_typing"], levels=levels)
