"""A strategy as data, for anyone to use."""

import csv

from django.http import HttpResponse, JsonResponse

from regard.domains.strategy import presenters, queries
from regard.foundation.accounts.requests import Request

from .asked import get_both


def data_json(request: Request, system: str, slug: str) -> HttpResponse:
    title, rows = _data(request, system, slug)
    return JsonResponse({"strategy": title, "columns": presenters.DATA_COLUMNS, "rows": rows})


def data_csv(request: Request, system: str, slug: str) -> HttpResponse:
    _, rows = _data(request, system, slug)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    response.write("\ufeff")  # so that Excel reads it as UTF-8
    writer = csv.DictWriter(response, presenters.DATA_COLUMNS)
    writer.writeheader()
    writer.writerows(presenters.fit_for_spreadsheets(rows))
    return response


def _data(
    request: Request, system: str, slug: str
) -> tuple[str, list[dict[str, str | int | None]]]:
    _, found = get_both(request, system, slug)
    queries.check_reader(strategy=found, caller=request.caller)
    reading = queries.get_reading(strategy=found)
    rows = presenters.data_rows(items=reading.sheet.items, exercises=reading.exercises)
    return found.title, rows
