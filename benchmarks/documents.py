# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
A strategy of 2,000 passages, written, arranged, brought in and compared.

`python -m benchmarks.documents [--passages 2000]`. Times the server's whole answer to a request
in this process, and each action. The bar is that of pages: 95 of 100 answers within 150 ms for the
page of writing, of one passage, and of what changed. In an embedded database of its own.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from benchmarks._pages import lead_client, time_page
from benchmarks._setting_up import own_regard

if TYPE_CHECKING:
    from regard.domains.strategy.models import Strategy

BAR = 0.150
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
WORDS = (
    "From 1 April {n} every contract for care at home pays for travel between visits. Each "
    "council reports every three months.\n\n"
    "Where a provider cannot recruit, the place partnership meets within {n} days."
)
Result = TypeVar("Result")


def main() -> None:
    args = sys.argv[1:]
    passages = int(args[args.index("--passages") + 1]) if "--passages" in args else 2_000
    with own_regard():
        is_met = _measure(passages)
    if not is_met:
        sys.exit("A bar is not met")


def _timed(label: str, what: Callable[[], Result]) -> Result:
    started = time.perf_counter()
    done = what()
    print(f"  {label:42} {time.perf_counter() - started:6.2f} s")
    return done


def _measure(passages: int) -> bool:
    from regard.domains.strategy import actions
    from regard.domains.strategy.types import Place, Words

    first = _bring(passages)
    client = lead_client(system_ids=[first.system_id])
    base = f"/{first.system.slug}/strategy/{first.slug}"
    who: dict[str, Any] = {"by": "person:1", "at": AT}
    last = first.passages.order_by("-position").first()
    assert last is not None
    _timed(
        "move one past all others",
        lambda: actions.move_passage(strategy=first, ref="1", places=passages, **who),
    )
    _timed("number all by place", lambda: actions.renumber_passages(strategy=first, **who))
    _timed(
        "add one at the beginning",
        lambda: actions.add_passage(
            strategy=first, words=Words("New", "Words."), ref="", place=Place(), **who
        ),
    )
    _timed(
        "save one",
        lambda: actions.edit_passage(
            strategy=first, key=last.key, words=Words("New", "Words."), revision=1, **who
        ),
    )
    _publish(first)
    second = _timed(
        "begin the next version",
        lambda: actions.begin_version(strategy=first, because="Benchmark", **who),
    )
    _change_all(second)
    print("Pages, milliseconds:")
    pages = (
        f"{base}/write/",
        f"{base}/write/?after={passages // 2}",
        f"{base}/write/{last.key}/",
        f"{base}/write/{last.key}/place/",
        f"{base}/write/template/",
        f"{base}/versions/",
        f"{base}/versions/2/changes/",
        f"{base}/p/{last.key}/",
    )
    met = [time_page(client, page, rounds=20) <= BAR for page in pages[:-1]]
    time_page(client, f"{base}/versions/2/", rounds=5, label="a whole version (no bar)")
    return all(met)


def _bring(passages: int) -> "Strategy":
    """Make a document of so many passages as Markdown, and bring it in."""
    from regard.domains.register.models import System
    from regard.domains.strategy import actions, queries
    from regard.domains.strategy.models import Strategy

    system = System.objects.create(slug="made", name="Made", partnership_name="Made partnership")
    strategy = Strategy.objects.create(system=system, slug="long", title="A long strategy")
    lines = ["# A long strategy", ""]
    for number in range(passages):
        level = 2 if number % 20 == 0 else 3
        lines += [f"{'#' * level} Passage {number}", "", WORDS.format(n=2000 + number), ""]
    content = "\n".join(lines).encode()
    kept = actions.keep_document(
        strategy=strategy, name="a.md", chunks=[content], by="person:1", at=AT
    )
    outline = _timed("read a document", lambda: queries.read_brought(file=kept))
    _timed(
        f"bring in {len(outline.passages):,} passages",
        lambda: actions.bring_in(
            strategy=strategy, outline=outline, because="", by="person:1", at=AT
        ),
    )
    return strategy


def _publish(strategy: "Strategy") -> None:
    """Mark it as published: what was said is not what is measured here."""
    strategy.refresh_from_db()
    strategy.stage, strategy.published_at = "published", AT
    strategy.save()


def _change_all(strategy: "Strategy") -> None:
    """Change a word in every passage, the worst there can be to compare."""
    rows = list(strategy.passages.all())
    for row in rows:
        row.text = row.text.replace("three months", "six weeks").replace("meets", "comes together")
    type(rows[0]).objects.bulk_update(rows, ["text"], batch_size=500)


if __name__ == "__main__":
    main()
