"""Bring the catalogue of national duties up to date from a table, as law changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.governance.models import Duty
from regard.domains.governance.sources.duties import load_duties
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@transaction.atomic
def load_catalogue(*, path: Path, by: str, at: datetime) -> int:
    """
    Take the duties of a table into the catalogue of every system, and return how many it has.

    It may hold only what changed: a version that ends, and the one that follows it. Old versions
    can be read on, and what was accepted for them lapses on the day that a new one begins.

    :raises CannotReadDuties: if anything in it cannot be understood, or two versions of a duty
        would be in force on one day; then nothing is changed.
    """
    taken = load_duties(path=path)
    newest = Duty.objects.filter(system=None).latest("updated_at")
    detail: dict[str, object] = {"versions": taken}
    ledger.record(event="duties.loaded", subject=newest, by=by, at=at, detail=detail)
    return taken
