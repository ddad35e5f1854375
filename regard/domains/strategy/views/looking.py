"""What somebody looks for in a form whose lists are too long to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.strategy.types.shortlists import Looking
from regard.foundation.design.finding import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.engagement.types import PointRow
    from regard.foundation.accounts.requests import Request


def look_for_points(request: Request, points: Iterable[PointRow]) -> Looking:
    """
    Return what a form that answers points is to offer.

    :param points: what is answered; where the form has some of them ticked, these.
    """
    rows = list(points)
    ticked = set(request.POST.getlist("points"))
    answered = [row for row in rows if str(row.point_id) in ticked] or rows
    return Looking(words=read_words(request), said=tuple(row.text for row in answered))


def look_for_written(request: Request, *fields: str) -> Looking:
    """
    Return what a form is to offer to whoever writes about a passage.

    :param fields: those with what is written so far.
    """
    written = (request.POST.get(field, "").strip() for field in fields)
    return Looking(words=read_words(request), said=tuple(text for text in written if text))
