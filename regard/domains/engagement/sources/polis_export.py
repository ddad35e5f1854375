"""
A conversation as Polis exports it: votes.csv and comments.csv, an agreement as 1.

Both as its open data has them, and as our own files have them. In votes.csv the later of two
votes of somebody on the same statement counts, by its time and then by its line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regard.domains.engagement.types import StatementState
from regard.foundation.base.errors import Refusal

VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
COMMENT_COLUMNS = ("comment-id", "moderated", "comment-body")
STATES = {"1": StatementState.SHOWN, "0": StatementState.WAITING, "-1": StatementState.HIDDEN}
TAKEN_OUT = "(taken out)"


class CannotReadExport(Refusal):
    """A file is not an export of Polis. The message says which, where and why."""


@dataclass(frozen=True)
class Export:
    """
    A conversation, without names.

    Attributes:
        statements: text and state, by number.
        votes: 1 agree, -1 disagree, 0 pass, by number of the voter and of the statement.
    """

    statements: dict[int, tuple[str, StatementState]]
    votes: dict[tuple[int, int], int]


def read_export(*, votes: Path, comments: Path) -> Export:
    """
    Return the conversation in two files.

    :raises CannotReadExport: if one lacks a column, or a cell is not what it should be.
    """
    statements = _read_statements(comments)
    return Export(statements, _read_votes(votes, statements))


def _read_statements(path: Path) -> dict[int, tuple[str, StatementState]]:
    found = {}
    for line, row in _rows(path, COMMENT_COLUMNS):
        state = STATES.get(row["moderated"])
        if state is None:
            raise _wrong(path, line, "moderated", row["moderated"], "1, 0 or -1")
        number = _whole(path, line, "comment-id", row)
        found[number] = (" ".join(row["comment-body"].split()) or TAKEN_OUT, state)
    return found


def _read_votes(
    path: Path, statements: dict[int, tuple[str, StatementState]]
) -> dict[tuple[int, int], int]:
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for line, row in _rows(path, VOTE_COLUMNS):
        if row["vote"] not in {"1", "0", "-1"}:
            raise _wrong(path, line, "vote", row["vote"], "1, 0 or -1")
        who = _whole(path, line, "voter-id", row), _whole(path, line, "comment-id", row)
        if who[1] not in statements:
            raise _wrong(
                path, line, "comment-id", row["comment-id"], "a statement of comments.csv"
            )
        at = _whole(path, line, "timestamp", row)
        if who not in last or at >= last[who][0]:
            last[who] = at, int(row["vote"])
    return {who: vote for who, (_, vote) in last.items()}


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with the line on which it ends."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise CannotReadExport(f"{path.name} has no column “{missing[0]}”")
            for row in reader:
                yield reader.line_num, row
    except (UnicodeDecodeError, csv.Error) as problem:
        raise CannotReadExport(f"{path.name} is not a CSV file in UTF-8") from problem


def _whole(path: Path, line: int, column: str, row: dict[str, str]) -> int:
    if not (row[column].isascii() and row[column].isdigit()):
        raise _wrong(path, line, column, row[column], "a whole number")
    return int(row[column])


def _wrong(path: Path, line: int, column: str, value: str, wanted: str) -> CannotReadExport:
    return CannotReadExport(
        f"{path.name}, line {line}, column “{column}”: “{value[:60]}” is not {wanted}"
    )
