"""What was chosen by the services of an audience, raw beside weighed to the mix of everyone."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.db import connection

from regard.domains.engagement.rules.answers import DoesNotFit, read_answer
from regard.domains.engagement.rules.estimates import CLOSED, estimate_question, options_in

from .questions import asked_in, list_questions

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.rules.asked import Asked
    from regard.domains.engagement.rules.weighting import Cell
    from regard.domains.engagement.types.estimates import QuestionEstimate
    from regard.domains.engagement.types.questions import Value

UNIT = """
    select location_id, min(service_type) as kind, min(size_band) as size
    from engagement_audiencemember
    where exercise_id = %(exercise)s
    group by location_id
"""
"""Each service address once. One with several kinds of care stands with the first by name."""

POPULATION = f"select kind, size, count(*) from ({UNIT}) unit group by 1, 2"  # noqa: S608

CHOSEN = f"""
with unit as materialized ({UNIT}),
said as (
    select distinct on (answer.question_id, contribution.location_id)
        answer.question_id, unit.kind, unit.size, answer.text, answer.value::text as value
    from engagement_contribution contribution
    join unit on unit.location_id = contribution.location_id
    join engagement_answer answer on answer.contribution_id = contribution.id
    join engagement_question question on question.id = answer.question_id
        and question.kind = any(%(kinds)s)
    where contribution.exercise_id = %(exercise)s and contribution.kept_at is not null
        and contribution.speaker = 'provider' and not contribution.is_shielded
    order by answer.question_id, contribution.location_id,
        contribution.kept_at desc, contribution.id desc
)
select question_id, kind, size, text, value, count(*) from said group by 1, 2, 3, 4, 5
"""  # noqa: S608 (our own words only)
"""The newest answer of each service address. What is behind a shield names no address."""


def get_estimates(*, exercise: Exercise) -> list[QuestionEstimate]:
    """
    Return the closed questions of an exercise, raw beside weighed. Four queries at most.

    For a reader who may see coverage and results.
    """
    questions = list_questions(exercise=exercise)
    closed = [
        (question, asked)
        for question, asked in zip(questions, asked_in(questions), strict=True)
        if asked.kind in CLOSED
    ]
    if not closed:
        return []
    population = _population(exercise)
    chosen = _chosen(exercise, {asked.question_id: asked for _, asked in closed})
    found = []
    for question, asked in closed:
        answered: Counter[Cell] = Counter()
        chose: Counter[tuple[Cell, str]] = Counter()
        for cell, labels, n in chosen[asked.question_id]:
            answered[cell] += n
            chose.update({(cell, label): n for label in labels})
        found.append(
            estimate_question(
                asked,
                question=question.text,
                population=population,
                answered=answered,
                chose=chose,
            )
        )
    return found


def _population(exercise: Exercise) -> dict[Cell, int]:
    with connection.cursor() as cursor:
        cursor.execute(POPULATION, {"exercise": exercise.pk})
        return {(kind, size): n for kind, size, n in cursor.fetchall()}


def _chosen(
    exercise: Exercise, questions: dict[int, Asked]
) -> dict[int, list[tuple[Cell, list[str], int]]]:
    """Return what was chosen, by question: type and size, the options, and how often."""
    found: dict[int, list[tuple[Cell, list[str], int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        kinds = [str(kind) for kind in CLOSED]
        cursor.execute(CHOSEN, {"exercise": exercise.pk, "kinds": kinds})
        for question_id, kind, size, text, value, n in cursor:
            asked = questions[question_id]
            labels = options_in(asked, _value(asked, text, value))
            if labels:
                found[question_id].append(((kind, size), labels, n))
    return found


def _value(asked: Asked, text: str, value: str | None) -> Value:
    """Return an answer's value; one that was kept before there were values is read."""
    if value is not None and value != "null":
        loaded: Value = json.loads(value)
        return loaded
    try:
        return read_answer(asked, text).value
    except DoesNotFit:
        return None
