"""What somebody looks for in a form whose lists are too long to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.strategy.types.shortlists import Looking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.engagement.types import PointRow
    from regard.foundation.accounts.requests import Request
    from regard.foundation.design.forms import Form

WORDS = "words"
"""Name of the field, or after the question mark of an address, for the words looked for."""

LOOK = "look"
"""Name of the button that narrows the lists, and saves nothing."""

LONGEST = 200
"""Characters of the words looked for."""


def read_looking(request: Request, points: Iterable[PointRow]) -> Looking:
    """
    Return what a form is to offer: what has the words typed, or bears on what is answered.

    :param points: what is answered; where the form has some of them ticked, these.
    """
    rows = list(points)
    ticked = set(request.POST.getlist("points"))
    answered = [row for row in rows if str(row.point_id) in ticked] or rows
    words = (request.POST if request.method == "POST" else request.GET).get(WORDS, "")
    return Looking(
        words=words[:LONGEST].replace("\0", "").strip(),
        said=tuple(row.text for row in answered),
    )


def read_chosen(request: Request, field: str, *, before: str = "") -> str:
    """
    Return what is chosen in a field already, so that it stays when the list is narrowed.

    :param before: what was chosen before the form was sent.
    """
    return request.POST.get(field, "") if request.method == "POST" else before


def keep_looking(request: Request, form: Form, looking: Looking) -> None:
    """Show a form as it was filled in where its lists were only narrowed: it is not judged."""
    if LOOK in request.POST:
        form.keep_typed()
    elif request.method == "GET":
        form.initial.setdefault(WORDS, looking.words)
