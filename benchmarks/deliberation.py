# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
How soon a vote shows on the page of a conversation with a million votes.

8,000 people, 8,000 statements and a million made votes, in an embedded database of its own in a
folder that is deleted after. Timed, each as the median of five, on the wall and on our own
processor (the database's is another process; on an idle machine the wall is both): a vote sent
and the page of results read again, which has the new counts; what a page that is open asks for,
with the longest that it waits before it asks; the job that reads every vote and draws the map,
groups and lists anew, by its parts; both together, after which the page has the new picture; and
the page on which people vote. Beside the job stands the least that any other way must do: read
the same votes through the database's driver, row by row.

    python -m benchmarks.deliberation
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from benchmarks._pages import plain_client
from benchmarks._setting_up import own_regard

if TYPE_CHECKING:
    from regard.domains.engagement.models import Conversation

PEOPLE, STATEMENTS, VOTES = 8_000, 8_000, 1_000_000
CAMPS = 3
LIMIT = 2.0
"""Seconds until a live vote has changed the page, from issue 5."""

INSERT = """
insert into engagement_vote
    (created_at, updated_at, conversation_id, voter_id, statement_id, value)
select %s, %s, %s, who, said, value
from unnest(%s::bigint[], %s::bigint[], %s::int[]) as made (who, said, value)
"""

STATE = "X-Votes-State"
"""By this an open page says which votes it shows."""

WAIT = 1.5
"""Seconds for which an open page waits before it asks again: EVERY of live.js."""

SEED = 20261122
ROUNDS = 5
NOW = datetime.now(UTC)


def main() -> int:
    with own_regard():
        conversation = _fill()
        return 0 if _measure(conversation) else 1


def _measure(conversation: "Conversation") -> bool:
    from regard.domains.engagement.queries import opinions as queries
    from regard.domains.engagement.rules.deliberation import opinions_of

    live = _Live(conversation)
    live.draw()  # loads the libraries, and leaves a picture
    material = queries.get_material(conversation_id=conversation.pk)
    print(f"{len(material.value):,} votes, {PEOPLE:,} people x {STATEMENTS:,} statements")
    print(f"  {'':45}{'wall':>9}{'processor':>11}")
    counts = _timed("vote, then the page with its new counts", live.vote_and_look)
    shown = WAIT + _timed("vote, then what an open page asks for", live.vote_and_ask)
    _timed("  where there is nothing new", live.ask_in_vain)
    picture = _timed("vote, job, then the page with a new picture", live.vote_draw_and_look)
    _timed("  of which: a vote sent", live.vote)
    _timed("  of which: the page of results", live.look)
    ours = _timed(
        "  of which: every vote read into arrays",
        lambda: queries.get_material(conversation_id=conversation.pk),
    )
    theirs = _timed("    beside it: the same read row by row", _read_rows)
    _timed("  of which: map, groups, tests, lists", lambda: opinions_of(material))
    _timed("the page on which people vote", live.ask)
    _timed("the list of statements", lambda: live.get("statements/"))
    print(f"Read {theirs / ours:.1f} times as fast as row by row")
    for what, seconds in (
        ("its counts", counts),
        ("an open page, its longest wait with it", shown),
        ("its picture", picture),
    ):
        met = "met" if seconds < LIMIT else "NOT met"
        print(f"Bar, a vote changes {what} within {LIMIT:.0f} s: {met} ({seconds:.2f} s)")
    return max(counts, shown) < LIMIT


class _Live:
    """Somebody who votes and looks, and the job that draws."""

    def __init__(self, conversation: "Conversation") -> None:
        from regard.foundation.jobs.models import Job

        self._where = f"/{conversation.system.slug}/talk/{conversation.slug}/"
        self._client = plain_client()
        self._numbers = iter(range(STATEMENTS))
        self._state = "none yet"
        args = {"conversation_id": conversation.pk}
        self._job = Job.objects.create(
            kind="x", title="x", scope_key="system:1", by="x", args=args
        )
        self.ask()

    def get(self, page: str) -> str:
        answer = self._client.get(f"{self._where}{page}")
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def ask(self) -> str:
        return self.get("")

    def look(self) -> str:
        return self.get("found/")

    def draw(self) -> None:
        from regard.domains.engagement.jobs.deliberation import draw_opinions
        from regard.foundation.jobs.progress import Progress

        draw_opinions(Progress(self._job))

    def vote(self) -> None:
        data = {"number": next(self._numbers), "value": 1}
        sent = self._client.post(f"{self._where}vote/", data)
        assert sent.status_code == 302, sent.status_code

    def vote_and_look(self) -> None:
        self.vote()
        assert "since the picture" in self.look()

    def vote_and_ask(self) -> None:
        self.vote()
        status, self._state = self._ask_for_news()
        assert status == 200, status

    def ask_in_vain(self) -> None:
        status, _ = self._ask_for_news()
        assert status == 204, status

    def _ask_for_news(self) -> tuple[int, str]:
        """Return the status, and which votes the answer shows; empty where it shows none."""
        answer = self._client.get(f"{self._where}found/", headers={STATE: self._state})
        return answer.status_code, answer.headers.get(STATE, "")

    def vote_draw_and_look(self) -> None:
        self.vote()
        self.draw()
        assert "since the picture" not in self.look()


def _read_rows() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select voter_id, statement_id, value from engagement_vote")
        cursor.fetchall()


def _timed(what: str, run: Callable[[], object]) -> float:
    times, busy = [], []
    for _ in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        run()
        times.append(time.perf_counter() - started)
        busy.append(time.process_time() - worked)
    print(f"  {what:45}{median(times):7.3f} s{median(busy):9.3f} s", flush=True)
    return median(times)


def _fill() -> "Conversation":
    """Return a conversation with a million votes of three camps, and noise."""
    from django.db import connection

    from regard.domains.engagement.models import Conversation, Statement, Voter
    from regard.domains.register.models import System

    system = System.objects.create(slug="bench", name="Bench", partnership_name="Bench")
    conversation = Conversation.objects.create(
        system=system,
        slug="nights",
        title="What keeps nights?",
        words="The board reads it.",
        opens_on=date(2020, 1, 1),
        closes_on=NOW.date() + timedelta(days=30),
        opened_at=NOW,
    )
    statements = Statement.objects.bulk_create(
        Statement(
            conversation=conversation, number=n, text=f"Statement {n} about care", state="shown"
        )
        for n in range(STATEMENTS)
    )
    voters = Voter.objects.bulk_create(
        Voter(conversation=conversation, number=n, key=f"k{n}") for n in range(PEOPLE)
    )
    person, statement, value = _made_votes()
    said = np.array([each.pk for each in statements])[statement].tolist()
    who = np.array([each.pk for each in voters])[person].tolist()
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")  # keys are right: no checks
        cursor.execute(INSERT, [NOW, NOW, conversation.pk, who, said, value.tolist()])
        cursor.execute("set session_replication_role = default")
        cursor.execute("vacuum analyze engagement_vote")
        cursor.execute("analyze")
    return conversation


def _made_votes() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(SEED)
    cell = chance.choice(PEOPLE * STATEMENTS, VOTES, replace=False)
    person, statement = cell // STATEMENTS, cell % STATEMENTS
    camp, leaning = chance.integers(0, CAMPS, PEOPLE), chance.normal(size=(CAMPS, STATEMENTS))
    felt = leaning[camp[person], statement] + chance.normal(size=VOTES)
    return person, statement, np.where(felt > 0.4, 1, np.where(felt < -0.4, -1, 0))


if __name__ == "__main__":
    sys.exit(main())
