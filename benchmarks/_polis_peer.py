"""
The peer's side of `benchmarks.polis`: run by a Python that has red-dwarf, not by ours.

Reads conversations as JSON, one a line, and writes for each the seconds that it took, on the wall
and on the processor.
"""

import json
import sys
import time

from reddwarf.implementations.polis import run_pipeline  # type: ignore[import-not-found]


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        wall, processor = time.perf_counter(), time.process_time()
        run_pipeline(
            votes=asked["votes"],
            mod_out_statement_ids=asked["out"],
            meta_statement_ids=asked["meta"],
            random_state=0,
        )
        taken = [time.perf_counter() - wall, time.process_time() - processor]
        print(json.dumps(taken), flush=True)


if __name__ == "__main__":
    main()
