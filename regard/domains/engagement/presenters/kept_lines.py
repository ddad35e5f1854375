"""What the minutes of a meeting offer: to keep a line as a contribution, and to read it as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement.queries.kept_lines import list_kept_from

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.governance.queries.minutes import LineRow
    from regard.domains.register.models import System
    from regard.foundation.authority import Caller


def keep_line_url(system: System, line: LineRow) -> str:
    """Return where a line of minutes is kept as a contribution. No query."""
    where = {"system": system.slug, "line_id": line.line_id}
    return reverse("engagement:keep_line", kwargs=where)


def kept_line_urls(system: System, receipts: Collection[str], caller: Caller) -> dict[str, str]:
    """Return where contributions are read, by receipt: of those that the caller may read."""
    return {
        each.receipt: reverse(
            "engagement:contribution",
            kwargs={"system": system.slug, "slug": each.exercise.slug, "receipt": each.receipt},
        )
        for each in list_kept_from(system=system, receipts=receipts, caller=caller)
    }
