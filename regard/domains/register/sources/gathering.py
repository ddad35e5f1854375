"""
The work folder of a fetch from the regulator's API: what was asked for, and what came so far.

A fetch of all of England is some hundred thousand calls. One that is killed goes on from here;
one that is done leaves a single file, and the folder goes.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from regard.domains.register.rules.api_details import without_people

from .api_details import PREFACE
from .regulator_api import Kind

STALE = timedelta(days=7)
"""A list of what there is, older than this, is made anew."""

PLAN = "plan.json"
DOCUMENTS = "documents.jsonl"
FINISHED = "regulator-api.jsonl"


@dataclass(frozen=True)
class Plan:
    """
    What a fetch asks for.

    Attributes:
        council: whose locations, as the regulator calls it; "" for all of England.
        since: what changed after this time, in ISO 8601; "" for all that there is.
        begun_at: when the lists were made, in ISO 8601: the next fetch of changes begins here.
        locations: their numbers, in the API's order.
        providers: their numbers; beside them, those of the locations that are fetched.
    """

    council: str
    since: str
    begun_at: str
    locations: tuple[str, ...] = field(default=())
    providers: tuple[str, ...] = field(default=())


class Gathering:
    """What came so far of one plan. One process at a time; the caller sees to that."""

    def __init__(self, folder: Path, plan: Plan, seen: dict[tuple[str, str], bool]) -> None:
        self.plan = plan
        self._folder = folder
        self._seen = seen
        self._file: BinaryIO | None = None

    def lacks(self, kind: Kind, number: str) -> bool:
        return (kind.value, number) not in self._seen

    def add(self, kind: Kind, number: str, document: Mapping[str, Any] | None) -> None:
        """Write down what the API has under a number; None if it has nothing there."""
        if self._file is None:
            self._file = (self._folder / DOCUMENTS).open("ab")
        kept = None if document is None else without_people(document)
        line = json.dumps([kind.value, number, kept], ensure_ascii=False, separators=(",", ":"))
        self._file.write(line.encode("utf-8", "replace") + b"\n")
        self._seen[kind.value, number] = document is not None

    def flush(self) -> None:
        if self._file is not None:
            self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    @property
    def missing(self) -> list[str]:
        """What was listed, and then not to be had."""
        return sorted(number for (_, number), is_there in self._seen.items() if not is_there)

    @property
    def done(self) -> int:
        return len(self._seen)

    def documents(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield kind, number and document of all that came."""
        for _, kind, number, document in self._placed():
            yield kind, number, document

    def is_wanted(self, document: Mapping[str, Any]) -> bool:
        """Test whether a location lies where the plan looks."""
        council = str(document.get("localAuthority") or "")
        return not self.plan.council or council.casefold() == self.plan.council.casefold()

    def write(self) -> tuple[Path, dict[str, int]]:
        """
        Write one file of all that came; return its path, and how many there are of what.

        The locations come first, in the order of their numbers, so that the same documents make
        the same file on the same day.
        """
        order = sorted(
            (kind != Kind.LOCATION, number, start)
            for start, kind, number, document in self._placed()
            if kind != Kind.LOCATION or self.is_wanted(document)
        )
        preface = {
            PREFACE: "regulator_api",
            "fetchedOn": self.plan.begun_at[:10],
            "council": self.plan.council,
            "since": self.plan.since,
            "missing": self.missing,
        }
        path = self._folder / FINISHED
        with (self._folder / DOCUMENTS).open("rb") as come, path.open("wb") as file:
            file.write(_line(preface))
            for _, _, start in order:
                come.seek(start)
                file.write(_line(json.loads(come.readline())[2]))
        return path, {"documents": len(order), "missing": len(self.missing)}

    def _placed(self) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
        """Yield at which byte each document that came begins, its kind, its number and itself."""
        self.close()
        path = self._folder / DOCUMENTS
        path.touch()
        start = 0
        with path.open("rb") as file:
            for line in file:
                kind, number, document = json.loads(line)
                if document is not None:
                    yield start, kind, number, document
                start += len(line)

    def remove(self) -> None:
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def take_up(folder: Path, *, council: str, since: str, at: datetime) -> Gathering | None:
    """Return a gathering that was broken off. None if there is none, or it is stale."""
    try:
        held = json.loads((folder / PLAN).read_text(encoding="utf-8"))
        plan = Plan(
            council=held["council"],
            since=held["since"],
            begun_at=held["begun_at"],
            locations=tuple(held["locations"]),
            providers=tuple(held["providers"]),
        )
        begun_at = datetime.fromisoformat(plan.begun_at)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if plan.council != council or plan.since != since or at - begun_at > STALE:
        return None
    return Gathering(folder, plan, _read_back(folder / DOCUMENTS))


def begin(folder: Path, plan: Plan) -> Gathering:
    """Begin a gathering, and forget any that was in the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    half = folder / f"{PLAN}.half"
    half.write_text(json.dumps(asdict(plan)), encoding="utf-8")
    half.replace(folder / PLAN)
    return Gathering(folder, plan, {})


def _read_back(path: Path) -> dict[tuple[str, str], bool]:
    """Return what a file holds, and cut off the line at its end that was half written."""
    seen: dict[tuple[str, str], bool] = {}
    if not path.exists():
        return seen
    whole = 0
    with path.open("rb") as file:
        for line in file:
            try:
                kind, number, document = json.loads(line)
            except ValueError:
                break
            if not line.endswith(b"\n"):
                break
            seen[kind, number] = document is not None
            whole += len(line)
    os.truncate(path, whole)
    return seen


def _line(document: Mapping[str, Any]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "replace") + b"\n"
