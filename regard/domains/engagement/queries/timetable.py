"""How the days of an exercise, which was fetched through a check, have moved."""

from datetime import date

from regard.domains.engagement.models import Contribution, Exercise, TimetableChange
from regard.domains.engagement.types import TimetableKind


def list_timetable_changes(*, exercise: Exercise) -> list[TimetableChange]:
    """Return every change since it opened, oldest first."""
    return list(TimetableChange.objects.filter(exercise=exercise).order_by("at", "pk"))


def count_paused_days(*, exercise: Exercise, today: date) -> int:
    """Return on how many days until today, within its time, nobody was asked."""
    pauses = TimetableChange.objects.filter(exercise=exercise, kind=TimetableKind.RESUMED)
    days = [(each.becomes - each.was).days for each in pauses if each.was and each.becomes]
    if exercise.paused_on:
        last = min(today, exercise.closes_on)
        days.append(max(0, (last - exercise.paused_on).days))
    return sum(days)


def count_late(*, exercise: Exercise) -> int:
    """Return how many contributions came after the last day, and were taken all the same."""
    kept = Contribution.objects.filter(exercise=exercise, kept_at__isnull=False)
    return kept.filter(is_late=True).count()
