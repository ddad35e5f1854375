# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
Five hundred people answering at once, each by their own link, also while the server is killed.

`python -m benchmarks.answering [people] [seconds]`. The real server, as `regard serve` runs it,
on an embedded database of its own in a folder that is deleted after. The people are threads of
this process: each opens the link as a browser does, saves every 20 seconds what they write, goes
on from question to question, and at the end keeps it. Meanwhile a worker sends everybody an email.
Two rounds: undisturbed, which is timed; and with the processes that answer, then the whole web
server, then the worker killed by SIGKILL. After each, whatever the server said it took is looked
for in the database.

The bar is issue 5's: nothing lost, nothing twice, and 95 of 100 saves within 500 ms.
"""

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from random import Random
from threading import Event
from typing import TYPE_CHECKING

from benchmarks._answerers import Answerer, Plan
from benchmarks._serving import Serving
from benchmarks._setting_up import own_regard

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise

PEOPLE, SECONDS = 500, 180
EVERY = 20.0
ARRIVE_WITHIN = 60.0
"""Seconds in which everybody opens their link: fewer than after any real email."""

BAR = 0.500
SEED = 20261122

Disturb = Callable[[Serving, "Exercise", float], None]


def main() -> int:
    people, seconds = [int(word) for word in sys.argv[1:]] or (PEOPLE, SECONDS)
    with own_regard():
        is_fast = _round("undisturbed", people, seconds, _send_emails)
        is_whole = _round("killed", people, seconds, _kill)
    return 0 if is_fast and is_whole else 1


def _round(slug: str, people: int, seconds: float, disturb: Disturb) -> bool:
    from benchmarks._asked import list_questions, list_tokens, open_exercise, what_is_wrong

    exercise = open_exercise(people, slug=slug)
    plan = Plan(list_questions(exercise), saves=round(seconds / EVERY) - 1, every=EVERY)
    dice = Random(SEED)  # noqa: S311 (the same people in every run)
    answerers = [Answerer(token, plan, Random(dice.random())) for token in list_tokens(exercise)]  # noqa: S311
    print(f"\n{slug.title()}: {people} people, {seconds:.0f} s, load {os.getloadavg()[0]:.1f}")
    before = _used_seconds()
    serving = Serving()
    try:
        run(
            answerers,
            serving.where,
            within=min(ARRIVE_WITHIN, seconds / 3),
            meanwhile=lambda: disturb(serving, exercise, seconds),
        )
    finally:
        serving.stop()
    print(f"  the server and its worker used {_used_seconds() - before:.0f} s of a processor")
    p95 = _tell(answerers)
    wrong = what_is_wrong(exercise, answerers)
    print(f"  lost or twice: {len(wrong)}")
    for line in wrong[:10]:
        print(f"    {line}")
    print(f"  load at the end {os.getloadavg()[0]:.1f}")
    if disturb is _kill:
        return not wrong
    failures = sum(each.failures for each in answerers)
    print(f"  95 of 100 saves within {BAR * 1000:.0f} ms: {'met' if p95 <= BAR else 'NOT met'}")
    return not wrong and not failures and p95 <= BAR


def run(
    answerers: Sequence[Answerer], where: str, *, within: float, meanwhile: Callable[[], None]
) -> None:
    """
    Let everybody answer, beginning within so many seconds, and something else happen.

    :raises Refused: if the server does not take what it should.
    """
    stop = Event()
    with ThreadPoolExecutor(len(answerers)) as pool:
        answering = [
            pool.submit(each.answer, where=where, begins=each.dice.uniform(0, within), stop=stop)
            for each in answerers
        ]
        try:
            meanwhile()
            for each in as_completed(answering):
                each.result()
        finally:
            stop.set()


def _send_emails(serving: Serving, exercise: "Exercise", seconds: float) -> None:  # noqa: ARG001
    from django.utils import timezone

    from regard.domains.engagement import actions

    actions.send_invitations(exercise=exercise, by="person:1", at=timezone.now())


def _kill(serving: Serving, exercise: "Exercise", seconds: float) -> None:
    from benchmarks._asked import count_mail

    began = time.monotonic()

    def wait_for(share: float) -> None:
        time.sleep(max(0.0, began + share * seconds - time.monotonic()))

    wait_for(0.3)
    print(f"  processes killed:  others answer after {serving.kill_process():.1f} s")
    wait_for(0.5)
    print(f"  web server killed: started again, answers after {serving.kill_web():.1f} s")
    wait_for(0.7)
    before = count_mail()["sent"]
    _send_emails(serving, exercise, seconds)
    while count_mail()["sent"] == before:
        time.sleep(0.02)
    serving.kill_worker()
    print(f"  worker killed:     {count_mail()['sent'] - before} emails were sent")
    _wait_for_emails()
    print(f"  emails in the end: {dict(count_mail())}")


def _wait_for_emails() -> None:
    from benchmarks._asked import count_mail

    deadline = time.monotonic() + 120
    while count_mail().keys() & {"waiting", "sending"} and time.monotonic() < deadline:
        time.sleep(0.5)


def _used_seconds() -> float:
    """Return how long all processes that this one started and that ended used a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tell(answerers: Sequence[Answerer]) -> float:
    """Print how long everything took, and return within which time 95 of 100 saves were."""
    p95 = 0.0
    for label in ("pages", "keeps", "saves"):
        times = [seconds for each in answerers for seconds in getattr(each, label)]
        p95 = statistics.quantiles(times, n=20)[-1]
        print(
            f"  {label:6}{len(times):6,}  median {statistics.median(times) * 1000:7.1f} ms"
            f"  p95 {p95 * 1000:7.1f} ms  worst {max(times) * 1000:8.1f} ms"
        )
    kept = sum(each.is_kept is True for each in answerers)
    failures = sum(each.failures for each in answerers)
    print(f"  {kept} of {len(answerers)} kept; {failures} times no answer came")
    return p95


if __name__ == "__main__":
    sys.exit(main())
