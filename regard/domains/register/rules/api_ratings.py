"""
The ratings in a document of the regulator's API, old form and new.

The old form is `currentRatings` and `historicRatings`, each with an overall rating and those of
the key questions. The new, `assessment`, rates each group of services of a location by itself,
and carries over what was not assessed again.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from regard.domains.register.types import ServiceType

from .ratings import GROUPS, OVERALL
from .told import ToldRating, ToldService
from .values import Unreadable, read_rating

QUESTIONS = {"safe", "effective", "caring", "responsive", "well-led"}

NO_JUDGEMENT = {"inspected but not rated", "insufficient evidence to rate", "not formally rated"}
"""What stands in a rating's stead when the regulator came and did not rate."""

WORST_FIRST = ("Inadequate", "Requires improvement", "Good", "Outstanding")

Document = Mapping[str, Any]


class Judged(NamedTuple):
    """A rating, and when it was published, as ISO 8601."""

    rating: str
    published_on: str


def read_ratings(document: Document, *, kinds: frozenset[str], today: date) -> list[ToldRating]:
    """
    Return every rating that a location's document tells, each once, newest form last.

    :param kinds: the `ServiceType` values of the location.
    """
    number = document["locationId"]
    told = [
        *_old_form(document.get("currentRatings") or {}, number, today),
        *(
            row
            for past in document.get("historicRatings") or ()
            for row in _old_form(past, number, today)
        ),
        *(row for group in _groups(document) for row in _new_form(group, number, kinds, today)),
    ]
    return list({(row.service_type, row.question, row.published_on): row for row in told}.values())


def overall_of(ratings: list[ToldRating]) -> Judged | None:
    """
    Return what a location as a whole is rated now. None if it is not.

    Where its groups of services were rated later than it was itself, that is the worst of the
    newest rating of each: no rating of the whole is published then.
    """
    whole = [row for row in ratings if row.question == "overall" and not row.service_type]
    newest = max(whole, key=lambda row: row.published_on, default=None)
    later = [
        row
        for row in newest_by_kind(ratings)
        if newest is None or (row.rated_on or "") > newest.published_on
    ]
    if later:
        worst = min(later, key=lambda row: _rank(row.rating))
        return Judged(worst.rating or "", max(row.rated_on or "" for row in later))
    return Judged(newest.rating, newest.published_on) if newest else None


def newest_by_kind(ratings: list[ToldRating]) -> list[ToldService]:
    """Return the newest overall rating of each kind of care that is rated by itself."""
    own = [row for row in ratings if row.question == "overall" and row.service_type]
    newest = {row.service_type: row for row in sorted(own, key=lambda row: row.published_on)}
    return [
        ToldService(row.number, row.service_type, row.rating, row.published_on)
        for row in newest.values()
    ]


def read_day(field: str, value: object, *, today: date) -> str | None:
    """
    Return a date, or the day of a time, as ISO 8601. None if there is none.

    :raises Unreadable: if it is no date, or one to come.
    """
    if not value:
        return None
    text = str(value)
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        raise Unreadable(field, text, "is not a date written like 2026-12-31") from None
    if day > today:
        raise Unreadable(field, text, "is a date in the future")
    return day.isoformat()


def _old_form(block: Document, number: str, today: date) -> Iterator[ToldRating]:
    overall = block.get("overall") or {}
    is_inherited = block.get("organisationId", number) != number
    for part in (overall, *(overall.get("keyQuestionRatings") or ())):
        question = OVERALL.lower() if part is overall else str(part.get("name", "")).lower()
        when = part.get("reportDate") or overall.get("reportDate") or block.get("reportDate")
        published_on = read_day("reportDate", when, today=today)
        rating = _judgement(part)
        if rating and published_on and (part is overall or question in QUESTIONS):
            yield ToldRating(number, "", question, rating, published_on, is_inherited)


def _groups(document: Document) -> Iterator[tuple[Document, object]]:
    """Yield each group of services that was assessed, and when that was published."""
    for plan in document.get("assessment") or ():
        ratings = plan.get("ratings") or {}
        when = plan.get("assessmentPlanPublishedDateTime")
        if ratings.get("overall"):
            yield {**_first(ratings["overall"]), "name": OVERALL}, when
        for group in ratings.get("asgRatings") or ():
            yield group, when


def _new_form(
    group: tuple[Document, object], number: str, kinds: frozenset[str], today: date
) -> Iterator[ToldRating]:
    block, when = group
    name = str(block.get("name", "")).strip().lower()
    kind = _kind(name, kinds)
    if kind is None:
        return
    published_on = read_day("assessmentPlanPublishedDateTime", when, today=today)
    assessed = [
        part
        for part in block.get("keyQuestionRatings") or ()
        if str(part.get("status", "")).lower() != "not assessed"
    ]
    for part in (block, *assessed):
        question = OVERALL.lower() if part is block else str(part.get("name", "")).lower()
        rating = _judgement(part)
        if rating and published_on and (part is block or question in QUESTIONS):
            yield ToldRating(number, kind, question, rating, published_on)


def _kind(name: str, kinds: frozenset[str]) -> str | None:
    """Return the kind of care that a group is; "" for the whole; None if it is none of ours."""
    if name == OVERALL.lower():
        return ""
    kind = GROUPS.get(name)
    if kind is ServiceType.CARE_HOME and ServiceType.CARE_HOME_NURSING in kinds:
        return ServiceType.CARE_HOME_NURSING.value
    return kind.value if kind else None


def _first(block: object) -> Document:
    found = block[0] if isinstance(block, list) and block else block
    return found if isinstance(found, dict) else {}


def _judgement(block: Document) -> str | None:
    rating = read_rating(str(block.get("rating") or ""))
    return None if rating is None or rating.lower() in NO_JUDGEMENT else rating


def _rank(rating: str | None) -> int:
    return WORST_FIRST.index(rating) if rating in WORST_FIRST else len(WORST_FIRST)
