"""What governance shows on the pages of the register: who from there sits where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from regard.domains.governance.queries.holders import SatRow, list_sitting_from
from regard.domains.register import queries as register
from regard.foundation.authority import Caller

if TYPE_CHECKING:
    from regard.domains.register.models import Location, Organisation, System


def sitting_of_location(system: System, location: Location, caller: Caller) -> SafeString:  # noqa: ARG001 (a slot's signature; who sits where is public)
    """Return who works in a service, under any record of its chain, and sits on a body today."""
    chain = register.chain_of(location=location.pk)
    return _render(list_sitting_from(on=timezone.localdate(), location_ids=chain))


def sitting_of_provider(organisation: Organisation, caller: Caller) -> SafeString:  # noqa: ARG001 (likewise)
    """Return who works for a provider or in a service of it, and sits on a body today."""
    rows = list_sitting_from(on=timezone.localdate(), organisation_ids=[organisation.pk])
    return _render(rows)


def _render(rows: list[SatRow]) -> SafeString:
    if not rows:
        return SafeString("")
    context = {"rows": rows}
    return mark_safe(render_to_string("governance/sitting.jinja", context))  # noqa: S308 (our own template, escaped)
