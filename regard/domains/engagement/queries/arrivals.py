"""What arrived by email or as a document, for those who keep answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from regard.domains.engagement.models import Answer, Arrival, Exercise
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules.contributions import tidy
from regard.domains.engagement.types import ArrivalState, Stage
from regard.domains.engagement.types.arrivals import Alike, ArrivalFilter, ArrivalRow
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.register.models import System

MOST_ALIKE = 5


def get_arrival(*, system: System, arrival_id: int, caller: Caller) -> Arrival:
    """
    Return something that arrived, with its exercise, original and what became of it.

    :raises NotFound: if the system has none of this number, or its answer is behind a shield
        and the caller may not know who spoke.
    :raises NotAllowed: if the caller does not keep answers here.
    """
    whole = _visible(system, caller).select_related(
        "system", "exercise__system", "original", "location", "invitation", "contribution",
        "part_of", "follows",
    )  # fmt: skip
    found = whole.filter(pk=arrival_id).first()
    if found is None:
        raise NotFound("Nothing arrived at this address")
    return found


def list_arrivals(
    *, system: System, which: ArrivalFilter, caller: Caller, before: int | None, limit: int
) -> list[ArrivalRow]:
    """
    Return what arrived, the newest first. One query.

    :param before: only those before this one in the list; None for the first page.
    """
    found = _narrowed(_visible(system, caller), which)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = found.select_related("exercise", "original").annotate(parts=Count("attachments"))
    return [_row(arrival) for arrival in rows.order_by("-pk")[:limit]]


def count_arrivals(*, system: System, caller: Caller) -> dict[ArrivalState, int]:
    """Return how many there are in each state. One query."""
    counted = _visible(system, caller).order_by().values_list("state").annotate(n=Count("pk"))
    found = dict(counted)
    return {state: found.get(state, 0) for state in ArrivalState}


def count_waiting(*, exercise: Exercise, caller: Caller) -> int:
    """Return how much of what arrived for an exercise waits to be read. One query."""
    waiting = _visible(exercise.system, caller).filter(exercise=exercise, part_of=None)
    return waiting.filter(state=ArrivalState.WAITING).count()


def list_parts(*, arrival: Arrival) -> list[ArrivalRow]:
    """Return the files that came with an email, or the emails of a mailbox. One query."""
    parts = Arrival.objects.filter(part_of=arrival).select_related("exercise", "original")
    return [_row(part) for part in parts.annotate(parts=Count("attachments")).order_by("pk")[:200]]


def list_alike(*, arrival: Arrival) -> list[Alike]:
    """
    Return what says the same: the same file that came before, and kept answers in these words.

    Two queries at most. For a caller who was allowed to read the arrival.
    """
    same_file = Arrival.objects.filter(
        system_id=arrival.system_id, original__sha256=arrival.original.sha256
    ).exclude(pk=arrival.pk)
    found = [
        Alike(words=f"The same file: {each.original.name}", arrival_id=each.pk)
        for each in same_file.select_related("original").order_by("pk")[:MOST_ALIKE]
    ]
    words = tidy(arrival.words)
    if words:
        said = Answer.objects.filter(text=words, contribution__system_id=arrival.system_id)
        said = said.filter(
            contribution__kept_at__isnull=False, contribution__is_shielded=False
        ).exclude(contribution=arrival.contribution_id)
        found += [
            Alike(
                words=f"An answer in the same words: {each.contribution.receipt}",
                receipt=each.contribution.receipt,
                exercise_slug=each.contribution.exercise.slug,
            )
            for each in said.select_related("contribution__exercise").order_by("pk")[:MOST_ALIKE]
        ]
    return found


def list_open_to_arrivals(*, system: System) -> list[Exercise]:
    """Return the exercises of a system that what arrives can answer, the newest first."""
    taking = Exercise.objects.filter(system=system, forgotten_at=None).exclude(stage=Stage.DRAFT)
    return list(taking.select_related("system").order_by("-opens_on", "-pk"))


def _visible(system: System, caller: Caller) -> QuerySet[Arrival]:
    """
    Return the arrivals of a system without those that were kept behind a shield.

    What else the same service sent is shown: left out, it would tell that there is a shield.
    """
    require(caller, Permission.ENTER_CONTRIBUTIONS, system)
    found = Arrival.objects.filter(system=system)
    if is_allowed(caller, Permission.VIEW_SHIELDED, system):
        return found
    return found.exclude(contribution__is_shielded=True)


def _narrowed(found: QuerySet[Arrival], which: ArrivalFilter) -> QuerySet[Arrival]:
    if which.state:
        found = found.filter(state=which.state)
    if which.exercise_id:
        found = found.filter(exercise=which.exercise_id)
    for word in which.words.split()[:5]:
        found = found.filter(
            Q(subject__icontains=word)
            | Q(sender__icontains=word)
            | Q(sender_name__icontains=word)
            | Q(original__name__icontains=word)
        )
    return found


def _row(arrival: Arrival) -> ArrivalRow:
    return ArrivalRow(
        arrival_id=arrival.pk,
        title=arrival.subject or arrival.original.name,
        sender=arrival.sender_name or arrival.sender,
        arrived_at=arrival.arrived_at,
        exercise=arrival.exercise.title if arrival.exercise else "",
        state=ArrivalState(arrival.state),
        needs_typing=arrival.needs_typing,
        is_read=arrival.read_at is not None,
        is_attachment=arrival.part_of_id is not None,
        why=arrival.why,
        parts=getattr(arrival, "parts", 0),
    )
