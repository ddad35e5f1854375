"""What duties show on a body's page: those that it holds, for those who may see them."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from regard.domains.governance.models import Body
from regard.domains.governance.permissions import Permission
from regard.domains.governance.queries import list_duties_of
from regard.domains.governance.rules.duties import ABSENT
from regard.domains.governance.rules.duty_filter import DutyFilter
from regard.domains.governance.types import DutyState
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.design.words import plural_words

from .duties import TAGS, whole_words
from .sections import BodySection, Card

SHOWN = 5
"""Duties on a body's page, those first that ask for something; the rest are in the list."""


def duties_of(body: Body, on: date, caller: Caller) -> BodySection | None:
    """Return the duties that a body held on a day; None where it held none or they may not see."""
    if not is_allowed(caller, Permission.VIEW_DUTIES, body.system):
        return None
    rows = list_duties_of(body=body, on=on, caller=caller)
    if not rows:
        return None
    absent = sum(row.state in ABSENT for row in rows)
    accepted = sum(row.state is DutyState.ACCEPTED for row in rows)
    where = {"system": body.system.slug}
    then = None if on == timezone.localdate() else on
    narrowed = DutyFilter(holder=rows[0].holder_name, on=then).query()
    return BodySection(
        title="What law and guidance ask of it",
        words=f"{plural_words(len(rows), 'duty', 'duties')}: evidence is accepted for "
        f"{accepted:,} and absent for {absent:,}.",
        cards=tuple(
            Card(
                title=f"{row.code} {row.duty.title}",
                url=reverse(
                    "governance:duty", kwargs=where | {"obligation_id": row.obligation_id}
                ),
                words=whole_words(row, on=on),
                tag=(row.state.label, TAGS[row.state]),
            )
            for row in rows[:SHOWN]
        ),
        links=(("All its duties", f"{reverse('governance:duties', kwargs=where)}{narrowed}"),),
    )
