# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
How long coverage and themes take for 10,000 contributions.

Coverage is timed beside the least that any way to count it must do: read, from the same
database, which services were asked and which locations spoke, and count them in Python. Themes
are timed beside TF-IDF with k-means over the same points, the usual first resort, without
anything being read or written. Everything happens in an embedded database of its own, in a
folder that is deleted after.

    python -m benchmarks.coverage
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from benchmarks._setting_up import own_regard

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.register.models import Location

CONTRIBUTIONS = 10_000
SERVICES = 12_000
COVERAGE_LIMIT = 1.0
THEMES_LIMIT = 30.0
"""Seconds, from issue 2."""

SEED = 20261121
ROUNDS = 5
KEPT = datetime(2026, 11, 10, 12, tzinfo=UTC)

SUBJECTS = (
    "travel between visits", "hospital discharge", "dementia training", "night shifts",
    "sick pay", "agency staff", "the fee we are paid", "care records", "recruitment",
    "oral care", "end of life care", "visas for staff", "insurance", "falls", "the rota",
    "transport from the villages", "parking permits", "mental health support", "equipment",
    "medicines",
)  # fmt: skip
OPENINGS = (
    "We lose people over", "Nobody seems to own", "The council could pay for", "Please sort out",
    "It would help us most if you looked at", "Our staff talk every week about",
    "Small providers cannot carry", "Families ask us about", "There is no plan for",
    "What went well last year was",
)  # fmt: skip
ENDINGS = (
    "and it is getting worse", "because the rate has not moved", "before the winter",
    "in the villages above all", "as the hospital does for its own staff", "at weekends",
    "and nobody rings us back", "so that we can plan", "for the smallest of us",
    "which other counties do already", "without another form to fill in", "this year",
)  # fmt: skip


def main() -> int:
    with own_regard():
        exercise = _fill()
        is_fast = _coverage(exercise) & _themes(exercise)
    return 0 if is_fast else 1


def _coverage(exercise: "Exercise") -> bool:
    from regard.domains.engagement import queries

    def peer() -> Counter[tuple[str, bool]]:
        heard = set(exercise.contributions.values_list("location", flat=True))
        asked = exercise.audience.values_list("service_type", "location")
        return Counter((kind, location in heard) for kind, location in asked)

    ours = _best(lambda: queries.get_coverage(exercise=exercise))
    theirs = _best(peer)
    print(f"Coverage of {CONTRIBUTIONS:,} contributions by {SERVICES:,} services")
    print(f"  ours                    {ours:7.3f} s   limit {COVERAGE_LIMIT} s")
    print(f"  reading and counting    {theirs:7.3f} s   ratio {ours / theirs:.2f}")
    return ours < COVERAGE_LIMIT


def _themes(exercise: "Exercise") -> bool:
    from regard.domains.engagement import actions, queries
    from regard.domains.engagement.jobs.themes import propose_themes
    from regard.domains.engagement.models import Point
    from regard.foundation.jobs.models import Job
    from regard.foundation.jobs.progress import Progress

    texts = list(Point.objects.order_by("pk").values_list("text", flat=True))
    actions.propose_themes(exercise=exercise, by="command", at=KEPT)
    started, busy = time.perf_counter(), time.process_time()
    message = propose_themes(Progress(Job.objects.get()))
    ours, busy = time.perf_counter() - started, time.process_time() - busy
    started = time.perf_counter()
    _cluster_by_words(texts, len(queries.list_themes(exercise=exercise)))
    theirs = time.perf_counter() - started
    print(f"Themes of {len(texts):,} points, from reading to writing. {message}")
    print(f"  ours                    {ours:7.2f} s   limit {THEMES_LIMIT:.0f} s")
    print(f"    of that, our processor  {busy:5.2f} s   (the rest: the database, or waiting)")
    print(f"  TF-IDF and k-means      {theirs:7.2f} s   ratio {ours / theirs:.2f}")
    listed = _best(lambda: queries.list_themes(exercise=exercise))
    print(f"  listing them afterwards {listed:7.3f} s")
    return ours < THEMES_LIMIT


def _cluster_by_words(texts: Sequence[str], groups: int) -> None:
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(stop_words="english", min_df=2).fit_transform(texts)
    KMeans(n_clusters=max(2, groups), n_init=1, random_state=SEED).fit(vectors)


def _best(work: Callable[[], object]) -> float:
    """Return the seconds that the fastest of a few rounds took."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def _fill() -> "Exercise":
    """Make up an audience in which all but two thousand services have answered."""
    from regard.domains.engagement.actions.points import make_points
    from regard.domains.engagement.models import Answer, Contribution, Exercise, Question
    from regard.domains.register.models import System

    system = System.objects.create(slug="bench", name="Bench", partnership_name="Bench")
    exercise = Exercise.objects.create(
        system=system, slug="bench", title="What would help?", purpose="-", open_to_change="-",
        stage="open", opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 30),
        reply_by=date(2027, 2, 28), register_as_at=date(2026, 11, 1), opened_at=KEPT,
    )  # fmt: skip
    question = Question.objects.create(
        exercise=exercise, position=1, kind="words", text="What would help?"
    )
    locations = _make_audience(exercise)
    kept = Contribution.objects.bulk_create(
        Contribution(
            system=system, exercise=exercise, location=location, speaker="provider",
            channel="link", receipt=f"BN-{n}", said_on=KEPT.date(), kept_at=KEPT,
        )
        for n, location in enumerate(locations[:CONTRIBUTIONS])
    )  # fmt: skip
    chance = random.Random(SEED)  # noqa: S311 (made-up words)
    Answer.objects.bulk_create(
        Answer(contribution=each, question=question, text=_say(chance)) for each in kept
    )
    for answer in Answer.objects.select_related("contribution", "question"):
        make_points(contribution=answer.contribution, answers=[answer])
    return exercise


def _make_audience(exercise: "Exercise") -> "list[Location]":
    from regard.domains.engagement.models import AudienceMember
    from regard.domains.register.models import Council, Location, Organisation, Service
    from regard.domains.register.types import ServiceType, SizeBand

    chance = random.Random(SEED)  # noqa: S311
    council = Council.objects.create(
        gss_code="X1", name="Bench", source="made up", is_made_up=True
    )
    owners = Organisation.objects.bulk_create(
        Organisation(name=f"Provider {n}") for n in range(SERVICES // 3)
    )
    locations = Location.objects.bulk_create(
        Location(
            name=f"Service {n}", organisation=chance.choice(owners), council=council,
            as_at=date(2026, 11, 1),
        )
        for n in range(SERVICES)
    )  # fmt: skip
    services = Service.objects.bulk_create(
        Service(location=location, service_type=chance.choice(list(ServiceType)))
        for location in locations
    )
    AudienceMember.objects.bulk_create(
        AudienceMember(
            system=exercise.system, exercise=exercise, service=service,
            location=service.location, organisation=service.location.organisation,
            service_type=service.service_type, place_name=f"Place {chance.randrange(12)}",
            size_band=chance.choice(list(SizeBand)), sector="independent",
        )
        for service in services
    )  # fmt: skip
    return locations


def _say(chance: random.Random) -> str:
    """Return an answer of one to four sentences."""
    sentences = [
        f"{chance.choice(OPENINGS)} {chance.choice(SUBJECTS)} {chance.choice(ENDINGS)}, "
        f"{chance.choice(ENDINGS)}."
        for _ in range(chance.randint(1, 4))
    ]
    return " ".join(sentences)


if __name__ == "__main__":
    sys.exit(main())
