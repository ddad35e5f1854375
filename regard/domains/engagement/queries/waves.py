"""The waves of an exercise that was fetched through a check, and what each would send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from regard.domains.engagement.models import AudienceMember, Exercise, Invitation, Wave
from regard.domains.engagement.rules import waves as rules
from regard.domains.engagement.rules.audience import criteria_from
from regard.domains.engagement.types import Channel, Stage
from regard.domains.engagement.types.inviting import Forecast, WavePlan, WaveRow
from regard.domains.register import queries as register
from regard.foundation.base.errors import NotFound
from regard.foundation.mail.models import State
from regard.foundation.mail.queries import is_due_again

from .answered import has_answered

if TYPE_CHECKING:
    from datetime import date, datetime

REACHED = (State.SENT, State.UNSURE)
"""States of an email that went, or may have: only to these a reminder follows."""


def plan_of_wave(wave: Wave) -> WavePlan:
    """Return what was decided of a wave."""
    return WavePlan(
        title=wave.title,
        criteria=wave.criteria,
        planned_on=wave.planned_on,
        is_automatic=wave.is_automatic,
        most_reminders=wave.most_reminders,
        days_between=wave.days_between,
    )


def get_wave(*, exercise: Exercise, wave_id: int) -> Wave:
    """
    Return a wave of an exercise that the caller was allowed to run.

    :raises NotFound: if it has none of this number.
    """
    found = Wave.objects.filter(exercise=exercise, pk=wave_id).first()
    if found is None:
        raise NotFound("There is no such wave. It may have been removed.")
    found.exercise = exercise
    return found


def list_put_off(*, at: datetime) -> list[Exercise]:
    """
    Return the open exercises with emails that the mail server put off and that are due again.

    For the job that tries them. One that is paused sends nothing.
    """
    due = is_due_again(at, of="message__")
    waiting = Invitation.objects.filter(due, exercise=OuterRef("pk"))
    found = Exercise.objects.filter(Exists(waiting), stage=Stage.OPEN, paused_on=None)
    return list(found.select_related("system").order_by("pk"))


def list_waves(*, exercise: Exercise) -> list[WaveRow]:
    """Return the waves in the order of their days, with what came of each. Two queries."""
    waves = Wave.objects.filter(exercise=exercise).order_by("planned_on", "pk")
    email, went = Q(channel=Channel.EMAIL), Q(message__state=State.SENT)
    counted = (
        Invitation.objects.filter(exercise=exercise, wave__isnull=False)
        .annotate(answered=has_answered())
        .order_by()
        .values("wave")
        .annotate(
            all=Count("pk"),
            sent=Count("pk", filter=email & went),
            bounced=Count("pk", filter=email & Q(message__state=State.FAILED)),
            held=Count("pk", filter=email & Q(message__state=State.HELD)),
            letters=Count("pk", filter=Q(channel=Channel.LETTER)),
            reminded=Count("pk", filter=Q(reminders__gt=0)),
            heard=Count("pk", filter=Q(answered=True)),
        )
    )
    counts = {row["wave"]: row for row in counted}
    none = dict.fromkeys(("all", "sent", "bounced", "held", "letters", "reminded", "heard"), 0)
    return [_row(wave, counts.get(wave.pk, none)) for wave in waves]


def list_wave_locations(*, exercise: Exercise, criteria: dict[str, object]) -> set[int]:
    """
    Return the locations of the audience that a wave's criteria mean.

    Criteria ask the register of today: a service that has left it since is only in a wave for
    everyone. Of an exercise that has not opened, the audience that it would have today.
    """
    if exercise.stage == Stage.DRAFT:
        rows = register.list_audience(
            system=exercise.system, criteria=criteria_from(exercise.criteria)
        )
        members = [(row.service_id, row.location_id) for row in rows]
    else:
        found = AudienceMember.objects.filter(exercise=exercise)
        members = list(found.values_list("service", "location"))
    if not criteria:
        return {location for _, location in members}
    meant = register.list_audience(system=exercise.system, criteria=criteria_from(criteria))
    services = {row.service_id for row in meant}
    return {location for service, location in members if service in services}


def list_taken(*, exercise: Exercise, before: Wave | None) -> set[int]:
    """Return the locations that waves still to be sent, earlier than this one, take first."""
    waves = Wave.objects.filter(exercise=exercise, sent_at=None)
    if before is not None:
        earlier = Q(planned_on__lt=before.planned_on)
        same_day = Q(planned_on=before.planned_on, pk__lt=before.pk or 0)
        waves = waves.filter(earlier | same_day)
    taken: set[int] = set()
    for criteria in waves.values_list("criteria", flat=True):
        taken |= list_wave_locations(exercise=exercise, criteria=criteria)
    return taken


def forecast_wave(*, exercise: Exercise, wave: Wave) -> Forecast:
    """Return what a wave that was not sent would send, were it sent now."""
    matched = list_wave_locations(exercise=exercise, criteria=wave.criteria)
    asked = set(Invitation.objects.filter(exercise=exercise).values_list("location", flat=True))
    sooner = (list_taken(exercise=exercise, before=wave) & matched) - asked
    left = matched - asked - sooner
    contacts = register.list_contacts(system=exercise.system, location_ids=left)
    ways = rules.count_ways(contacts.values(), total=len(left))
    return Forecast(
        matched=len(matched),
        asked_before=len(matched & asked),
        sooner=len(sooner),
        emails=ways.emails,
        letters=ways.letters,
        held=ways.held,
        unreachable=ways.unreachable,
    )


def list_due_waves(*, today: date) -> list[Wave]:
    """Return the waves that go out by themselves today, of open exercises. For the job."""
    return list(
        Wave.objects.filter(
            is_automatic=True,
            sent_at=None,
            planned_on__lte=today,
            exercise__stage=Stage.OPEN,
            exercise__paused_on=None,
            exercise__closes_on__gte=today,
        )
        .select_related("exercise__system")
        .order_by("planned_on", "pk")
    )


def list_waves_to_remind(*, today: date) -> list[Wave]:
    """Return sent waves whose reminders go by themselves, of open exercises. For the job."""
    return list(
        Wave.objects.filter(
            is_automatic=True,
            sent_at__isnull=False,
            most_reminders__gt=0,
            exercise__stage=Stage.OPEN,
            exercise__paused_on=None,
            exercise__closes_on__gte=today,
        )
        .select_related("exercise__system")
        .order_by("pk")
    )


def _row(wave: Wave, counts: dict[str, int]) -> WaveRow:
    return WaveRow(
        wave_id=wave.pk,
        title=wave.title,
        plan=plan_of_wave(wave),
        sent_at=wave.sent_at,
        asked=counts["all"] - counts["held"],
        sent=counts["sent"],
        bounced=counts["bounced"],
        held=counts["held"],
        letters=counts["letters"],
        reminded=counts["reminded"],
        answered=counts["heard"],
    )
