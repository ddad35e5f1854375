"""Decide what becomes of what arrived."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from regard.domains.engagement.models import Arrival, Contribution, Exercise
from regard.domains.engagement.rules.arrivals import places_within, read_places
from regard.domains.engagement.rules.contributions import tidy, tidy_answers
from regard.domains.engagement.types import ArrivalState, Said
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.reading.found import MOST_WORDS

from .acknowledging import acknowledge
from .contributions import keep_contribution


class CannotDecide(Refusal):
    """It was decided already, or cannot be decided so."""


@transaction.atomic
def keep_arrival(
    *, arrival: Arrival, exercise: Exercise, said: Said, by: str, at: datetime
) -> Contribution:
    """
    Keep what arrived as an answer, with its original and the pages that it came on.

    :param said: its answers may each be a part of the words that arrived.
    :raises CannotDecide: if it does not wait.
    :raises CannotKeep: if the exercise did not take it on its day, or an answer does not fit.
    """
    locked = _waiting(arrival)
    places = {
        question_id: places_within(text, whole=locked.words, places=read_places(locked.places))
        for question_id, text in tidy_answers(said.answers).items()
        if text in locked.words
    }
    kept = keep_contribution(
        exercise=exercise,
        said=replace(said, places=places),
        file=locked.original,
        invitation=locked.invitation if _is_of(locked, exercise, said) else None,
        by=by,
        at=at,
    )
    locked.exercise, locked.location_id = exercise, said.location_id
    _decide(locked, ArrivalState.KEPT, contribution=kept, by=by, at=at)
    ledger.record(event="arrival.answered", subject=locked, by=by, at=at)
    acknowledge(arrival=locked, contribution=kept, at=at)
    return kept


@transaction.atomic
def add_to_answer(
    *, arrival: Arrival, contribution: Contribution, by: str, at: datetime
) -> Arrival:
    """
    Put what arrived beside an answer that was kept: a file that goes with it, and says no more.

    :raises CannotDecide: if it does not wait, or the answer is of another system.
    """
    locked = _waiting(arrival)
    if contribution.system_id != locked.system_id or contribution.kept_at is None:
        raise CannotDecide("There is no answer of this number here")
    locked.exercise_id = contribution.exercise_id
    _decide(locked, ArrivalState.ADDED, contribution=contribution, by=by, at=at)
    detail: dict[str, object] = {"receipt": contribution.receipt}
    ledger.record(event="arrival.added", subject=locked, by=by, at=at, detail=detail)
    return locked


@transaction.atomic
def set_aside(*, arrival: Arrival, why: str, by: str, at: datetime) -> Arrival:
    """
    Say that something that arrived is no answer, and why. It stays, and can be taken back.

    :raises CannotDecide: if it does not wait, or there is no reason.
    """
    if not why.strip():
        raise CannotDecide("Say why it is set aside")
    locked = _waiting(arrival)
    locked.why = why.strip()
    _decide(locked, ArrivalState.SET_ASIDE, contribution=None, by=by, at=at)
    ledger.record(event="arrival.set_aside", subject=locked, by=by, at=at)
    return locked


@transaction.atomic
def take_back(*, arrival: Arrival, by: str, at: datetime) -> Arrival:
    """
    Let something that was set aside, or put beside an answer, wait again.

    :raises CannotDecide: if it is an answer: what was kept is final.
    """
    locked = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if locked.state not in {ArrivalState.SET_ASIDE, ArrivalState.ADDED}:
        raise CannotDecide("Only what was set aside, or put beside an answer, can wait again")
    was: dict[str, object] = {"was": locked.state, "why": locked.why}
    locked.state, locked.why, locked.contribution = ArrivalState.WAITING, "", None
    locked.decided_by, locked.decided_at = "", None
    locked.save()
    ledger.record(event="arrival.taken_back", subject=locked, by=by, at=at, detail=was)
    return locked


@transaction.atomic
def type_words(*, arrival: Arrival, words: str, by: str, at: datetime) -> Arrival:
    """
    Give a picture of text its words, as somebody typed them beside the original.

    :raises CannotDecide: if it does not wait, there are none, or they are too many.
    """
    locked = _waiting(arrival)
    typed = tidy(words)
    if not typed or len(typed) > MOST_WORDS:
        raise CannotDecide(f"Type what it says, in up to {MOST_WORDS:,} characters")
    locked.words, locked.places, locked.needs_typing = typed, [[0, "as typed"]], False
    locked.read_at = at
    locked.save()
    ledger.record(event="arrival.typed", subject=locked, by=by, at=at)
    return locked


def _waiting(arrival: Arrival) -> Arrival:
    whole = Arrival.objects.select_related("system", "original", "invitation")
    locked = whole.select_for_update(of=("self",)).get(pk=arrival.pk)
    if locked.state != ArrivalState.WAITING:
        raise CannotDecide(f"This has been decided: {ArrivalState(locked.state).label.lower()}")
    return locked


def _decide(
    arrival: Arrival,
    state: ArrivalState,
    *,
    contribution: Contribution | None,
    by: str,
    at: datetime,
) -> None:
    arrival.state, arrival.contribution = state, contribution
    arrival.decided_by, arrival.decided_at = by, at
    arrival.save()


def _is_of(arrival: Arrival, exercise: Exercise, said: Said) -> bool:
    """Test whether it answers the invitation whose address it was sent to."""
    invitation = arrival.invitation
    return (
        invitation is not None
        and invitation.exercise_id == exercise.pk
        and invitation.location_id == said.location_id
    )
