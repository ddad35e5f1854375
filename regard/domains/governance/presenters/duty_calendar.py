"""What is coming, day by day: last days, acceptances that lapse, and law that begins or ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance.types import DutyState
from regard.foundation.design.words import plural_words

if TYPE_CHECKING:
    from regard.domains.governance.models import Duty, Round
    from regard.domains.governance.queries import DutyRow

WHAT = {
    DutyState.OVERDUE: ("Was due", "gap"),
    DutyState.LAPSED: ("Lapsed", "gap"),
    DutyState.DUE: ("Last day", "part"),
    DutyState.OFFERED: ("Evidence to look at", "part"),
    DutyState.ACCEPTED: ("Acceptance lapses", "no"),
}


@dataclass(frozen=True)
class Coming:
    """Something that a day brings. `tag` is its words and how they look."""

    day: date
    tag: tuple[str, str]
    title: str
    url: str
    holder: str


def list_coming(
    *,
    slug: str,
    rows: Sequence[DutyRow],
    future: Sequence[Round],
    versions: Mapping[str, Sequence[Duty]],
    on: date,
) -> list[Coming]:
    """
    Return what days bring, the first day first; what is overdue or lapsed is in the past.

    :param future: times that duties are to fall due after the day.
    :param versions: of every duty, for law that begins or ends after the day.
    """
    titles = {row.obligation_id: (f"{row.code} {row.duty.title}", row) for row in rows}
    coming = [
        Coming(
            row.next_on, WHAT[row.state], titles[row.obligation_id][0], _url(slug, row), _who(row)
        )
        for row in rows
        if row.next_on is not None and row.state in WHAT
    ]
    for each in future:
        if each.obligation_id in titles:
            title, row = titles[each.obligation_id]
            tag = ("Falls due", "no")
            coming.append(Coming(each.fell_on, tag, title, _url(slug, row), _who(row)))
    coming += _law(slug, versions, on)
    return sorted(coming, key=lambda each: each.day)


def by_month(coming: Sequence[Coming], *, on: date) -> list[tuple[str, list[Coming]]]:
    """Return what is to come under each month's name; what is past is left out."""
    ahead = [each for each in coming if each.day >= on]
    months = groupby(ahead, key=lambda each: (each.day.year, each.day.month))
    return [(f"{date(year, month, 1):%B %Y}", list(its)) for (year, month), its in months]


def calendar_lede(coming: Sequence[Coming], *, on: date) -> str:
    past = sum(each.day < on for each in coming)
    soon = sum(0 <= (each.day - on).days <= 30 for each in coming)
    return (
        f"{plural_words(soon, 'thing')} in the next 30 days. "
        f"{plural_words(past, 'duty', 'duties')} overdue or lapsed."
    )


def _law(slug: str, versions: Mapping[str, Sequence[Duty]], on: date) -> list[Coming]:
    found = []
    for code, listed in versions.items():
        url = reverse("governance:duty_text", kwargs={"system": slug, "duty_code": code})
        for duty in listed:
            title = f"{code} {duty.title}"
            if duty.valid_from is not None and duty.valid_from > on:
                tag = ("New text" if duty.version > 1 else "Begins", "no")
                found.append(Coming(duty.valid_from, tag, title, url, "Everyone"))
            is_last = duty is listed[-1]
            if is_last and duty.valid_to is not None and duty.valid_to > on:
                found.append(Coming(duty.valid_to, ("Ends", "no"), title, url, "Everyone"))
    return found


def _url(slug: str, row: DutyRow) -> str:
    where = {"system": slug, "obligation_id": row.obligation_id}
    return reverse("governance:duty", kwargs=where)


def _who(row: DutyRow) -> str:
    return row.holder_name
