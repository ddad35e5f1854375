"""A strategy as data, for anyone to use: sent as it is read, however much there is."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse

from regard.domains.strategy import presenters, queries
from regard.foundation.accounts.requests import Request
from regard.foundation.design.validators import release

from .asked import get_both

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regard.domains.strategy.models import Strategy

    Row = dict[str, str | int | None]


def data_json(request: Request, system: str, slug: str) -> StreamingHttpResponse:
    found, rows, etag = _data(request, system, slug)
    return StreamingHttpResponse(
        _as_json(found, rows), content_type="application/json", headers={"ETag": etag}
    )


def data_csv(request: Request, system: str, slug: str) -> StreamingHttpResponse:
    _, rows, etag = _data(request, system, slug)
    response = StreamingHttpResponse(_as_csv(rows), content_type="text/csv; charset=utf-8")
    response["ETag"] = etag
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


def _as_json(found: Strategy, batches: Iterator[list[Row]]) -> Iterator[str]:
    head = json.dumps({"strategy": found.title, "columns": presenters.DATA_COLUMNS})
    yield f'{head[:-1]}, "rows": ['
    begin = ""
    for batch in batches:
        yield begin + ", ".join(map(json.dumps, batch))
        begin = ", " if batch else begin
    yield "]}"


def _as_csv(batches: Iterator[list[Row]]) -> Iterator[str]:
    yield "\ufeff"  # so that Excel reads it as UTF-8
    header = dict(zip(presenters.DATA_COLUMNS, presenters.DATA_COLUMNS, strict=True))
    yield _lines([header])
    for batch in batches:
        yield _lines(presenters.fit_for_spreadsheets(batch))


def _lines(rows: Iterable[Mapping[str, str | int | None]]) -> str:
    text = io.StringIO()
    csv.DictWriter(text, presenters.DATA_COLUMNS).writerows(rows)
    return text.getvalue()


def _data(request: Request, system: str, slug: str) -> tuple[Strategy, Iterator[list[Row]], str]:
    """Return the document, its rows, some hundreds at a time, and an ETag of what they are of."""
    _, found = get_both(request, system, slug)
    queries.check_reader(strategy=found, caller=request.caller)
    state = queries.read_state(strategy=found, shows_who=False)
    overview = queries.get_overview(strategy=found, shows_who=False, state=state)
    batches = (
        presenters.data_rows(items=items, exercises=overview.exercises)
        for items in queries.stream_items(state=state, overview=overview)
    )
    made_of = f"{release()}\n{request.get_full_path()}\n{found.updated_at}\n{state.print}"
    return found, batches, f'W/"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"'
