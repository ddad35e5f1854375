"""Write pulses, and change their words only by beginning another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Rater, Series, SeriesItem
from regard.domains.engagement.queries.pulses import RATER
from regard.domains.engagement.rules.exercises import slug_of
from regard.domains.engagement.rules.pulses import items_of, reasons_against_series
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.mail import actions as mail

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.engagement.rules.audience import KeptCriteria
    from regard.domains.engagement.types import Direction
    from regard.domains.engagement.types.pulses import SeriesPlan
    from regard.domains.register.models import System


class CannotPulse(Refusal):
    """
    A pulse cannot be as it was written.

    Attributes:
        reasons: what is wrong, by the field of the plan.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(". ".join(reasons.values()))
        self.reasons = reasons


class WordsAreFrozen(Refusal):
    """What a pulse asks does not change once it has asked it."""


class CannotRate(Refusal):
    """Nobody can be put on the list so."""


@transaction.atomic
def create_series(
    *,
    system: System,
    direction: Direction,
    plan: SeriesPlan,
    criteria: KeptCriteria | None = None,
    by: str,
    at: datetime,
) -> Series:
    """
    Begin a pulse. Its first wave begins by itself on its day.

    :param criteria: which services it asks, as `rules.audience` keeps them; None: all.
    :raises CannotPulse: if something in the plan is wrong.
    """
    _check(plan, timezone.localdate(at))
    series = _write(Series(system=system, direction=direction, criteria=criteria or {}), plan)
    ledger.record(event="pulse.created", subject=series, by=by, at=at)
    return series


@transaction.atomic
def edit_series(*, series: Series, plan: SeriesPlan, by: str, at: datetime) -> Series:
    """
    Change a pulse that has not asked anything yet.

    :raises CannotPulse: if something in the plan is wrong.
    :raises WordsAreFrozen: if its first wave has begun.
    """
    held = _locked(series)
    if held.frozen_at is not None:
        raise WordsAreFrozen(
            "It has asked in these words. With others its waves could not be compared: begin a "
            "new pulse that follows it."
        )
    _check(plan, timezone.localdate(at))
    SeriesItem.objects.filter(series=held).delete()
    _write(held, plan)
    ledger.record(event="pulse.edited", subject=held, by=by, at=at)
    return held


@transaction.atomic
def reword_series(*, series: Series, plan: SeriesPlan, by: str, at: datetime) -> Series:
    """
    End a pulse, and begin one in other words that follows it.

    The two are never joined into one line: what was answered to other words does not compare.
    Whom of the partnership it asks is taken over.

    :raises CannotPulse: if something in the plan is wrong.
    """
    today = timezone.localdate(at)
    _check(plan, today)
    held = _locked(series)
    new = Series(
        system_id=held.system_id,
        direction=held.direction,
        criteria=held.criteria,
        follows=held,
        mirrors=held.mirrors,
    )
    _write(new, plan)
    _end(held, today)
    Series.objects.filter(mirrors=held).update(mirrors=new)
    Rater.objects.filter(series=held).update(series=new)
    detail: dict[str, object] = {"follows": held.pk}
    ledger.record(event="pulse.reworded", subject=new, by=by, at=at, detail=detail)
    return new


@transaction.atomic
def mirror_series(*, one: Series, other: Series, by: str, at: datetime) -> None:
    """
    Say that two pulses ask the same from either side, item by item.

    :raises CannotPulse: if both ask the same side.
    """
    if one.direction == other.direction or one.system_id != other.system_id:
        raise CannotPulse({"mirrors": "Choose a pulse that asks the other side"})
    Series.objects.filter(mirrors__in=[one, other]).update(mirrors=None)
    Series.objects.filter(pk=one.pk).update(mirrors=other)
    Series.objects.filter(pk=other.pk).update(mirrors=one)
    detail: dict[str, object] = {"mirrors": other.pk}
    ledger.record(event="pulse.mirrored", subject=one, by=by, at=at, detail=detail)


@transaction.atomic
def end_series(*, series: Series, by: str, at: datetime) -> Series:
    """Ask no further wave. One that is open goes on to its last day. Ended twice, it is once."""
    held = _locked(series)
    if held.ended_on is None:
        _end(held, timezone.localdate(at))
        ledger.record(event="pulse.ended", subject=held, by=by, at=at)
    return held


@transaction.atomic
def add_rater(  # noqa: PLR0913 (who somebody is)
    *,
    series: Series,
    name: str,
    email: str,
    organisation: str,
    place_id: int | None,
    by: str,
    at: datetime,
) -> Rater:
    """
    Put somebody of the partnership on the list of those whom a pulse asks, from its next wave on.

    :raises CannotRate: if they are on it already.
    """
    email = email.strip().lower()
    if Rater.objects.filter(series=series, email=email).exists():
        raise CannotRate("They are on the list already")
    rater = Rater.objects.create(
        series=series,
        name=name.strip(),
        email=email,
        organisation=" ".join(organisation.split()),
        place_id=place_id,
    )
    ledger.record(event="rater.added", subject=rater, by=by, at=at)
    return rater


@transaction.atomic
def remove_rater(*, rater: Rater, by: str, at: datetime) -> None:
    """
    Take somebody off the list, and forget who they are.

    That their organisation was asked stays; their link opens nothing, and what was written to
    them is deleted.
    """
    for number in rater.asks.values_list("pk", flat=True):
        links.revoke(purpose=RATER, subject_id=number, at=at)
        mail.erase(about=about_ask(number))
    ledger.record(event="rater.removed", subject=rater, by=by, at=at)
    rater.delete()


def about_ask(ask_id: int) -> str:
    """Return what the emails to a rater in one wave are about."""
    return f"engagement.RaterAsk:{ask_id}"


def _check(plan: SeriesPlan, today: date) -> None:
    reasons = reasons_against_series(plan, today=today)
    if reasons:
        raise CannotPulse(reasons)


def _locked(series: Series) -> Series:
    held = Series.objects.select_for_update(of=("self",)).select_related("system")
    return held.get(pk=series.pk)


def _end(series: Series, today: date) -> None:
    series.ended_on = today
    series.save(update_fields=["ended_on", "updated_at"])


def _write(series: Series, plan: SeriesPlan) -> Series:
    series.title, series.purpose = plan.title.strip(), plan.purpose.strip()
    series.months, series.days_open = plan.months, plan.days_open
    series.starts_on = plan.starts_on
    if not series.slug:
        taken = Series.objects.filter(system=series.system_id).values_list("slug", flat=True)
        series.slug = slug_of(plan.title, taken=set(taken))
    series.save()
    SeriesItem.objects.bulk_create(
        SeriesItem(
            series=series,
            position=item.position,
            kind=item.kind,
            text=item.text,
            options=list(item.options),
        )
        for item in items_of(plan)
    )
    return series
