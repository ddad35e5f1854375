"""The catalogue of duties: the table that comes with Regard, or one that an operator loads."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.apps import apps

from regard.domains.governance.rules.obligations import sort_key
from regard.domains.governance.types import DutyEvent, DutyKind, HolderKind, Rhythm
from regard.foundation.base.errors import Refusal

TABLE = Path(__file__).parent.parent / "reference" / "duties.csv"

GetModel = Callable[[str, str], Any]
"""How to reach a model by app and name: the apps of today, or those of a migration."""

COLUMNS = (
    "code",
    "version",
    "title",
    "summary",
    "citation",
    "kind",
    "holders",
    "rhythm",
    "event",
    "days_to_act",
    "evidence_wanted",
    "source",
    "is_read",
    "may_change",
    "valid_from",
    "valid_to",
)
"""Several holders, or pieces of evidence, are divided by a bar."""

NEEDED = ("code", "title", "summary", "citation", "source", "evidence_wanted")


class CannotReadDuties(Refusal):
    """The table cannot be read. The message names the file, row and column."""


def load_duties(get_model: GetModel = apps.get_model, path: Path = TABLE) -> int:
    """
    Put the duties of a table into the catalogue of every system. Twice changes nothing.

    A version that is there is brought up to date; one that is not in the table stays.

    :returns: how many versions the table has.
    :raises CannotReadDuties: if anything in it cannot be understood, or two versions of a duty
        would be in force on one day; then nothing is changed.
    """
    duty = get_model("governance", "Duty")
    rows = read_duties(path)
    changing = [name for name in COLUMNS if name not in {"code", "version"}]
    there = {(each.code, each.version): each for each in duty.objects.filter(system=None)}
    _check_versions(path.name, _together(rows, there.values()))
    new = [duty(**row) for row in rows if (row["code"], row["version"]) not in there]
    old = [
        _changed(there[row["code"], row["version"]], row)
        for row in rows
        if (row["code"], row["version"]) in there
    ]
    duty.objects.bulk_create(new)
    duty.objects.bulk_update(old, changing)
    return len(rows)


def read_duties(path: Path) -> list[dict[str, Any]]:
    """
    Return the rows of a table of duties, checked, in the order of their codes and versions.

    :raises CannotReadDuties: if anything in it cannot be understood.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise CannotReadDuties(f"{path.name} has no column {missing[0]}")
        rows = [_read(path.name, line, row) for line, row in enumerate(reader, start=2)]
    rows.sort(key=lambda row: (sort_key(row["code"]), row["version"]))
    _check_versions(path.name, rows)
    return rows


def _together(rows: list[dict[str, Any]], there: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the days of every version that there will be, those not in the table too."""
    days = {
        (each.code, each.version): {
            "code": each.code,
            "version": each.version,
            "valid_from": each.valid_from,
            "valid_to": each.valid_to,
        }
        for each in there
    }
    days |= {(row["code"], row["version"]): row for row in rows}
    return sorted(days.values(), key=lambda row: (sort_key(row["code"]), row["version"]))


def _changed(duty: Any, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 (a model of any time)
    for name, value in row.items():
        setattr(duty, name, value)
    return duty


@dataclass(frozen=True)
class Cells:
    """One row's cells, and how each kind is read. Refusals name file, row and column."""

    file: str
    line: int
    texts: Mapping[str, str]

    def refuse(self, column: str, words: str) -> CannotReadDuties:
        return CannotReadDuties(
            f"{self.file}, row {self.line}, column {column}: {words}, not “{self.texts[column]}”"
        )

    def one_of(self, column: str, words: type[StrEnum]) -> str:
        return self.each_of(column, words)[0]

    def each_of(self, column: str, words: type[StrEnum]) -> list[str]:
        found = _parts(self.texts[column])
        if not set(found) <= set(words):
            raise self.refuse(column, f"use one of {', '.join(words)}")
        return found

    def number(self, column: str) -> int | None:
        text = self.texts[column]
        if text and not (text.isascii() and text.isdigit() and len(text) < 6):
            raise self.refuse(column, "use a whole number or leave it empty")
        return int(text) if text else None

    def day(self, column: str) -> date | None:
        text = self.texts[column]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise self.refuse(column, "use a day like 2027-03-31 or leave it empty") from error


def _read(file: str, line: int, row: Mapping[str, str | None]) -> dict[str, Any]:
    texts = {name: (row[name] or "").strip() for name in COLUMNS}
    cells = Cells(file, line, texts)
    for name in NEEDED:
        if not texts[name]:
            raise cells.refuse(name, "say something")
    if texts["is_read"] not in {"yes", "no"}:
        raise cells.refuse("is_read", "use yes or no")
    return texts | {
        "version": cells.number("version") or 1,
        "kind": cells.one_of("kind", DutyKind),
        "holders": cells.each_of("holders", HolderKind),
        "rhythm": cells.one_of("rhythm", Rhythm),
        "event": cells.one_of("event", DutyEvent) if texts["event"] else "",
        "days_to_act": cells.number("days_to_act"),
        "evidence_wanted": _parts(texts["evidence_wanted"]),
        "is_read": texts["is_read"] == "yes",
        "valid_from": cells.day("valid_from"),
        "valid_to": cells.day("valid_to"),
    }


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


def _check_versions(file: str, rows: list[dict[str, Any]]) -> None:
    """
    Let no two versions of a duty be in force on one day.

    :raises CannotReadDuties: if two would be, or a version ends before it begins.
    """
    for row in rows:
        begins, ends = row["valid_from"], row["valid_to"]
        if begins and ends and ends <= begins:
            raise CannotReadDuties(f"{file}: {row['code']} ends before it begins")
    for before, after in pairwise(rows):
        if before["code"] != after["code"]:
            continue
        if before["version"] == after["version"]:
            raise CannotReadDuties(
                f"{file}: version {after['version']} of {after['code']} is there twice"
            )
        ends, begins = before["valid_to"], after["valid_from"]
        if ends is None or begins is None or begins < ends:
            raise CannotReadDuties(
                f"{file}: version {after['version']} of {after['code']} begins "
                "before the one before it ends"
            )
