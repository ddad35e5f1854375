"""Pulses and what they found. What they found is public once a wave is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.urls import reverse

from regard.domains.engagement.models import Exercise, Rater, RaterAsk, Series, SeriesItem
from regard.domains.engagement.rules.pulses import (
    due_on,
)
from regard.domains.engagement.types import Direction, QuestionKind, Stage
from regard.domains.engagement.types.pulses import (
    Item,
    RaterRow,
    SeriesRow,
)
from regard.foundation.accounts import links
from regard.foundation.base.errors import NotFound
from regard.foundation.mail.models import State

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.register.models import System

RATER = "engagement.rater"
"""Purpose of the link by which somebody of the partnership answers. Its subject is the ask."""

ASKED = """
select exercise_id, count(distinct location_id)
from engagement_audiencemember member
join engagement_exercise exercise on exercise.id = member.exercise_id
where exercise.series_id = %(series)s
group by exercise_id
"""


@dataclass(frozen=True)
class ToSend:
    """An email to somebody of the partnership that waits, with the link that goes into it."""

    message_id: int
    url: str


def list_series(*, system: System) -> list[SeriesRow]:
    """Return the pulses of a system, those that go on first. Public. One query."""
    over = Q(waves__stage__in=[Stage.CLOSED, Stage.ANSWERED])
    open_now = Exercise.objects.filter(series=OuterRef("pk"), stage=Stage.OPEN)
    found = Series.objects.filter(system=system).annotate(
        over=Count("waves", filter=over),
        last_on=Max("waves__opens_on"),
        is_asking=Exists(open_now),
    )
    rows = [_row(series) for series in found.order_by("title", "pk")]
    return sorted(rows, key=lambda row: row.ended_on is not None)


def get_series(*, system: System, slug: str) -> Series:
    """
    Return a pulse of a system. Public: who may change it is checked by whoever asks for that.

    :raises NotFound: if there is none.
    """
    found = Series.objects.filter(system=system, slug=slug)
    series = found.select_related("system", "follows", "mirrors").first()
    if series is None:
        raise NotFound("There is no pulse at this address")
    return series


def list_items(*, series: Series) -> list[Item]:
    """Return all that a pulse asks, in order. One query."""
    return [
        Item(item.position, QuestionKind(item.kind), item.text, tuple(item.options))
        for item in SeriesItem.objects.filter(series=series).order_by("position")
    ]


def list_raters(*, series: Series) -> list[RaterRow]:
    """Return whom a pulse of the partnership asks, for a caller who runs it. One query."""
    raters = Rater.objects.filter(series=series).select_related("place")
    return [
        RaterRow(
            rater_id=rater.pk,
            name=rater.name,
            email=rater.email,
            organisation=rater.organisation,
            place_name=rater.place.name if rater.place else "",
        )
        for rater in raters.order_by("organisation", "name", "pk")
    ]


def get_rater(*, series: Series, rater_id: int) -> Rater:
    """
    Return somebody whom a pulse asks, for a caller who runs it.

    :raises NotFound: if it does not ask them.
    """
    found = Rater.objects.filter(series=series, pk=rater_id).first()
    if found is None:
        raise NotFound("They are not on this list")
    return found


def get_last_wave(*, series: Series) -> Exercise | None:
    """Return the wave that opened last, open or over; None before the first. One query."""
    waves = Exercise.objects.filter(series=series).select_related("system")
    return waves.order_by("-opens_on", "-pk").first()


def count_so_far(*, wave: Exercise) -> tuple[int, int]:
    """Return how many of how many answered a wave, for the team. Two queries."""
    if wave.series is not None and wave.series.direction == Direction.TO_PARTNERSHIP:
        asks = RaterAsk.objects.filter(exercise=wave)
        return asks.filter(has_answered=True).count(), asks.count()
    asked = count_asked(series=wave.series).get(wave.pk, 0) if wave.series else 0
    kept = wave.contributions.filter(kept_at__isnull=False)
    return kept.exclude(location=None).values("location").distinct().count(), asked


def list_due_series(*, today: date) -> list[Series]:
    """Return the pulses of which a wave is due, in every system. For the schedule. One query."""
    live = Series.objects.filter(ended_on=None, starts_on__lte=today)
    found = live.annotate(last_on=Max("waves__opens_on")).select_related("system").order_by("pk")
    return [
        series
        for series in found
        if due_on(
            starts_on=series.starts_on,
            months=series.months,
            last_on=series.last_on,
            today=today,
        )
    ]


def open_rating(*, token: str, at: datetime) -> RaterAsk:
    """
    Return what a link asks somebody of the partnership.

    :raises NotFound: if it opens nothing.
    :raises Gone: if it has expired, or they were taken off the list.
    """
    link = links.open_link(token=token, purpose=RATER, at=at)
    found = RaterAsk.objects.select_related("exercise__system", "exercise__series", "rater__place")
    ask = found.filter(pk=link.subject_id, rater__isnull=False).first()
    if ask is None:
        raise NotFound("This link does not open anything. Check that all of it was copied.")
    return ask


def list_to_send(*, exercise_id: int) -> list[ToSend]:
    """Return the emails to the partnership's people that wait, with their links. Two queries."""
    asks = RaterAsk.objects.filter(exercise=exercise_id, message__state=State.WAITING)
    numbers = dict(asks.order_by("pk").values_list("pk", "message"))
    found = links.list_links(purpose=RATER, subject_ids=numbers)
    return [
        ToSend(message_id, f"{settings.PUBLIC_ADDRESS}{_path(links.token(found[number]))}")
        for number, message_id in numbers.items()
        if number in found
    ]


def list_to_remind(*, today: date) -> list[RaterAsk]:
    """
    Return whom of the partnership a wave reminds today: once, from its middle on. One query.

    For the schedule.
    """
    asks = RaterAsk.objects.filter(
        exercise__stage=Stage.OPEN,
        exercise__closes_on__gte=today,
        exercise__paused_on=None,
        has_answered=False,
        reminded_on=None,
        rater__isnull=False,
        message__state=State.SENT,
    ).select_related("exercise__system", "exercise__series", "rater")
    return [
        ask
        for ask in asks.order_by("exercise", "pk")
        if today >= ask.exercise.opens_on + (ask.exercise.closes_on - ask.exercise.opens_on) / 2
    ]


def count_asked(*, series: Series) -> dict[int, int]:
    """Return how many addresses each wave asked, by its exercise. For pages. One query."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, {"series": series.pk})
        return dict(cursor.fetchall())


def _path(token: str) -> str:
    return reverse("engagement:rate", kwargs={"token": token})


def _row(series: Any) -> SeriesRow:  # noqa: ANN401 (a series with what was counted)
    return SeriesRow(
        series_id=series.pk,
        slug=series.slug,
        title=series.title,
        direction=Direction(series.direction),
        months=series.months,
        starts_on=series.starts_on,
        ended_on=series.ended_on,
        waves=series.over,
        last_on=series.last_on,
        is_asking=series.is_asking,
    )
