"""England's areas, which belong to no system: regions, boards' areas and councils."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.register import presenters, queries
from regard.domains.register.rules.geography import Area
from regard.domains.register.types import AreaLevel
from regard.foundation.accounts.requests import Request

from .places import read_day


@require_GET
def areas(request: Request) -> HttpResponse:
    today = timezone.localdate()
    on = read_day(request.GET.get("on"))
    country = queries.get_country(on=on or today, today=today)
    regions = [row for row in country.rows if row.level == AreaLevel.REGION]
    lede = presenters.country_lede(country, on)
    context = {
        "section": "",
        "title": "England" if on is None else f"England on {on:%-d %B %Y}",
        "lede": lede,
        "country": country,
        "drawing": presenters.area_map(
            outlines=queries.list_area_outlines(rows=regions, on=on or today),
            rows=regions,
            name="England",
            lede=lede,
        ),
        "on": on,
        "here": reverse("register:areas"),
    }
    return render(request, "register/areas.jinja", context)


@require_GET
def area(request: Request, level: str, code: str) -> HttpResponse:
    today = timezone.localdate()
    on = read_day(request.GET.get("on"))
    found = queries.get_area(level=level, code=code, on=on or today, today=today)
    lede = presenters.area_lede(found, on or today)
    drawn = found.within or (presenters.own_row(found),)
    context = {
        "section": "",
        "title": found.name,
        "lede": lede,
        "crumbs": _crumbs(found, on.isoformat() if on else ""),
        "area": found,
        "since": presenters.dates_in_words(found.valid_from, found.valid_to),
        "before": presenters.succession_words(found.before),
        "after": presenters.succession_words(found.after),
        "drawing": presenters.area_map(
            outlines=queries.list_area_outlines(rows=drawn, on=on or today),
            rows=drawn,
            name=found.name,
            lede=lede,
        ),
        "on": on,
        "here": reverse("register:area", kwargs={"level": level, "code": code}),
    }
    return render(request, "register/area.jinja", context)


def _crumbs(found: Area, on: str) -> list[tuple[str, str]]:
    query = f"?on={on}" if on else ""
    crumbs = [("England", reverse("register:areas") + query)]
    above = found.above
    if len(above) == 1:
        address = reverse("register:area", kwargs={"level": above[0].level, "code": above[0].code})
        crumbs.append((above[0].name, address + query))
    return crumbs
