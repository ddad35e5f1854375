"""What services were asked and said, on the register's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from regard.domains.engagement import queries
from regard.domains.register import queries as register

from .exercises import STAGE_TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.register.models import Location, System
    from regard.foundation.authority import Caller


class HasLocation(Protocol):
    """A row of the register's page of one's own services, as far as this needs it."""

    @property
    def location(self) -> Location: ...


def said_of_location(system: System, location: Location, caller: Caller) -> SafeString:
    """
    Return what a service was asked and said, under any record of its chain, as HTML.

    Nothing in drafts, and no more of who said what than the caller may know.
    """
    chain = register.chain_of(location=location.pk)
    rows = queries.list_asked_of(location_ids=chain, caller=caller)
    context = {"system": system, "location": location, "rows": rows, "tags": STAGE_TAGS}
    return _render("engagement/of_location.jinja", context)


def asked_of_own(rows: Sequence[HasLocation], caller: Caller) -> SafeString:
    """Return what somebody's own services were asked, and what became of it, as HTML."""
    names = {row.location.pk: row.location.name for row in rows}
    asked = queries.list_asked_of(location_ids=list(names), caller=caller)
    context = {"rows": asked, "names": names, "tags": STAGE_TAGS}
    return _render("engagement/of_own.jinja", context)


def _render(name: str, context: Mapping[str, object]) -> SafeString:
    return mark_safe(render_to_string(name, dict(context)))  # noqa: S308 (our own template, escaped)
