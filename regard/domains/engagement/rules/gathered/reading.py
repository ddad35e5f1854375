"""One row of a spreadsheet of answers: what it says, or why it cannot be taken."""

from collections.abc import Sequence
from datetime import date, datetime

from regard.domains.engagement.rules.contributions import tidy_answers
from regard.domains.engagement.types import Channel, Said, Speaker, Visibility
from regard.domains.engagement.types.gathered import Holds

from . import refusals
from .answering import Given, Misfit, answer_of, plain_day
from .keys import question_key
from .reader import Reader, Refused, cell_of, location_key, meant_by, refuse

DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
"""As people here write days: the day before the month."""


def read_row(reader: Reader, line: int, cells: Sequence[str]) -> Said | Refused:
    """Return what a row says, with the other tool's number of it, or why it cannot be taken."""
    if len(cells) > len(reader.header):
        return refusals.broken(reader, line, cells)
    key = location_key(reader.plan, cells)
    location_id = reader.locations.get(key)
    said_on = _day(reader, cells)
    answers = _answers(reader, line, cells)
    refused = (
        refusals.against_unfinished(reader, line, cells)
        or refusals.against_location(reader, line, key, location_id)
        or refusals.against_day(reader, line, cells, said_on)
        or refusals.against_email(reader, line, cells)
        or refusals.against_unknown(reader, line, cells)
        or (
            answers
            if isinstance(answers, Refused)
            else refusals.against_answers(reader, line, answers)
        )
    )
    if refused or isinstance(answers, Refused):
        return refused or answers  # type: ignore[return-value]
    speaker = _speaker(reader, cells, location_id)
    return Said(
        answers=answers,
        speaker=speaker,
        channel=Channel.SPREADSHEET,
        visibility=_visibility(reader, cells),
        said_on=said_on,
        location_id=location_id if speaker is Speaker.PROVIDER else None,
        name=cell_of(reader.plan, cells, Holds.NAME)[:200],
        email=cell_of(reader.plan, cells, Holds.EMAIL),
        telephone=cell_of(reader.plan, cells, Holds.TELEPHONE)[:40],
        file_line=line,
        row_key=cell_of(reader.plan, cells, Holds.RESPONSE)[:100],
    )


def _speaker(reader: Reader, cells: Sequence[str], location_id: int | None) -> Speaker:
    meant = meant_by(reader, cells, Holds.SPEAKER)
    if meant:
        return Speaker(meant)
    return Speaker.OTHER if location_id is None else Speaker.PROVIDER


def _visibility(reader: Reader, cells: Sequence[str]) -> Visibility:
    meant = meant_by(reader, cells, Holds.VISIBILITY)
    return Visibility(meant) if meant else Visibility.TEAM


def _answers(reader: Reader, line: int, cells: Sequence[str]) -> dict[int, str] | Refused:
    by_id = {asked.question_id: asked for asked in reader.asked}
    answers = {}
    for question_id, columns in reader.plan.questions.items():
        if question_id not in by_id:
            continue
        given = Given(
            asked=by_id[question_id],
            columns=columns,
            cells=cells,
            meanings=reader.gathered.meanings.get(question_key(question_id), {}),
            month_first=reader.gathered.layout.month_first,
        )
        answer = answer_of(given)
        if isinstance(answer, Misfit):
            return refuse(reader, line, cells, answer.place, answer.reason)
        answers[question_id] = answer
    return tidy_answers(answers)


def _day(reader: Reader, cells: Sequence[str]) -> date | None:
    """Return the day in a row; None if something stands there that is no day."""
    written = cell_of(reader.plan, cells, Holds.SAID_ON)
    if not written:
        return reader.usual_day
    plain_written = plain_day(written, month_first=reader.gathered.layout.month_first)
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(plain_written, form).date()  # noqa: DTZ007 (a day)
        except ValueError:
            continue
    return None
