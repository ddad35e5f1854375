# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
Every page of the trace, with 1,000,000 points over 2,000 passages: `python -m benchmarks.trace`.

The bar is issue 6's: of each page 95 of 100 answers within 150 ms of server time. First the pages
of those who write and decide, on the draft; then it is published, with its files, which may take
60 s, and what anybody reads. Rows
are made set-wise (`_traced.py`), in an embedded database of its own, in a folder that is deleted
after. `--voices 20000` makes fewer, `--home FOLDER` keeps the folder and goes on with one that was
kept, `--queries` prints what takes longest, `--pages WORD` times only pages that are named so.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from benchmarks._pages import (
    count_queries,
    lead_client,
    load_as_served,
    time_page,
    work_of_database,
)
from benchmarks._setting_up import own_regard
from benchmarks._traced import Size, fill, regard_it

if TYPE_CHECKING:
    from django.test import Client

    from regard.domains.strategy.models import Strategy

BAR = 0.150
PUBLISHING_BAR = 60
ROUNDS = 40


def main() -> int:
    with own_regard(kept=option("--home")):
        strategy = find_or_fill()
        client = lead_client(system_ids=[strategy.system_id])
        network_lead(strategy)
        is_met = True
        if strategy.published_at is None:
            is_met = _measure(client, list_draft_pages(strategy), "The draft")
            publish(strategy)
        is_met &= _measure(client, list_pages(strategy), "Published")
    return 0 if is_met else 1


def option(name: str) -> str | None:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None


def find_or_fill() -> "Strategy":
    """Return the strategy of this Regard, made now if there is none."""
    from regard.domains.strategy.models import Strategy

    strategy = Strategy.objects.select_related("system").first()
    if strategy is None:
        size = Size(contributions=int(option("--voices") or Size.contributions))
        began = time.perf_counter()
        strategy = fill(size)
        print(f"{size.points:,} points made in {time.perf_counter() - began:.0f} s", flush=True)
    load_as_served()
    return strategy


def network_lead(strategy: "Strategy") -> None:
    """Let the made-up lead report to the members of networks too."""
    from regard.foundation.accounts.models import Grant, Person

    person = Person.objects.get(email="lead@example.org")
    scope = f"system:{strategy.system_id}"
    Grant.objects.get_or_create(person=person, role="Association lead", scope_key=scope)


def publish(strategy: "Strategy") -> None:
    """Publish it and make its files, each timed; then let bodies have regard to it."""
    from django.utils import timezone

    from regard.domains.strategy import actions
    from regard.domains.strategy.jobs.published_files import make_file
    from regard.domains.strategy.types import FileKind

    def publish_it() -> None:
        actions.publish_strategy(strategy=strategy, by="person:1", at=timezone.now())

    seconds = _timed("published: checks, freezing, the first 1,000 replies", publish_it)
    for kind in FileKind:
        seconds += _timed(f"made as {kind.label}", partial(make_file, kind, strategy.pk))
    print(f"  in all {seconds:.1f} s, {seconds / PUBLISHING_BAR:.2f} of the bar", flush=True)
    strategy.refresh_from_db()
    regard_it(strategy)


def _timed(label: str, work: Callable[[], object]) -> float:
    """Print and return the seconds of some work, with the processor's, ours and the database's."""
    began, ours, theirs = time.perf_counter(), time.process_time(), work_of_database()
    work()
    took = time.perf_counter() - began
    ours, theirs = time.process_time() - ours, work_of_database() - theirs
    print(f"  {label:60} {took:6.1f} s   processor {ours:5.1f} + {theirs:5.1f}", flush=True)
    return took


def list_draft_pages(strategy: "Strategy") -> dict[str, str]:
    from regard.domains.engagement.models import Point, Theme

    here = f"/{strategy.system.slug}/strategy/{strategy.slug}"
    theme = Theme.objects.earliest("pk").pk
    lone = Point.objects.filter(codings=None).earliest("pk").pk
    return {
        "the draft": f"{here}/",
        "a passage of the draft": f"{here}/passages/1.1/",
        "everything said, draft": f"{here}/answers/",
        "writing: all passages": f"{here}/write/",
        "drafting help": f"{here}/write/1.1/",
        "outcomes": f"{here}/outcomes/",
        "single points": f"{here}/outcomes/single/",
        "a theme's outcome": f"{here}/outcomes/themes/{theme}/",
        "a theme's points": f"{here}/outcomes/themes/{theme}/points/",
        "a point's outcome": f"{here}/outcomes/points/{lone}/",
        "second reading": f"{here}/outcomes/second/",
        "needs and passages": f"{here}/needs/",
        "publishing": f"{here}/publish/",
    }


def list_pages(strategy: "Strategy") -> dict[str, str]:
    from regard.domains.engagement.models import Point, Theme
    from regard.domains.strategy.models import Outcome

    system = strategy.system.slug
    here = f"/{system}/strategy/{strategy.slug}"
    theme = Theme.objects.earliest("pk")
    lone = Point.objects.filter(codings=None).earliest("pk").pk
    in_one = Point.objects.filter(codings__theme=theme).earliest("pk").pk
    own = Outcome.objects.filter(is_own=True).earliest("pk").point_id
    asked = theme.exercise.slug
    return {
        "the strategy": f"{here}/",
        "a passage": f"{here}/passages/1.1/",
        "a passage, later voices": f"{here}/passages/1.1/?after=500000",
        "everything said": f"{here}/answers/",
        "everything said, far on": f"{here}/answers/?after=20000",
        "everything not adopted": f"{here}/answers/?kind=not_adopted",
        "a version": f"{here}/versions/1/",
        "trace of a point in a theme": f"/{system}/trace/{in_one}/",
        "trace of a point alone": f"/{system}/trace/{lone}/",
        "trace of its own outcome": f"/{system}/trace/{own}/",
        "from voices to decisions": f"{here}/whole/",
        "what members changed": f"{here}/members/network-1/",
        "what was said": f"/{system}/said/",
        "a theme": f"/{system}/said/{asked}/themes/{theme.pk}/",
        "replies": f"{here}/replies/",
        "replies in figures": f"{here}/replies/figures/",
        "late voices": f"{here}/late/",
        "outcomes, published": f"{here}/outcomes/",
        "records of regard": f"/{system}/regard/?document={strategy.slug}",
        "regard in figures": f"/{system}/regard/figures/?document={strategy.slug}",
        "promises": f"{here}/commitments/",
        "all strategies": f"/{system}/strategy/",
        "map of the site": f"/{system}/strategy/sitemap.xml",
    }


def _measure(client: "Client", pages: dict[str, str], title: str) -> bool:
    only = option("--pages") or ""
    chosen = {label: address for label, address in pages.items() if only in label}
    print(f"{title}: bar of {BAR * 1000:.0f} ms", flush=True)
    over = []
    for label, address in chosen.items():
        queries = count_queries(client, address)
        p95 = time_page(client, address, label=f"{label} ({queries} queries)", rounds=rounds())
        print(f"      {p95 / BAR:.2f} of the bar", flush=True)
        over += [label] if p95 > BAR else []
    print(f"{title}: {'bar met' if not over else 'NOT met by ' + ', '.join(over)}", flush=True)
    return not over


def rounds() -> int:
    return int(option("--rounds") or ROUNDS)


if __name__ == "__main__":
    sys.exit(main())
