"""
What was answered to questions that are not in words, counted.

A service address counts once a question, with its newest answer; everyone else once an answer.
Answers are counted here, never shown: words and files stay unread, so that what is withheld or
shielded counts as everything else does.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db import connection

from regard.domains.engagement.models import AudienceMember, Exercise
from regard.domains.engagement.rules.answers import DoesNotFit, read_answer
from regard.domains.engagement.rules.branching import condition_in_words
from regard.domains.engagement.rules.results import hide_few, tally
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.results import QuestionResult, Results, Tally

from .marked import BUCKETS, Mark, Source, kept_sum, kept_under, read_mark
from .questions import asked_in, list_questions

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.engagement.rules.asked import Asked
    from regard.domains.engagement.types.questions import Value

# Each answer that counts, with whose it is; then how often each was given to each question. Only
# of a service that answered more than once must the newest be looked for. All that a service
# said is in one bucket, so that buckets can be counted one by one.
COUNT = f"""
with audience as materialized (
    select distinct location_id from engagement_audiencemember
    where exercise_id = %(exercise)s and location_id %% {BUCKETS} = any(%(buckets)s)
), kept as materialized (
    select c.id, c.kept_at, a.location_id, coalesce(c.location_id, c.id) %% {BUCKETS} as bucket,
        a.location_id is not null and count(*) over (partition by a.location_id) > 1 as is_again
    from engagement_contribution c
    left join audience a on a.location_id = c.location_id and c.speaker = 'provider'
    where c.exercise_id = %(exercise)s and c.kept_at is not null
        and coalesce(c.location_id, c.id) %% {BUCKETS} = any(%(buckets)s)
), said as not materialized (
    select w.question_id, k.location_id, k.kept_at, k.id, k.is_again, k.bucket,
        case when q.kind in ('words', 'file') then null else w.value end as value,
        case when q.kind in ('words', 'file') or w.value is not null then ''
            else w.text end as text
    from kept k
    join engagement_answer w on w.contribution_id = k.id
    join engagement_question q on q.id = w.question_id
), counted as (
    select bucket, question_id, location_id is not null as is_service, text, value
    from said where not is_again
    union all
    select bucket, question_id, true, text, value
    from (
        select distinct on (question_id, location_id)
            bucket, question_id, location_id, text, value
        from said where is_again
        order by question_id, location_id, kept_at desc, id desc
    ) newest
)
select bucket, question_id, is_service, text, value::text, count(*)
from counted
group by bucket, question_id, is_service, text, value
"""  # noqa: S608 (our own words only)

RESULTS_FROM = (Source.CONTRIBUTIONS, Source.AUDIENCE)
"""What was answered never changes once kept."""

SPOKEN = f"""
select coalesce(c.location_id, c.id) %% {BUCKETS},
    count(distinct c.location_id) filter (where a.location_id is not null),
    count(*) filter (where a.location_id is null)
from engagement_contribution c
left join (
    select distinct location_id from engagement_audiencemember
    where exercise_id = %(exercise)s and location_id %% {BUCKETS} = any(%(buckets)s)
) a on a.location_id = c.location_id and c.speaker = 'provider'
where c.exercise_id = %(exercise)s and c.kept_at is not null
    and coalesce(c.location_id, c.id) %% {BUCKETS} = any(%(buckets)s)
group by 1
"""  # noqa: S608 (our own words only)

Counted = Counter[tuple[str, str | None]]
"""How often each answer was given: its text, and its value as JSON or None."""

SPOKE = -1
"""Stands for a question in the counts of those who spoke at all."""


def get_results(*, exercise: Exercise, mark: Mark | None = None) -> Results:
    """
    Return what was answered in an exercise whose results the reader may see. Five queries.

    The counts are kept, and then it is two. After one more answer, those are counted anew that
    are in its bucket: one in sixteen.

    :param mark: of `RESULTS_FROM`, just read; None: it is read here.
    """
    questions = list_questions(exercise=exercise)
    every = asked_in(questions)
    mark = mark or read_mark(exercise=exercise, of=RESULTS_FROM)
    audience = _count_audience(exercise, mark)
    counted = _count(exercise, mark)
    services, people = (counted[SPOKE, is_service]["", None] for is_service in (True, False))
    return Results(
        audience=audience,
        services=hide_few(services),
        people=hide_few(people),
        questions=tuple(
            QuestionResult(
                question_id=question.pk,
                number=asked.number,
                question=question.text,
                kind=asked.kind,
                unit=asked.words("unit"),
                condition=condition_in_words(asked, every, who="those who"),
                services=_tally(asked, counted[question.pk, True], population=audience),
                people=_tally(asked, counted[question.pk, False], population=None),
            )
            for question, asked in zip(questions, every, strict=True)
        ),
    )


def _count_audience(exercise: Exercise, mark: Mark) -> int:
    members = AudienceMember.objects.filter(exercise=exercise)
    return kept_under(
        mark,
        of=[Source.AUDIENCE],
        name="audience",
        count=lambda: members.values("location").distinct().count(),
    )


def _count(exercise: Exercise, mark: Mark) -> dict[tuple[int, bool], Counted]:
    """Return how often each answer was given, by the question and whether services gave it."""
    total = kept_sum(
        mark,
        of=[Source.AUDIENCE],
        parts=mark.parts_of(Source.CONTRIBUTIONS),
        name="results",
        count=lambda buckets: _count_buckets(exercise, buckets),
    )
    found: dict[tuple[int, bool], Counted] = defaultdict(Counter)
    for (question_id, is_service, text, value), how_many in total.items():
        found[question_id, is_service][text, value] = how_many
    return found


def _count_buckets(exercise: Exercise, buckets: Collection[str]) -> dict[str, Counter[Any]]:
    """Return the same in one counter for each bucket, and who spoke at all. Two queries."""
    found: dict[str, Counter[Any]] = {bucket: Counter() for bucket in buckets}
    numbers = [int(bucket) for bucket in buckets]
    asked: dict[str, Any] = {"exercise": exercise.pk, "buckets": numbers}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, asked)
        for bucket, question_id, is_service, text, value, how_many in cursor:
            found[str(bucket)][question_id, is_service, text, value] += how_many
        cursor.execute(SPOKEN, asked)
        for bucket, services, people in cursor:
            found[str(bucket)][SPOKE, True, "", None] = services
            found[str(bucket)][SPOKE, False, "", None] = people
    return found


def _tally(asked: Asked, counted: Counted, *, population: int | None) -> Tally:
    values = [(_value(asked, text, value), n) for (text, value), n in counted.items()]
    fitting = [(value, n) for value, n in values if value is not None]
    if asked.kind in {QuestionKind.WORDS, QuestionKind.FILE}:
        return Tally(answered=hide_few(sum(counted.values())))
    return tally(asked, fitting, population=population)


def _value(asked: Asked, text: str, value: str | None) -> Value:
    """Return an answer's value; one that was kept before there were values is read."""
    if value is not None:
        loaded: Value = json.loads(value)
        return loaded
    if asked.kind in {QuestionKind.WORDS, QuestionKind.FILE}:
        return None
    try:
        return read_answer(asked, text).value
    except DoesNotFit:
        return None
