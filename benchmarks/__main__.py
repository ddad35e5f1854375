"""Run every benchmark, one after another: `make bench`, or `python -m benchmarks themes start`."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> None:
    """Run those named on the command line, or all, and end with 1 if one fails."""
    found = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
    failed = []
    for name in sys.argv[1:] or found:
        print(f"\n=== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
