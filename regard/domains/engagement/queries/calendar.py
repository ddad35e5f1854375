"""
What is asked of whom, and when, over every exercise that asks services of a system.

For pages that have checked that the caller runs exercises there. Counts are of whom exercises
ask, which is public; nothing says who answered.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.models import (
    AudienceMember,
    Exercise,
    Invitation,
    Question,
    QuietPeriod,
    Wave,
)
from regard.domains.engagement.rules.burden import (
    CLOSE_DAYS,
    REMINDER_MINUTES,
    Quiet,
    estimate_minutes,
)
from regard.domains.engagement.types import ExerciseKind, QuestionKind, Stage
from regard.domains.engagement.types.inviting import AskRow, Burden, Clash
from regard.domains.governance import queries as governance
from regard.domains.governance.types import MeetingState

from .exercises import WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.register.models import System
    from regard.foundation.authority import Caller

DAYS_OF_ASKING = """
    select a.exercise_id, a.service_id, a.service_type,
        coalesce(
            (i.created_at at time zone %(zone)s)::date,
            (select min(w.planned_on) from engagement_wave w
             where w.exercise_id = e.id and w.sent_at is null),
            e.opens_on
        ) as on_day
    from engagement_audiencemember a
    join engagement_exercise e on e.id = a.exercise_id
    left join engagement_invitation i
        on i.exercise_id = a.exercise_id and i.location_id = a.location_id
    where a.exercise_id = any(%(ids)s)
"""
"""The day on which each service is asked: invited, else its exercise's next wave, else opening."""

CLASHES = f"""
with asks as materialized ({DAYS_OF_ASKING})
select x.service_type, least(x.exercise_id, y.exercise_id), greatest(x.exercise_id, y.exercise_id),
    count(*)
from asks x
join asks y on y.service_id = x.service_id and y.exercise_id > x.exercise_id
    and abs(y.on_day - x.on_day) < %(close)s
where greatest(x.on_day, y.on_day) >= %(since)s and least(x.on_day, y.on_day) <= %(until)s
group by 1, 2, 3
order by 4 desc, 1, 2, 3
"""  # noqa: S608 (our own words only)

BURDENS = f"""
with asks as ({DAYS_OF_ASKING}),
each as (
    select asks.service_id, asks.service_type, sum(m.minutes) as minutes, count(*) as exercises
    from asks
    join unnest(%(ids)s::bigint[], %(minutes)s::float[]) m(exercise_id, minutes)
        on m.exercise_id = asks.exercise_id
    where asks.on_day between %(since)s and %(until)s
    group by 1, 2
)
select service_type, count(*), avg(minutes), max(exercises) from each group by 1 order by 3 desc, 1
"""  # noqa: S608 (our own words only)


@dataclass(frozen=True)
class Season:
    """
    What is asked in some months.

    Attributes:
        asks: in the order of their days.
        clashes: the most services first.
        burdens: the most minutes first.
    """

    asks: tuple[AskRow, ...]
    clashes: tuple[Clash, ...]
    burdens: tuple[Burden, ...]
    quiet: tuple[Quiet, ...]


def get_season(*, system: System, since: date, until: date, caller: Caller) -> Season:
    """Return what services of a system are asked for from one day to another. Nine queries."""
    exercises = _asking_here(system, since, until)
    minutes = estimate_all(exercise_ids=list(exercises))
    asks = [
        *_invitations(exercises, minutes, system, since),
        *_waves(exercises, minutes, system, since, until),
        *_openings(exercises, minutes, system, until),
        *_meetings(system, since, until, caller),
    ]
    given = {"ids": list(exercises), "since": since, "until": until, "close": CLOSE_DAYS}
    return Season(
        asks=tuple(sorted(asks, key=lambda row: (row.on, row.title, row.what))),
        clashes=tuple(
            Clash(kind, exercises[first].title, exercises[second].title, services)
            for kind, first, second, services in _rows(CLASHES, given)
        ),
        burdens=tuple(
            Burden(kind, services, float(mean), most)
            for kind, services, mean, most in _rows(
                BURDENS, given | {"minutes": [float(minutes[n]) for n in exercises]}
            )
        ),
        quiet=tuple(list_quiet(system=system, since=since, until=until)),
    )


def list_quiet(*, system: System, since: date, until: date | None = None) -> list[Quiet]:
    """Return the quiet periods of a system that touch these days, in order. One query."""
    found = QuietPeriod.objects.filter(system=system, ends_on__gte=since)
    if until is not None:
        found = found.filter(starts_on__lte=until)
    return [
        Quiet(each.pk, each.title, each.starts_on, each.ends_on)
        for each in found.order_by("starts_on", "pk")
    ]


def estimate_all(*, exercise_ids: Collection[int]) -> dict[int, int]:
    """Return how many minutes answering each exercise takes, by our estimate. One query."""
    kinds: dict[int, list[QuestionKind]] = defaultdict(list)
    found = Question.objects.filter(exercise__in=exercise_ids)
    for exercise_id, kind in found.values_list("exercise", "kind"):
        kinds[exercise_id].append(QuestionKind(kind))
    return {number: estimate_minutes(kinds[number]) for number in exercise_ids}


def count_asked_near(
    *, exercise: Exercise, location_ids: Collection[int], on: date
) -> list[tuple[str, int]]:
    """
    Return other exercises that ask some of these locations within a fortnight, most first.

    By their invitations that went and, where none did yet, by the day on which they opened.
    """
    near = timedelta(days=CLOSE_DAYS - 1)
    members = AudienceMember.objects.filter(location__in=location_ids).exclude(exercise=exercise)
    ids = list(
        Exercise.objects.filter(
            opens_on__lte=on + near, closes_on__gte=on - near, stage=Stage.OPEN
        )
        .exclude(pk=exercise.pk)
        .values_list("pk", flat=True)
    )
    if not ids:
        return []
    invited = Invitation.objects.filter(exercise__in=ids, location__in=location_ids)
    days = invited.annotate(day=TruncDate("created_at")).values_list("exercise", "location", "day")
    asked_on = {(number, location): day for number, location, day in days}
    opened = dict(Exercise.objects.filter(pk__in=ids).values_list("pk", "opens_on"))
    counts: dict[int, int] = defaultdict(int)
    pairs = members.filter(exercise__in=ids).values_list("exercise", "location").distinct()
    for number, location in pairs:
        if abs(asked_on.get((number, location), opened[number]) - on) <= near:
            counts[number] += 1
    titles = dict(Exercise.objects.filter(pk__in=list(counts)).values_list("pk", "title"))
    return sorted(((titles[n], many) for n, many in counts.items()), key=lambda row: -row[1])


def _asking_here(system: System, since: date, until: date) -> dict[int, Exercise]:
    """
    Return the exercises that ask some service of the system in these days, its drafts too.

    Those of other systems too, once they opened: a service that lies in two is asked by both.
    """
    live = Exercise.objects.filter(closes_on__gte=since, opens_on__lte=until).exclude(
        Q(kind=ExerciseKind.SEEING) | WITHDRAWN  # these ask nobody
    )
    own = live.filter(system=system)
    ours = AudienceMember.objects.filter(system=system).values("location")
    others = (
        live.exclude(system=system)
        .exclude(stage=Stage.DRAFT)
        .filter(
            pk__in=AudienceMember.objects.exclude(system=system)
            .filter(location__in=ours)
            .values("exercise")
        )
    )
    found = (own | others).select_related("system").order_by("opens_on", "pk")
    return {exercise.pk: exercise for exercise in found}


def _invitations(
    exercises: dict[int, Exercise], minutes: dict[int, int], system: System, since: date
) -> list[AskRow]:
    rows = []
    invited = Invitation.objects.filter(exercise__in=list(exercises)).order_by()
    asked = invited.annotate(day=TruncDate("created_at")).values_list("exercise", "day")
    again = (
        invited.filter(reminded_at__isnull=False)
        .annotate(day=TruncDate("reminded_at"))
        .values_list("exercise", "day")
    )
    for what, found in (("Invitations", asked), ("Reminders", again)):
        for number, day, many in found.annotate(n=Count("pk")):
            if day >= since:
                takes = minutes[number] if what == "Invitations" else REMINDER_MINUTES
                rows.append(_row(exercises[number], day, what, many, takes, system))
    return rows


def _waves(
    exercises: dict[int, Exercise],
    minutes: dict[int, int],
    system: System,
    since: date,
    until: date,
) -> list[AskRow]:
    waves = Wave.objects.filter(
        exercise__in=list(exercises), sent_at=None, planned_on__range=(since, until)
    )
    return [
        _row(
            exercises[wave.exercise_id],
            wave.planned_on,
            f"Planned: {wave.title}",
            None,
            minutes[wave.exercise_id],
            system,
        )
        for wave in waves
    ]


def _openings(
    exercises: dict[int, Exercise], minutes: dict[int, int], system: System, until: date
) -> list[AskRow]:
    """Return a line for each exercise that nobody was invited to yet: the day it opens."""
    asked = AudienceMember.objects.filter(exercise__in=list(exercises)).order_by()
    how_many = dict(asked.values_list("exercise").annotate(n=Count("location", distinct=True)))
    invited = set(
        Invitation.objects.filter(exercise__in=list(exercises))
        .order_by()
        .values_list("exercise", flat=True)
        .distinct()
    )
    return [
        _row(
            each,
            each.opens_on,
            "Opens, a draft" if each.stage == Stage.DRAFT else "Opens",
            how_many.get(n),
            minutes[n],
            system,
        )
        for n, each in exercises.items()
        if n not in invited and each.opens_on <= until
    ]


def _meetings(system: System, since: date, until: date, caller: Caller) -> list[AskRow]:
    found = governance.list_meetings(
        system=system, caller=caller, since=since, until=until + timedelta(days=1)
    )
    return [
        AskRow(
            on=timezone.localdate(row.starts_at),
            what="Meeting",
            title=row.title,
            url=reverse("governance:meeting", args=[system.slug, row.meeting_id]),
            services=None,
            minutes=row.minutes_long,
        )
        for row in found
        if row.state is not MeetingState.CANCELLED
    ]


def _row(
    exercise: Exercise, on: date, what: str, services: int | None, minutes: int, system: System
) -> AskRow:
    return AskRow(
        on=on,
        what=what,
        title=exercise.title,
        url=reverse("engagement:exercise", args=[exercise.system.slug, exercise.slug]),
        services=services,
        minutes=minutes,
        system_name="" if exercise.system_id == system.pk else exercise.system.name,
    )


def _rows(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given | {"zone": str(timezone.get_current_timezone())})
        return list(cursor.fetchall())
