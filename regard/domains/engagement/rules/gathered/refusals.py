"""Why a row of a spreadsheet of answers cannot be taken."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from regard.domains.engagement.rules.contributions import reasons_against_answers
from regard.domains.engagement.rules.words import day
from regard.domains.engagement.types import Speaker, Visibility
from regard.domains.engagement.types.gathered import Holds

from .names import plain
from .reader import Reader, Refused, cell_of, meant_by, refuse

UNFINISHED = frozenset(
    {
        "no", "n", "false", "0", "partial", "partially completed", "incomplete", "in progress",
        "not completed", "not complete", "not finished", "disqualified", "screened out", "preview",
        "survey preview", "test", "draft", "started",
    }
)  # fmt: skip
"""What tools write of an answer that was begun and not sent, or was a test; in small letters."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def broken(reader: Reader, line: int, cells: Sequence[str]) -> Refused:
    return Refused(
        line=line,
        column="",
        value=" | ".join(cells[len(reader.header) :]),
        reason=f"This row has {len(cells)} cells, and there are {len(reader.header)} columns. If "
        "an answer has a comma in it, put quotation marks around the answer.",
    )


def against_unfinished(reader: Reader, line: int, cells: Sequence[str]) -> Refused | None:
    reason = "They began it and did not send it, as the other tool says. It is no answer yet."
    others = reader.plan.others
    if cell_of(reader.plan, cells, Holds.FINISHED).casefold() in UNFINISHED:
        return refuse(reader, line, cells, others[Holds.FINISHED], reason)
    place = others.get(Holds.SAID_ON)
    if place is None or plain(reader.header[place]) != "submitdate":
        return None
    is_empty = cells[place].casefold() in {"", "n/a"}
    return refuse(reader, line, cells, place, reason) if is_empty else None


def against_location(
    reader: Reader, line: int, key: str, location_id: int | None
) -> Refused | None:
    if not key or location_id is not None:
        return None
    by_number = Holds.LOCATION_ID in reader.plan.others and "|" not in key
    holds = Holds.LOCATION_ID if by_number else Holds.SERVICE
    return Refused(
        line=line,
        column=reader.header[reader.plan.others[holds]],
        value=key.replace("|", ", "),
        reason=f"No one service in {reader.system_name} is found by this. Check it, or leave it "
        "empty if nobody speaks for a service here.",
    )


def against_day(
    reader: Reader, line: int, cells: Sequence[str], said_on: date | None
) -> Refused | None:
    reason = _reason_against_day(reader, said_on)
    place = reader.plan.others.get(Holds.SAID_ON)
    if reason is None or place is None:
        return None
    return refuse(reader, line, cells, place, reason)


def _reason_against_day(reader: Reader, said_on: date | None) -> str | None:
    if said_on is None:
        return "This is not a day that we can read. Write it like 21/11/2026."
    if said_on > reader.today:
        return "This day is still to come."
    if said_on < reader.opens_on:
        return f"This is before it opened, on {day(reader.opens_on)}."
    return None


def against_email(reader: Reader, line: int, cells: Sequence[str]) -> Refused | None:
    email = cell_of(reader.plan, cells, Holds.EMAIL)
    if not email or _EMAIL.fullmatch(email):
        return None
    reason = "This is not an email address. Correct it, or leave it empty."
    return refuse(reader, line, cells, reader.plan.others[Holds.EMAIL], reason)


def against_unknown(reader: Reader, line: int, cells: Sequence[str]) -> Refused | None:
    """Refuse a row in which nobody can tell who speaks, or who may see it."""
    for holds, known in ((Holds.SPEAKER, set(Speaker)), (Holds.VISIBILITY, set(Visibility))):
        meant = meant_by(reader, cells, holds)
        if meant and meant not in known:
            place = reader.plan.others[holds]
            return refuse(reader, line, cells, place, "Say what is meant by this.")
    return None


def against_answers(reader: Reader, line: int, answers: Mapping[int, str]) -> Refused | None:
    reasons = reasons_against_answers(questions=reader.asked, answers=answers)
    if not reasons:
        return None
    question_id, reason = next(iter(reasons.items()))
    columns = reader.plan.questions.get(question_id)
    return Refused(
        line=line,
        column=reader.header[columns[0][0]] if columns else "",
        value=answers.get(question_id, ""),
        reason=reason,
    )
