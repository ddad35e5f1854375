"""
From nothing to the whole loop, and from a stopped Regard to its first page.

The bars: an empty home to `regard demo --no-serve` in 90 seconds on two cores; a second start to
its first page in 5. Also what the second start takes besides the web server's own imports, by
timing those alone in the same run.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

REGARD = [sys.executable, "-m", "regard.entrypoints.cli"]
IMPORTS = "import regard.config.wsgi, django.urls; django.urls.get_resolver().url_patterns"
LONGEST_SECONDS = 300


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="regard-bench-") as home:
        os.environ |= {"REGARD_HOME": home, "REGARD_DEMO": "1"}
        os.environ.pop("DATABASE_URL", None)
        made = timed([*REGARD, "demo", "--no-serve"])
        print(f"Empty home to the whole loop: {made:6.1f} s (bar 90 s)")
        imports = timed([sys.executable, "-c", IMPORTS])
        for _ in range(3):
            first = first_page_seconds()
            print(
                f"Stopped to the first page:    {first:6.1f} s (bar 5 s), "
                f"{first / imports:.1f} times the imports alone ({imports:.1f} s)"
            )


def timed(command: list[str]) -> float:
    """Return how many seconds a command takes."""
    began = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - began


def first_page_seconds() -> float:
    """Return how many seconds pass from starting the demonstration to reading its home page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    began = time.perf_counter()
    process = subprocess.Popen(
        [*REGARD, "demo", "--bind", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.perf_counter() - began < LONGEST_SECONDS:
            if is_served(address):
                return time.perf_counter() - began
            time.sleep(0.02)
        raise TimeoutError(f"No page at {address} after {LONGEST_SECONDS} seconds")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def is_served(address: str) -> bool:
    """Test whether the home page is there."""
    try:
        with urllib.request.urlopen(f"http://{address}/", timeout=10) as page:
            page.read()
    except (urllib.error.URLError, ConnectionError):
        return False
    return True


if __name__ == "__main__":
    main()
