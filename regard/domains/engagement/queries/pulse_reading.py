"""What a pulse found in the waves that are over: public."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Q

from regard.domains.engagement.models import Exercise, RaterAsk, Series
from regard.domains.engagement.rules.pulses import (
    changes,
    group_rates,
    middle_of,
    score,
    shown_places,
    steps_by,
)
from regard.domains.engagement.types import Direction, QuestionKind, Stage
from regard.domains.engagement.types.pulses import (
    GroupRate,
    Item,
    ItemChange,
    PulseReading,
    Score,
    Step,
    Wave,
)
from regard.domains.register.types import ServiceType

from .pulses import count_asked, list_items

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# Whose answers count: the newest of each address of the audience and, of what is behind a shield
# and of the partnership's own people, each by itself.
VOICES = """
with wave as materialized (
    select id, lag(id) over (order by opens_on, id) as before_id
    from engagement_exercise
    where series_id = %(series)s and stage in ('closed', 'answered')
), audience as materialized (
    select distinct on (member.exercise_id, member.location_id)
        member.exercise_id, member.location_id, member.place_name
    from engagement_audiencemember member
    join wave on wave.id = member.exercise_id
    order by member.exercise_id, member.location_id, member.id
), voice as materialized (
    select distinct on (said.exercise_id, coalesce(audience.location_id, -said.id))
        said.id, said.exercise_id, audience.location_id,
        coalesce(audience.place_name, place.name, '') as place_name
    from engagement_contribution said
    join wave on wave.id = said.exercise_id
    left join audience on audience.exercise_id = said.exercise_id
        and audience.location_id = said.location_id and said.speaker = 'provider'
    left join engagement_about about on about.contribution_id = said.id
    left join register_place place on place.id = about.place_id
    where said.kept_at is not null
        and (%(by_raters)s or audience.location_id is not null or said.is_shielded)
    order by said.exercise_id, coalesce(audience.location_id, -said.id), said.kept_at desc,
        said.id desc
), stepped as not materialized (
    select voice.exercise_id, voice.location_id, voice.place_name, question.position,
        (answer.value #>> '{}')::int as step
    from voice
    join engagement_answer answer on answer.contribution_id = voice.id
    join engagement_question question on question.id = answer.question_id
    where question.kind = 'scale' and answer.value is not null
)
"""

STEPS = """
select exercise_id, position, step, count(*)::int, place_name
from stepped group by exercise_id, position, step, place_name
"""

ANSWERED = """
select wave.id, count(voice.id)::int, count(earlier.location_id)::int
from wave
left join voice on voice.exercise_id = wave.id
left join voice earlier on earlier.exercise_id = wave.before_id
    and earlier.location_id = voice.location_id
group by wave.id
"""

PAIRS = """
, last as (
    select id, before_id from wave
    where not exists (select from wave later where later.before_id = wave.id)
)
select now.position,
    count(*) filter (where now.step > was.step)::int,
    count(*) filter (where now.step < was.step)::int,
    count(*) filter (where now.step = was.step)::int
from last
join stepped now on now.exercise_id = last.id
join stepped was on was.exercise_id = last.before_id
    and was.location_id = now.location_id and was.position = now.position
group by now.position
"""

BY_TYPE = """
select member.exercise_id, member.service_type, count(distinct member.location_id)::int,
    count(distinct said.location_id)::int
from engagement_audiencemember member
join engagement_exercise exercise on exercise.id = member.exercise_id
left join engagement_contribution said on said.exercise_id = member.exercise_id
    and said.location_id = member.location_id and said.speaker = 'provider'
    and said.kept_at is not null
where exercise.series_id = %(series)s
group by member.exercise_id, member.service_type
"""


def get_reading(*, series: Series) -> PulseReading:
    """Return all that a pulse found in the waves that are over. Eight queries at the most."""
    items = [item for item in list_items(series=series) if item.kind is QuestionKind.SCALE]
    by_raters = series.direction == Direction.TO_PARTNERSHIP
    over = Exercise.objects.filter(series=series, stage__in=[Stage.CLOSED, Stage.ANSWERED])
    exercises = list(over.order_by("opens_on", "pk"))
    if not exercises:
        return PulseReading(tuple(items), (), (), (), ())
    asked = _asked(series, by_raters=by_raters)
    answered = {pk: (n, again) for pk, n, again in _read_voices(ANSWERED, series)}
    steps = [Step(*row) for row in _read_voices(STEPS, series)]
    waves = tuple(
        _wave(
            exercise,
            items=items,
            steps=steps,
            asked=asked.get(exercise.pk, 0),
            answered=answered[exercise.pk],
            has_again=bool(number) and not by_raters,
        )
        for number, exercise in enumerate(exercises)
    )
    return PulseReading(
        items=tuple(items),
        waves=waves,
        changes=_changes(series, waves, by_raters=by_raters),
        places=_places(steps, items, waves[-1]),
        groups=_groups(series, exercises, by_raters=by_raters),
    )


def _wave(
    exercise: Exercise,
    *,
    items: Sequence[Item],
    steps: Sequence[Step],
    asked: int,
    answered: tuple[int, int],
    has_again: bool,
) -> Wave:
    by_item = steps_by(step for step in steps if step.exercise_id == exercise.pk)
    return Wave(
        exercise_id=exercise.pk,
        slug=exercise.slug,
        opened_on=exercise.opens_on,
        closed_on=exercise.closes_on,
        asked=asked,
        answered=answered[0],
        again=answered[1] if has_again else None,
        scores=tuple(
            score(
                by_item.get((exercise.pk, item.position), {}),
                asked=asked,
                middle=middle_of(item.options),
            )
            for item in items
        ),
    )


def _changes(series: Series, waves: Sequence[Wave], *, by_raters: bool) -> tuple[ItemChange, ...]:
    if len(waves) < 2:
        return ()
    rows = [] if by_raters else _read_voices(PAIRS, series)
    pairs = {position - 1: (up, down, same) for position, up, down, same in rows}
    return changes(waves[-1].scores, waves[-2].scores, pairs=pairs)


def _places(
    steps: Sequence[Step], items: Sequence[Item], last: Wave
) -> tuple[tuple[str, tuple[Score, ...]], ...]:
    """
    Return the scores of the places of the last wave.

    Item by item only those of which it may be shown; a place of which none may is left out.
    """
    counted: dict[int, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for step in steps:
        if step.exercise_id == last.exercise_id:
            counted[step.position][step.place_name][step.step] += step.count
    found: dict[str, list[Score]] = defaultdict(lambda: [Score()] * len(items))
    for at, item in enumerate(items):
        by_place = counted[item.position]
        for place in shown_places({name: n.total() for name, n in by_place.items()}):
            steps_here, middle = by_place[place], middle_of(item.options)
            found[place][at] = score(steps_here, asked=WITHOUT_BOUND, middle=middle)
    return tuple((place, tuple(found[place])) for place in sorted(found))


WITHOUT_BOUND = 10**9
"""Of a place it is not counted how many were asked: its interval is that of a larger whole."""


def _asked(series: Series, *, by_raters: bool) -> Mapping[int, int]:
    if not by_raters:
        return count_asked(series=series)
    asks = RaterAsk.objects.filter(exercise__series=series).order_by().values_list("exercise")
    return dict(asks.annotate(n=Count("pk")))


def _groups(
    series: Series, exercises: Collection[Exercise], *, by_raters: bool
) -> tuple[GroupRate, ...]:
    rates: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    if by_raters:
        asks = RaterAsk.objects.filter(exercise__series=series).order_by()
        counted = asks.values_list("exercise", "organisation").annotate(
            asked=Count("pk"), answered=Count("pk", filter=Q(has_answered=True))
        )
        rows = list(counted)
        labels = [(name, name) for name in sorted({name for _, name, _, _ in rows})]
    else:
        rows = _read(BY_TYPE, series.pk)
        labels = [(str(kind), kind.label) for kind in ServiceType]
    for number, key, asked, answered in rows:
        rates[number][key] = (answered, asked)
    return group_rates([rates[exercise.pk] for exercise in exercises], labels=labels)


def _read_voices(sql: str, series: Series) -> list[tuple[Any, ...]]:
    """Return what is asked of those whose answers count: `sql` follows VOICES."""
    by_raters = series.direction == Direction.TO_PARTNERSHIP
    with connection.cursor() as cursor:
        cursor.execute(VOICES + sql, {"series": series.pk, "by_raters": by_raters})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _read(sql: str, series_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"series": series_id})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
