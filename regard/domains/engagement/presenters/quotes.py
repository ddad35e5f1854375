"""Points as quotes, within their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import day
from regard.domains.engagement.types import PointRow

from .stances import stance_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.types.campaigns import CampaignMark

ON_A_PAGE = 1200
"""Characters of an answer shown around the point; all of it is one link away."""


@dataclass(frozen=True)
class Quote:
    """
    A point within its answer.

    Attributes:
        words: the answer, or as much of it as there is room for.
        mark: where the point is in `words`.
        who: who said it, how and when.
        copies: contributions that say it in nearly the same words, itself among them.
        stance: on the theme of whose page it is, e.g. "speaks for it"; empty while not clear.
        campaign: the campaign that it is part of, or None.
    """

    point_id: int
    words: str
    mark: tuple[int, int]
    who: str
    receipt: str
    is_unsure: bool
    copies: int
    theme_ids: tuple[int, ...]
    stance: str
    campaign: CampaignMark | None = None


def quote(row: PointRow, *, limit: int, copies: int = 1, theme_id: int | None = None) -> Quote:
    """
    Return a point in as much of its answer as there is room for.

    :param theme_id: on which its stance is told; None for none.
    """
    words, mark = excerpt(row.answer_text, start=row.start, end=row.end, limit=limit)
    return Quote(
        point_id=row.point_id,
        words=words,
        mark=mark,
        who=f"{row.who} · {row.how} · {day(row.said_on)}",
        receipt=row.receipt,
        is_unsure=row.is_unsure,
        copies=copies,
        theme_ids=row.theme_ids,
        stance=stance_on(row, theme_id),
        campaign=row.campaign,
    )


def quotes_of(
    rows: Sequence[PointRow], *, copies: Mapping[int, int], theme_id: int | None = None
) -> list[Quote]:
    """
    Return points as quotes for a page of their own.

    :param copies: how many contributions made each argument, where more than one did.
    :param theme_id: on which their stance is told; None for none.
    """
    numbers = [-1 if row.argument is None else row.argument for row in rows]  # from 0, where known
    return [
        quote(row, limit=ON_A_PAGE, copies=copies.get(number, 1), theme_id=theme_id)
        for row, number in zip(rows, numbers, strict=True)
    ]


def excerpt(text: str, *, start: int, end: int, limit: int) -> tuple[str, tuple[int, int]]:
    """
    Return a part of a text around a span, and where the span is in it.

    The span is always whole. What is around it is cut between words, and "…" says so.

    :param limit: characters to aim for.
    """
    room = max(0, limit - (end - start)) // 2
    first, last = max(0, start - room), min(len(text), end + room)
    if first:
        first = min(start, text.find(" ", first, start) + 1 or start)
    if last < len(text):
        last = max(end, text.rfind(" ", end, last))
    before = "… " if first else ""
    after = " …" if last < len(text) else ""
    shift = len(before) - first
    return f"{before}{text[first:last]}{after}", (start + shift, end + shift)
