"""Stretches of long lists, each with the address of the next."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest
from ninja import Field, Schema

Item = TypeVar("Item")
Row = TypeVar("Row")

MOST = 500
"""Records in one answer."""


Record = Annotated[int, Field(ge=1, lt=2**63)]
"""The number of a record of the database."""

Code = Annotated[str, Field(max_length=100)]


class OnDay(Schema):
    """The regulator was set up on the first of these days: nothing is older."""

    on: date | None = Field(
        None,
        ge=date(2009, 4, 1),
        le=date(2100, 1, 1),
        description="The day to ask about; else today",
    )


class ExportKind(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    ODS = "ods"


class Stretch(Schema):
    """How much of a list is wanted."""

    limit: int = Field(100, ge=1, le=MOST, description="How many, at most")


class NumberStretch(Stretch):
    after: int = Field(0, ge=0, lt=2**63, description="Go on after this number; taken from `next`")


class Listed(Schema, Generic[Item]):
    """A stretch of a list. `next` is the address of the stretch after it; null at the end."""

    items: list[Item]
    next: str | None


def listed(
    request: HttpRequest,
    rows: Sequence[Row],
    *,
    limit: int,
    after: Callable[[Row], object],
    shape: Callable[[Row], Any],
) -> dict[str, Any]:
    """
    Return a stretch.

    :param rows: up to one more than `limit`, by which we know whether there is a next stretch.
    :param after: what the next stretch goes on after, from the last row of this one.
    """
    shown = rows[:limit]
    more = len(rows) > limit
    return {
        "items": [shape(row) for row in shown],
        "next": address_with(request, after=after(shown[-1])) if more and shown else None,
    }


def address_with(request: HttpRequest, **changes: object) -> str:
    """Return the address that was asked for, with some parts of its query another."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
