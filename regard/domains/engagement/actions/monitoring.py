"""Keep what people tell of themselves, the populations they are held against, and mitigations."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import (
    Contribution,
    Mitigation,
    MonitoringAnswer,
    Population,
    Theme,
)
from regard.domains.engagement.queries.monitoring import monitoring_key
from regard.domains.engagement.rules.monitoring import (
    BY_KEY,
    COLUMNS,
    PEOPLE,
    PREFER_NOT,
    CannotReadLine,
    PopulationLine,
    missing_columns,
    read_population,
)
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.files import actions as files
from regard.foundation.files.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from regard.domains.engagement.models import Exercise
    from regard.domains.register.models import System

MOST_PROBLEMS = 20


class CannotTell(Refusal):
    """An organisation was asked, or what was ticked is not on the list."""


class CannotLoadPopulations(Refusal):
    """
    A file of populations was not taken. The message says why.

    Attributes:
        problems: what is wrong, a row each: its line in the file, and words.
    """

    def __init__(self, message: str, problems: tuple[tuple[int, str], ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class CannotMitigate(Refusal):
    """What was written of a group is not complete, or there is no such group."""


@transaction.atomic
def tell_about_you(
    *, contribution: Contribution, values: Mapping[str, str], by: str, at: datetime
) -> None:
    """
    Keep what the writer of a contribution ticked about themselves, apart from it.

    What was told before is replaced. The rows have numbers by lot, and the exercise's own time in
    place of now: neither order nor time leads from them to the contribution. The ledger has
    that somebody told, and not who.

    :param values: by characteristic; what is missing or empty was left blank.
    :raises CannotTell: if an organisation speaks, or a value is not on the list.
    """
    if contribution.speaker not in PEOPLE:
        raise CannotTell("Only people are asked about themselves, not organisations")
    told = {name: value for name, value in values.items() if value}
    for name, value in told.items():
        known = {*dict(BY_KEY[name].values), PREFER_NOT} if name in BY_KEY else set()
        if value not in known:
            raise CannotTell("Choose one of the answers in the list")
    exercise = contribution.exercise
    key = monitoring_key(contribution.pk)
    mine = MonitoringAnswer.objects.filter(exercise=exercise, key=key)
    mine.delete()
    MonitoringAnswer.objects.bulk_create(
        MonitoringAnswer(
            pk=secrets.randbits(62), exercise=exercise, key=key, characteristic=name, value=value
        )
        for name, value in told.items()
    )
    moment = exercise.opened_at or exercise.created_at
    mine.update(created_at=moment, updated_at=moment)
    ledger.record(event="monitoring.told", subject=exercise, by=by, at=at)


@transaction.atomic
def load_populations(
    *, system: System, chunks: Iterable[bytes], name: str, by: str, at: datetime
) -> int:
    """
    Take a table of populations whole, or not at all, and return how many rows it had.

    A group of the same day is replaced; other days stay.

    :raises CannotRead: if it is no table.
    :raises CannotLoadPopulations: if a column is missing or a row cannot be read.
    """
    file = files.keep(
        chunks=chunks,
        name=name,
        origin="populations",
        scope_key=f"system:{system.pk}",
        by=by,
        at=at,
    )
    lines = _read(read_table(file.path, file.name))
    for line in lines:
        Population.objects.update_or_create(
            system=system,
            characteristic=line.characteristic,
            value=line.value,
            as_at=line.as_at,
            defaults={"people": line.people, "source": line.source},
        )
    detail: dict[str, object] = {"rows": len(lines), "file": file.pk}
    ledger.record(event="populations.loaded", subject=system, by=by, at=at, detail=detail)
    return len(lines)


@transaction.atomic
def write_mitigation(  # noqa: PLR0913 (a group of a theme, and the two texts)
    *,
    theme: Theme,
    characteristic: str,
    value: str,
    effect: str,
    words: str,
    by: str,
    at: datetime,
) -> Mitigation:
    """
    Write how a theme affects a group of people and what will be done, in place of what stood.

    :raises CannotMitigate: if the group is not on the list or a text is empty.
    """
    known = BY_KEY.get(characteristic)
    if known is None or value not in dict(known.values):
        raise CannotMitigate("There is no such group")
    if not effect.strip() or not words.strip():
        raise CannotMitigate("Write how it affects them, and what will be done or why nothing is")
    found, _ = Mitigation.objects.update_or_create(
        theme=theme,
        characteristic=characteristic,
        value=value,
        defaults={"effect": effect.strip(), "words": words.strip(), "by": by, "at": at},
    )
    ledger.record(event="mitigation.written", subject=found, by=by, at=at)
    return found


def _read(table: Table) -> list[PopulationLine]:
    lacking = missing_columns(table.header)
    if lacking:
        raise CannotLoadPopulations(
            f"The first line must name the columns {', '.join(COLUMNS)}. "
            f"Not found: {', '.join(lacking)}."
        )
    names = [name.strip().lower().replace("_", " ") for name in table.header]
    lines: list[PopulationLine] = []
    problems: list[tuple[int, str]] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in table.rows:
        try:
            line = read_population(dict(zip(names, row.cells, strict=True)))
        except CannotReadLine as problem:
            problems.append((row.line, str(problem)))
            continue
        group = (line.characteristic, line.value, line.as_at)
        if group in seen:
            problems.append((row.line, f"value: the same group stands in row {seen[group]} too"))
        seen[group] = row.line
        lines.append(line)
    if problems:
        words = "; ".join(f"row {line}, {words}" for line, words in problems[:MOST_PROBLEMS])
        raise CannotLoadPopulations(f"Nothing was loaded. {words}.", tuple(problems))
    return lines


def forget_monitoring(*, exercise: Exercise) -> None:
    """Delete who the people were who spoke. Call inside the action that forgets them."""
    MonitoringAnswer.objects.filter(exercise=exercise).delete()
