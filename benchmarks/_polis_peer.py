"""
The peer's side of `benchmarks.polis`: run by a Python that has red-dwarf, not by ours.

Reads conversations as JSON, a list a line, and writes for each the seconds of three runs on the
wall and on the processor.
"""

import json
import sys
import time

from reddwarf.implementations.polis import run_pipeline  # type: ignore[import-not-found]

RUNS = 3


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        times = []
        for _ in range(RUNS):
            wall, processor = time.perf_counter(), time.process_time()
            run_pipeline(
                votes=asked["votes"],
                mod_out_statement_ids=asked["out"],
                meta_statement_ids=asked["meta"],
                random_state=0,
            )
            times.append([time.perf_counter() - wall, time.process_time() - processor])
        print(json.dumps(times), flush=True)


if __name__ == "__main__":
    main()
