"""
Read a kept file of the regulator's API: one JSON document a line, locations and providers.

The first line may say what the file is: when it was fetched, and what was not to be had.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from regard.domains.register.models import Organisation
from regard.domains.register.rules.api_details import (
    is_social_care,
    read_brand,
    read_provider,
    read_relations,
    unknown_fields,
)
from regard.domains.register.rules.api_locations import read_location
from regard.domains.register.rules.api_ratings import Document
from regard.domains.register.rules.told import ToldLocation, ToldOrganisation, ToldRelation
from regard.domains.register.rules.values import Unreadable

from .found import Found
from .opening import CannotRead, Rows, Table
from .setting import Setting

LONGEST_LINE = 4 * 1024 * 1024
"""Characters. The longest document seen has 400,000."""

PREFACE = "regard"
"""The field that only the first line of a file has that we fetched ourselves."""


def is_api_file(path: Path) -> bool:
    """Test whether a file begins as one of JSON documents does."""
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def open_documents(stack: ExitStack, path: Path, name: str) -> Table:
    """Return the documents of a file as rows of one cell."""
    lines = stack.enter_context(path.open(encoding="utf-8-sig", errors="strict", newline="\n"))
    return Table(["document"], _rows(lines.readline, name))


def _rows(readline: Callable[[int], str], name: str) -> Rows:
    number = 0
    while True:
        number += 1
        try:
            line = readline(LONGEST_LINE)
        except UnicodeDecodeError:
            raise CannotRead(f"{name}, line {number}: this is not written in UTF-8") from None
        if not line:
            return
        if len(line) == LONGEST_LINE:
            raise CannotRead(f"{name}, line {number}: this line is longer than any can be right")
        if line.strip():
            yield number, [line]


def read_documents(table: Table, setting: Setting, found: Found) -> Iterator[ToldLocation]:
    """
    Hand out each location of adult social care once, and fill `found`.

    The database is asked here, before the first row: while rows are copied into it, it answers
    nothing else.

    :raises CannotRead: if a line is no document, or too much cannot be read.
    """
    held = Organisation.objects.exclude(regulator_id=None).values_list("regulator_id", flat=True)
    return _read_rows(table, _Reading(setting, found, frozenset(held)))


def _read_rows(table: Table, reading: "_Reading") -> Iterator[ToldLocation]:
    setting, found = reading.setting, reading.found
    for line, [text] in table.rows:
        document = _parse(text, line, setting.name)
        if PREFACE in document:
            reading.begin(document)
            continue
        found.rows += 1
        try:
            location = reading.read(line, document)
        except Unreadable as problem:
            found.refusals.add(line, problem)
            reading.note_unread(document)
            continue
        if location is not None:
            yield location
    reading.finish()


class _Reading:
    """What has to be remembered from one document to the next."""

    def __init__(self, setting: Setting, found: Found, held: frozenset[str | None]) -> None:
        self.setting = setting
        self.found = found
        self._held = held
        self._told: dict[str, ToldOrganisation] = {}
        self._brands: dict[str, tuple[str, str]] = {}
        self._wanted: set[str] = set()
        self._relations: dict[tuple[str, str, str, str], ToldRelation] = {}

    def begin(self, preface: Document) -> None:
        """Take what the first line says of the file."""
        try:
            self.found.as_at = date.fromisoformat(str(preface.get("fetchedOn")))
        except ValueError:
            raise CannotRead(f"{self.setting.name}, line 1: “fetchedOn” is no date") from None
        if self.found.as_at > self.setting.today:
            raise CannotRead(f"{self.setting.name} says that it was fetched in the future")
        self._note("not_to_be_had", len(preface.get("missing") or ()))

    def read(self, line: int, document: Document) -> ToldLocation | None:
        """Take one document, and return the location if it is one of ours."""
        for field in sorted(unknown_fields(document)):
            self._note(f"unknown: {field}"[:100], 1)
        if not is_social_care(document):
            self.found.not_social_care += 1
            return None
        self.found.looked_at += 1
        try:
            if "locationId" in document:
                return self._location(line, document)
            self._provider(document)
        except (AttributeError, KeyError, TypeError) as problem:
            raise Unreadable(
                "document", repr(problem), "is not built as the regulator’s API builds it"
            ) from problem
        return None

    def note_unread(self, document: Document) -> None:
        if isinstance(document.get("locationId"), str):
            self.found.unread.add(document["locationId"])

    def finish(self) -> None:
        """
        Hand over the providers of the locations, and refuse what is too much.

        A provider whose document was not to be had, and that the register does not hold, is
        known by its number only. One that runs nothing here, and is not held, is left out.
        """
        found = self.found
        if not found.looked_at:
            raise CannotRead(f"{found.name} has no document of adult social care")
        found.refusals.check(name=found.name, rows=found.looked_at)
        if found.dated is None:
            raise CannotRead(f"{found.name} has no date, so we cannot tell how old it is")
        self._hand_over_providers()
        found.relations.extend(self._relations.values())

    def _hand_over_providers(self) -> None:
        found = self.found
        for number in self._wanted - self._told.keys() - self._held:
            self._note("providers_without_document", 1)
            found.organisations[number] = ToldOrganisation(
                number, f"Provider {number}", *self._brands.get(number, (None, None))
            )
        for number in self._told.keys() & (self._wanted | self._held):
            told = self._told[number]
            brand = self._brands.get(number)
            if told.brand_number is None and brand:
                told = told._replace(brand_number=brand[0], brand_name=brand[1])
            found.organisations[number] = told

    def _location(self, line: int, document: Document) -> ToldLocation | None:
        found, setting = self.found, self.setting
        number = str(document["locationId"])
        first = found.lines.setdefault(number, line)
        if first != line:
            raise CannotRead(
                f"{found.name}, line {line}: {number} stands here a second time; the first is on "
                f"line {first}"
            )
        read = read_location(document, line=line, gazetteer=setting.gazetteer, today=setting.today)
        location = read.location
        if not setting.may_touch(location.council_id):
            found.elsewhere += 1
            return None
        found.services.extend(read.services)
        found.ratings.extend(read.ratings)
        self._tie(document)
        self._date(location.rated_on, location.registered_on, location.ended_on)
        self._wanted.add(location.provider_number)
        brand = read_brand(document)
        if brand and location.ended_on is None:
            self._brands[location.provider_number] = brand
        return location

    def _provider(self, document: Document) -> None:
        setting = self.setting
        told = read_provider(
            document, brand=None, gazetteer=setting.gazetteer, today=setting.today
        )
        self._told[told.number] = told
        self._date(told.registered_on, told.ended_on)
        self._tie(document)

    def _tie(self, document: Document) -> None:
        """Keep each tie once: told by both sides, as the one tells it that knows since when."""
        for row in read_relations(document, today=self.setting.today):
            key = (row.subject, row.kind, row.number, row.other_number)
            held = self._relations.get(key)
            if held is None or held.since is None:
                self._relations[key] = row

    def _date(self, *days: str | None) -> None:
        self.found.newest = max(self.found.newest, *(day or "" for day in days))

    def _note(self, what: str, count: int) -> None:
        if count:
            self.found.notes[what] = self.found.notes.get(what, 0) + count


def _parse(text: str, line: int, name: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
        if "\\u" in text:
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise CannotRead(
            f"{name}, line {line}: this is not one whole JSON document. Fetch the file again"
        ) from None
    if not isinstance(document, dict):
        raise CannotRead(f"{name}, line {line}: this is JSON, and not a document of fields")
    if "\\u0000" in text or "\0" in text:
        raise CannotRead(f"{name}, line {line}: a field holds a character that no text may hold")
    return document
