"""The catalogue of duties, which is public: law and guidance in plain English, in versions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from regard.domains.governance.models import Duty
from regard.domains.governance.rules.days import is_live
from regard.domains.governance.rules.obligations import sort_key
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regard.domains.register.models import System


def list_duty_versions(*, system: System) -> dict[str, list[Duty]]:
    """
    Return every version of every duty that is known in a system, local ones too.

    By code, in the order of the codes; the versions of each from the oldest.
    """
    known: dict[str, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.filter(Q(system=None) | Q(system=system)).order_by("version"):
        known[duty.code].append(duty)
    return {code: known[code] for code in sorted(known, key=sort_key)}


def get_duty_versions(*, system: System, code: str) -> list[Duty]:
    """
    Return the versions of a duty from the oldest.

    :raises NotFound: if no duty has this code in the system.
    """
    here = Q(system=None) | Q(system=system)
    versions = list(Duty.objects.filter(here, code=code).order_by("version"))
    if not versions:
        raise NotFound("There is no duty with this code")
    return versions


def version_on(versions: Iterable[Duty], on: date) -> Duty | None:
    """Return the version of a duty that was in force on a day; None: none was."""
    live = (each for each in versions if is_live(each.valid_from, each.valid_to, on=on))
    return next(live, None)
