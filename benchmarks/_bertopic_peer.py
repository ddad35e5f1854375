"""
The peer's side of `benchmarks.themes`: run by a Python that has BERTopic, not by ours.

Reads the path of our vectors and the texts as a line of JSON, and writes the topic of each text
as BERTopic gives it by its defaults, with the seconds that it took, on the wall and on the
processor. It is warmed up on some of the texts first, so that nothing is counted that is compiled
once. -1 means in no topic.
"""

import json
import sys
import time

import numpy as np
from bertopic import BERTopic  # type: ignore[import-not-found]

WARMING_UP = 500


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        vectors, texts = np.load(asked["vectors"]), asked["texts"]
        if len(texts) > WARMING_UP:
            BERTopic().fit_transform(texts[:WARMING_UP], vectors[:WARMING_UP])
        started, processor = time.perf_counter(), time.process_time()
        topics, _ = BERTopic().fit_transform(texts, vectors)
        taken = {
            "seconds": time.perf_counter() - started,
            "processor": time.process_time() - processor,
        }
        print(json.dumps({"topics": [int(n) for n in topics], **taken}), flush=True)


if __name__ == "__main__":
    main()
