"""Northmarch's duties: what was offered as evidence, who accepted it, and what is overdue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from regard.domains.governance import actions, queries
from regard.foundation.accounts.callers import Command

from .clock import as_at
from .corpus import read

if TYPE_CHECKING:
    from regard.domains.governance.models import Obligation, Round

    from .governing import Governing


class NoSuchDuty(Exception):
    """The words name a duty that nobody in Northmarch has: a bug, not something to mend."""


def oblige(governing: Governing) -> None:
    """Follow every duty, receive assessments, offer evidence and let people look at it."""
    words = read("duties")
    at = governing.timeline.when("obliged")
    with as_at(at):
        actions.begin_obligations(system=governing.system, by=governing.by, at=at)
    for each in words["assessments"]:
        _receive(governing, each)
    for each in words["evidence"]:
        _offer(governing, each)
    for each in words["exempt"]:
        with as_at(at):
            actions.exempt(
                obligation=_find(governing, each), why=each["why"], by=governing.by, at=at
            )


def _day(governing: Governing, days: int) -> date:
    return governing.timeline.today + timedelta(days=days)


def _receive(governing: Governing, words: dict[str, Any]) -> None:
    on = _day(governing, words["received"])
    at = max(governing.timeline.on(on), governing.timeline.when("obliged", hour=11))
    with as_at(at):
        actions.receive_assessment(
            system=governing.system,
            received=actions.Received(
                council=governing.councils[words["council"]],
                title=words["title"],
                dated=_day(governing, words["dated"]),
                received_on=on,
                address=words["address"],
            ),
            by=governing.by,
            at=at,
        )


def _offer(governing: Governing, words: dict[str, Any]) -> None:
    obligation = _find(governing, words)
    rounds = _rounds(governing, obligation)
    at = governing.timeline.on(_day(governing, words["days"]), hour=12)
    with as_at(at):
        actions.offer_evidence(
            obligation=obligation,
            rounds=rounds,
            thing=_thing(governing, words),
            by=governing.by,
            at=at,
        )
    if "name" not in words:
        return
    at = governing.timeline.on(_day(governing, words["looked"]), hour=16)
    with as_at(at):
        actions.look_at_evidence(
            duty_round=_rounds(governing, obligation)[0],
            verdict=actions.Verdict(
                is_accepted="refused" not in words,
                name=words["name"],
                reason=words.get("refused", ""),
                until=_day(governing, words["until"]) if "until" in words else None,
            ),
            by=governing.lead,
            at=at,
        )


def _thing(governing: Governing, words: dict[str, Any]) -> actions.Thing:
    """Return what is offered, in Regard or at an address."""
    on = governing.timeline.today
    if "terms" in words:
        found = queries.get_terms_in_force(body=governing.bodies[words["terms"]], on=on)
        return actions.Thing(words["words"], terms=found.terms if found else None)
    if "seat" in words:
        return actions.Thing(words["words"], seat=governing.seats[tuple(words["seat"])])
    if "decision" in words:
        rows = queries.list_decisions(system=governing.system, caller=Command())
        ref = next(row.ref for row in rows if row.title == words["decision"])
        decision = queries.get_decision(system=governing.system, ref=ref, caller=Command())
        return actions.Thing(words["words"], decision=decision)
    return actions.Thing(words["words"], address=words["address"])


def _find(governing: Governing, words: dict[str, Any]) -> Obligation:
    """
    Return the obligation of this code whose holder's name has these words in it.

    :raises NoSuchDuty: if there is none.
    """
    rows = queries.list_duty_rows(
        system=governing.system, on=governing.timeline.today, caller=Command()
    )
    for row in rows:
        if row.code == words["code"] and words["holder"].casefold() in row.holder_name.casefold():
            return queries.get_obligation(
                system=governing.system, obligation_id=row.obligation_id, caller=Command()
            )
    raise NoSuchDuty(f"{words['code']}, {words['holder']}")


def _rounds(governing: Governing, obligation: Obligation) -> list[Round]:
    row = queries.get_duty_row(obligation=obligation, on=governing.timeline.today)
    return [
        queries.get_round(obligation=obligation, round_id=each.round_id)
        for each in (row.rounds if row else ())
    ]
