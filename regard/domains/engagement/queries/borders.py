"""The points around a point in its answer."""

from regard.domains.engagement.models import Exercise, Point


def list_beside(*, exercise: Exercise, point_id: int) -> list[int]:
    """Return the numbers of the points right beside one, whose reader was checked."""
    point = Point.objects.get(exercise=exercise, pk=point_id)
    return [each.pk for each in list_neighbours(point=point)]


def list_neighbours(*, point: Point) -> list[Point]:
    """Return the points right before and after it in its answer, as far as there are any."""
    others = Point.objects.filter(answer=point.answer_id)
    before = others.filter(start__lt=point.start).order_by("-start").first()
    after = others.filter(start__gt=point.start).order_by("start").first()
    return [each for each in (before, after) if each]
