"""What a process of its own took: its time, and the most memory that it held."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LAUNCHER = """
import json, os, subprocess, sys, time
began = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
said = child.stdout.read().decode()
_, status, used = os.wait4(child.pid, 0)
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({
    "seconds": time.perf_counter() - began, "work": used.ru_utime + used.ru_stime,
    "peak": peak, "code": os.waitstatus_to_exitcode(status), "said": said,
}))
"""
"""
Begins the process and waits for it. It is small itself, as Linux counts with a process the
memory of whichever began it.
"""


@dataclass(frozen=True)
class Measured:
    """
    What became of a process.

    Attributes:
        seconds: by the wall; work: of the processor, without its children's and the database's.
        peak: the most bytes of memory that it held at once.
        said: what it printed.
    """

    seconds: float
    work: float
    peak: int
    code: int
    said: str


def run_measured(command: Sequence[str]) -> Measured:
    """Run a command to its end, with our environment and what it complains of shown."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LAUNCHER, *command], stdout=subprocess.PIPE, check=True
    )
    return Measured(**json.loads(done.stdout))
