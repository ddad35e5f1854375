"""The register is loaded as a partnership loads it: file after file, over the months."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regard.domains.register import actions as register
from regard.foundation.files.streams import write_ods

from .active_locations import Listed, first_issue, next_issue, sheets
from .clock import as_at
from .population import VISITORS_HOME, MadeLocation
from .register_files import write_contacts, write_ratings
from .timeline import Timeline

if TYPE_CHECKING:
    from regard.domains.register.models import System

ORIGIN = "made up for the demonstration"

LIST, RATINGS, CONTACTS = (
    "HSCA_Active_Locations.ods",
    "Latest_ratings.csv",
    "services-and-contacts.csv",
)
SPARED = frozenset({VISITORS_HOME})


def load(
    *, system: System, locations: Sequence[MadeLocation], by: str, timeline: Timeline
) -> tuple[Listed, ...]:
    """
    Load what begins a register, and return the list that it began with.

    First the regulator's list and its ratings, then what only the partnership knows.
    """
    issue = first_issue(locations)
    on = timeline.day("registered")
    files: tuple[tuple[str, Callable[[Path], None]], ...] = (
        (LIST, lambda path: _write_list(path, issue, on)),
        (RATINGS, lambda path: write_ratings(path, locations)),
        (CONTACTS, lambda path: write_contacts(path, locations)),
    )
    for hour, (name, write) in enumerate(files, start=9):
        _load(name, write, when="registered", hour=hour, system=system, by=by, timeline=timeline)
    return issue


def load_next(
    *, system: System, issue: Sequence[Listed], seed: int, by: str, timeline: Timeline
) -> tuple[Listed, ...]:
    """Load the regulator's next list: some services have closed, changed hands or grown."""
    later = next_issue(issue, seed=seed, spared=SPARED)
    on = timeline.day("registered_next")
    _load(
        LIST,
        lambda path: _write_list(path, later, on),
        when="registered_next",
        hour=10,
        system=system,
        by=by,
        timeline=timeline,
    )
    return later


def _write_list(path: Path, issue: Sequence[Listed], on: date) -> None:
    with path.open("wb") as file:
        write_ods(file, sheets(issue, on=on))


def _load(  # noqa: PLR0913 (one file's name, content, day and hands)
    name: str,
    write: Callable[[Path], None],
    *,
    when: str,
    hour: int,
    system: System,
    by: str,
    timeline: Timeline,
) -> None:
    at = timeline.when(when, hour=hour)
    with tempfile.TemporaryDirectory() as folder, as_at(at):
        path = Path(folder) / name
        write(path)
        register.load_file(path=path, name=name, origin=ORIGIN, system=system, by=by, at=at)
        register.index_locations(at=at)
