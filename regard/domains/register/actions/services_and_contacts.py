"""Take a file of services and contacts, Regard's own layout, into the register."""

from datetime import datetime
from typing import Any

from django.db import connection

from regard.domains.register.models import Change, Load
from regard.domains.register.rules.values import Unreadable
from regard.domains.register.sources import staging
from regard.domains.register.sources.opening import Table
from regard.domains.register.sources.service_lines import ServiceLines, read_service_lines
from regard.domains.register.sources.setting import Setting

from . import service_statements as statements
from .history import SAMPLE
from .outcomes import Outcome
from .placing import place_locations


def take_services_and_contacts(
    table: Table, setting: Setting, *, load: Load, at: datetime
) -> Outcome:
    """
    Read, check and apply, in the caller's transaction.

    A line with a Location ID says how that location is reached and, where it says so, its
    sector and kind. One without is a service that the regulator does not list, known by its
    name and postcode. An empty cell leaves what the register holds.

    :raises CannotRead: if the file is not to be trusted.
    """
    found = read_service_lines(table, setting)
    staging.make_line_table()
    staging.copy(staging.COPY_LINES, found.lines)
    parameters = {"at": at, "on": at.date()}
    _run(statements.FIND_LOCATIONS, parameters)
    _refuse_strangers(found, setting)
    found.refusals.check(name=setting.name, rows=found.rows)

    added = _run(statements.ADD_LOCATIONS, parameters)
    changed = set().union(*(_run(statement, parameters) for statement in statements.CHANGES))
    told = _run(statements.TOLD, parameters)
    place_locations(location_ids=added | changed, at=at)
    _keep_changes(load, added, changed - added)
    counts = {
        "added": len(added),
        "changed": len(changed - added),
        "unchanged": len(told - changed - added),
        "refused": len(found.refusals.cells),
    }
    return Outcome(
        rows=found.rows, as_at=at.date(), counts=counts, refused=tuple(found.refusals.cells)
    )


def _keep_changes(load: Load, added: set[int], changed: set[int]) -> None:
    """Keep which locations were added and changed, and of a contact nothing."""
    kinds = {"added": sorted(added)[:SAMPLE], "changed": sorted(changed)}
    Change.objects.bulk_create(
        [
            Change(load=load, location_id=number, kind=kind)
            for kind, numbers in kinds.items()
            for number in numbers
        ],
        batch_size=1000,
    )


def _refuse_strangers(found: ServiceLines, setting: Setting) -> None:
    """Refuse the lines whose number the register does not know, or another system keeps."""
    with connection.cursor() as cursor:
        cursor.execute(statements.RESOLVED)
        resolved = cursor.fetchall()
    strangers = []
    for line, number, location_id, council_id in resolved:
        if number is not None and location_id is None:
            reason = "is not in the register. Load the regulator’s file first"
        elif council_id is not None and not setting.may_touch(council_id):
            reason = "lies in another system, which keeps it itself"
        else:
            continue
        found.refusals.add(line, Unreadable("Location ID", number or "", reason))
        strangers.append(line)
    _run(statements.FORGET, {"lines": strangers})


def _run(statement: str, parameters: dict[str, Any]) -> set[int]:
    """Run one or more statements; return the numbers that the last one returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while cursor.nextset():
            pass
        return {number for (number,) in cursor.fetchall()} if cursor.description else set()
