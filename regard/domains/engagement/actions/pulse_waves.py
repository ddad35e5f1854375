"""Begin the waves of pulses, ask those whom they are for, and keep what the partnership says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.models import (
    About,
    Exercise,
    Question,
    Rater,
    RaterAsk,
    Series,
    SeriesItem,
)
from regard.domains.engagement.queries.pulses import (
    RATER,
    get_last_wave,
    list_due_series,
    list_to_remind,
)
from regard.domains.engagement.rules.audience import criteria_from
from regard.domains.engagement.rules.exercises import slug_of
from regard.domains.engagement.rules.letters import Email
from regard.domains.engagement.rules.pulses import rater_email, wave_title
from regard.domains.engagement.rules.waves import DAYS_BETWEEN
from regard.domains.engagement.types import (
    Channel,
    Direction,
    ExerciseKind,
    OpenTo,
    PhaseKind,
    Said,
    Speaker,
    Stage,
    Visibility,
)
from regard.domains.engagement.types.inviting import WavePlan
from regard.domains.engagement.types.phases import PhasePlan
from regard.domains.register import queries as register
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.base.rows import write_fields
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail

from .contributions import keep_contribution
from .fixing import fix_audience
from .phases import write_phase
from .pulses import about_ask
from .waves import plan_wave, send_wave

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.models import Contribution
    from regard.foundation.mail.models import Message

SEND = "engagement.ask_raters"

BY_RATER = "rater"
"""In the ledger, whoever of the partnership answered."""

REPLY_DAYS = 28
"""How long after its last day the results of a wave stand at the latest."""

OPEN_TO_CHANGE = "How we work together. What is asked stays the same, so that the waves compare."

REMINDERS = 1
"""A pulse is short and comes again: one reminder is enough."""


class CannotBeginWave(Refusal):
    """The next wave of a pulse cannot begin now."""


class CannotAnswer(Refusal):
    """Somebody of the partnership cannot answer now."""


@transaction.atomic
def begin_wave(*, series: Series, by: str, at: datetime) -> Exercise:
    """
    Begin the next wave of a pulse, and ask those whom it is for.

    What it asks is copied from the pulse, whose words are frozen from the first wave on.

    :raises CannotBeginWave: if the pulse has ended, its last wave is open, or there is nobody
        to ask.
    """
    held = Series.objects.select_for_update(of=("self",)).select_related("system")
    series = held.get(pk=series.pk)
    _check(series)
    wave = _draft(series, timezone.localdate(at), by=by, at=at)
    if series.frozen_at is None:
        series.frozen_at = at
        series.save(update_fields=["frozen_at", "updated_at"])
    asked = _open(wave, series, at=at)
    detail: dict[str, object] = {"series": series.pk, "asked": asked}
    ledger.record(event="pulse.wave_begun", subject=wave, by=by, at=at, detail=detail)
    if series.direction == Direction.TO_PROVIDERS:
        _ask_providers(wave, series, by=by, at=at)
    else:
        _ask_raters(wave, series, by=by)
    return wave


def begin_due_waves(*, by: str, at: datetime) -> tuple[int, list[str]]:
    """
    Begin every wave that is due, each by itself, and return how many and why others are not.

    A wave that cannot begin is tried again the next time.
    """
    begun, refused = 0, []
    for series in list_due_series(today=timezone.localdate(at)):
        try:
            begin_wave(series=series, by=by, at=at)
        except CannotBeginWave as refusal:
            refused.append(f"“{series.title}”: {refusal}")
        else:
            begun += 1
    return begun, refused


@transaction.atomic
def remind_raters(*, by: str, at: datetime) -> int:
    """Write once more to those of the partnership who are silent half-way; return how many."""
    today = timezone.localdate(at)
    due = list_to_remind(today=today)
    for ask in due:
        [ask.message] = _post(ask.exercise, [ask], is_reminder=True)
        ask.reminded_on = today
        ask.save(update_fields=["message", "reminded_on", "updated_at"])
    for exercise in {ask.exercise_id: ask.exercise for ask in due}.values():
        ledger.record(event="raters.reminded", subject=exercise, by=by, at=at)
        _start_sending(exercise, by=by)
    return len(due)


@transaction.atomic
def keep_rating(*, ask: RaterAsk, answers: Mapping[int, str], at: datetime) -> Contribution:
    """
    Keep what somebody of the partnership answered: counted only, with no way back to them.

    :param answers: by the number of the question, in words.
    :raises CannotAnswer: if they have answered this wave.
    :raises CannotKeep: if the wave takes no more answers, or one does not fit.
    """
    held = RaterAsk.objects.select_for_update(of=("self",))
    ask = held.select_related("exercise__system", "rater").get(pk=ask.pk)
    if ask.has_answered:
        raise CannotAnswer("You have answered this time. Thank you.")
    said = Said(
        answers=answers,
        speaker=Speaker.OTHER,
        channel=Channel.LINK,
        visibility=Visibility.COUNTED,
    )
    kept = keep_contribution(exercise=ask.exercise, said=said, by=BY_RATER, at=at)
    if ask.rater is not None and ask.rater.place_id is not None:
        About.objects.create(contribution=kept, place_id=ask.rater.place_id)
    ask.has_answered = True
    ask.save(update_fields=["has_answered", "updated_at"])
    return kept


def _check(series: Series) -> None:
    if series.ended_on is not None:
        raise CannotBeginWave("It has ended, so it asks no further wave.")
    last = get_last_wave(series=series)
    if last is not None and last.stage == Stage.OPEN:
        raise CannotBeginWave("Its last wave is still open. The next begins after it has closed.")
    is_of_raters = series.direction == Direction.TO_PARTNERSHIP
    if is_of_raters and not Rater.objects.filter(series=series).exists():
        raise CannotBeginWave("There is nobody to ask. Say first whom of the partnership it asks.")


def _draft(series: Series, today: date, *, by: str, at: datetime) -> Exercise:
    """Write a wave down: what it asks, of whom, and for how long."""
    system = series.system
    title = wave_title(series.title, opens_on=today)
    taken = set(Exercise.objects.filter(system=system).values_list("slug", flat=True))
    closes_on = today + timedelta(days=series.days_open - 1)
    wave = Exercise.objects.create(
        system=system,
        slug=slug_of(title, taken=taken),
        kind=ExerciseKind.PULSE,
        series=series,
        title=title,
        purpose=series.purpose,
        open_to_change=OPEN_TO_CHANGE,
        opens_on=today,
        closes_on=closes_on,
        reply_by=closes_on + timedelta(days=REPLY_DAYS),
        criteria=series.criteria,
    )
    Question.objects.bulk_create(
        Question(
            exercise=wave,
            position=item.position,
            kind=item.kind,
            text=item.text,
            options=item.options,
        )
        for item in SeriesItem.objects.filter(series=series).order_by("position")
    )
    asked = PhasePlan(PhaseKind.ASK, today, closes_on, OpenTo.INVITED, "")
    write_phase(exercise=wave, phase=asked, by=by, at=at)
    return wave


def _open(wave: Exercise, series: Series, *, at: datetime) -> int:
    """Open a wave, with its audience as the register has it today; return how many it asks."""
    today = timezone.localdate(at)
    asked = Rater.objects.filter(series=series).count()
    if series.direction == Direction.TO_PROVIDERS:
        services = register.list_audience(
            system=wave.system, criteria=criteria_from(wave.criteria)
        )
        if not services:
            raise CannotBeginWave("There is no service to ask. Load the register first.")
        fix_audience(exercise=wave, services=services, today=today)
        asked = len({service.location_id for service in services})
    wave.stage, wave.register_as_at, wave.opened_at = Stage.OPEN, today, at
    wave.save(update_fields=["stage", "register_as_at", "opened_at", "updated_at"])
    return asked


def _ask_providers(wave: Exercise, series: Series, *, by: str, at: datetime) -> None:
    """Plan the wave's invitations, with their one reminder, and start sending them."""
    plan = WavePlan(
        title=wave.title,
        criteria={},
        planned_on=wave.opens_on,
        is_automatic=True,
        most_reminders=REMINDERS,
        days_between=max(DAYS_BETWEEN, series.days_open // 2),
    )
    planned = plan_wave(exercise=wave, plan=plan, by=by, at=at)
    send_wave(wave=planned, by=by, at=at)


def _ask_raters(wave: Exercise, series: Series, *, by: str) -> None:
    raters = Rater.objects.filter(series=series).select_related("place").order_by("pk")
    asks = RaterAsk.objects.bulk_create(
        RaterAsk(
            exercise=wave,
            rater=rater,
            organisation=rater.organisation,
            place_name=rater.place.name if rater.place else "",
        )
        for rater in raters
    )
    last_day = datetime.combine(wave.reply_by, time.max)
    links.issue_many(
        purpose=RATER,
        subject_ids=[ask.pk for ask in asks],
        expires_at=timezone.make_aware(last_day),
    )
    for ask, message in zip(asks, _post(wave, asks, is_reminder=False), strict=True):
        ask.message = message
    write_fields(asks, ["message"])
    _start_sending(wave, by=by)


def _post(wave: Exercise, asks: Sequence[RaterAsk], *, is_reminder: bool) -> list[Message]:
    drafts = []
    for ask in asks:
        if ask.rater is None:
            continue
        email: Email = rater_email(
            partnership=wave.system.partnership_name,
            title=wave.title,
            purpose=wave.purpose,
            name=ask.rater.name,
            closes_on=wave.closes_on,
            is_reminder=is_reminder,
        )
        drafts.append(mail.Draft(ask.rater.email, email.subject, email.body, about_ask(ask.pk)))
    return mail.post(drafts, scope_key=f"system:{wave.system_id}")


def _start_sending(wave: Exercise, *, by: str) -> None:
    start_job(
        kind=SEND,
        title=f"Asking the partnership’s people: “{wave.title}”",
        scope_key=f"system:{wave.system_id}",
        by=by,
        args={"exercise_id": wave.pk},
        next_url=reverse("engagement:pulse", args=[wave.system.slug, wave.series.slug])
        if wave.series
        else "",
    )
