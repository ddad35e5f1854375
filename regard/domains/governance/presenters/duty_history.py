"""What happened about a duty: each time it fell due, its evidence, and who looked at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance.presenters.duties import TAGS
from regard.domains.governance.rules import duties as rules
from regard.domains.governance.types import DutyState, EvidenceKind
from regard.foundation.design.words import date_words, plural_words

if TYPE_CHECKING:
    from regard.domains.governance.models import Acceptance, Evidence, Round
    from regard.domains.governance.queries import DutyHistory, DutyRow

SELF_ACCEPTED = "The same person offered evidence and recorded this."


@dataclass(frozen=True)
class EvidenceCard:
    """
    A piece of evidence as it is shown.

    Attributes:
        url: where the thing itself is; empty where only its words are kept.
        gone: when and why it was withdrawn; empty while it is offered.
    """

    evidence_id: int
    kind: str
    thing: str
    url: str
    words: str
    offered: str
    gone: str
    is_unseen: bool


@dataclass(frozen=True)
class LookLine:
    """A look at the evidence: its state as a tag, who, when, and what they said."""

    tag: tuple[str, str]
    words: str
    reason: str
    seen: str
    note: str


@dataclass(frozen=True)
class RoundCard:
    """
    One time that a duty fell due, with all that came of it up to the day.

    Attributes:
        state: None where it was closed.
    """

    round_id: int
    title: str
    state: DutyState | None
    tag: tuple[str, str]
    words: str
    evidence: list[EvidenceCard] = field(default_factory=list)
    looks: list[LookLine] = field(default_factory=list)
    may_look: bool = False


def round_cards(*, slug: str, row: DutyRow, history: DutyHistory, on: date) -> list[RoundCard]:
    """Return each time that a duty had fallen due by a day, the newest first."""
    standing = {each.round_id: each for each in row.rounds}
    cards = []
    for each in reversed(history.rounds):
        found = standing.get(each.pk)
        state = None
        if found and row.facts.version is not None:
            state = rules.state_of_round(found.facts, version=row.facts.version, on=on)
        looks = [look for look in history.acceptances if look.round_id == each.pk]
        seen = set(looks[-1].seen) if looks else set()
        evidence = [
            evidence_card(slug, row.obligation_id, piece, seen, history.names, on)
            for piece in history.evidence
            if piece.round_id == each.pk
        ]
        cards.append(
            RoundCard(
                round_id=each.pk,
                title=f"Fell due on {date_words(each.fell_on)}",
                state=state,
                tag=(state.label, TAGS[state]) if state else ("Closed", "no"),
                words=_round_words(each, on),
                evidence=evidence,
                looks=[look_line(look, history) for look in reversed(looks)],
                may_look=state is not None and any(not piece.gone for piece in evidence),
            )
        )
    return cards


def evidence_card(
    slug: str,
    obligation_id: int,
    piece: Evidence,
    seen: set[int],
    names: dict[str, str],
    on: date,
) -> EvidenceCard:
    """Return a piece of evidence as it is shown on a day."""
    is_gone = piece.withdrawn_on is not None and piece.withdrawn_on <= on
    who = names.get(piece.offered_by, "Regard")
    thing, url = thing_of(slug, obligation_id, piece)
    return EvidenceCard(
        evidence_id=piece.pk,
        kind=EvidenceKind(piece.kind).label,
        thing=thing,
        url=url,
        words=piece.words,
        offered=f"Offered by {who} on {date_words(piece.offered_on)}",
        gone=f"Withdrawn on {date_words(piece.withdrawn_on)}: {piece.why_withdrawn}"
        if is_gone
        else "",
        is_unseen=not is_gone and piece.pk not in seen,
    )


def thing_of(slug: str, obligation_id: int, piece: Evidence) -> tuple[str, str]:
    """Return what a piece of evidence is, in words, and its address."""
    where: dict[str, object] = {"system": slug}
    if piece.decision:
        where["decision_ref"] = piece.decision.ref
        what = f"{piece.decision.ref} {piece.decision.title}"
        return what, reverse("governance:decision", kwargs=where)
    if piece.terms:
        body = piece.terms.body
        where |= {"body": body.slug, "version": piece.terms.version}
        what = f"{body.name}, terms of reference, version {piece.terms.version}"
        return what, reverse("governance:terms", kwargs=where)
    if piece.seat:
        where["seat_id"] = piece.seat.pk
        what = f"{piece.seat.body.name}: {piece.seat.name}"
        return what, reverse("governance:seat", kwargs=where)
    if piece.meeting:
        where["meeting_id"] = piece.meeting.pk
        what = piece.meeting.title or piece.meeting.body.name
        when = date_words(piece.meeting.starts_at)
        return f"{what}, {when}", reverse("governance:meeting", kwargs=where)
    return _kept_thing(slug, obligation_id, piece)


def _kept_thing(slug: str, obligation_id: int, piece: Evidence) -> tuple[str, str]:
    where: dict[str, object] = {"system": slug}
    if piece.file:
        where |= {"obligation_id": obligation_id, "evidence_id": piece.pk}
        return piece.file.name, reverse("governance:evidence_file", kwargs=where)
    if piece.assessment:
        return piece.assessment.title, reverse("governance:assessments", kwargs=where)
    return piece.address, piece.address


def look_line(look: Acceptance, history: DutyHistory) -> LookLine:
    """Return a look at the evidence in words."""
    offered_by = {piece.offered_by for piece in history.evidence if piece.pk in look.seen}
    end = f", until {date_words(look.until)}" if look.until else ""
    verb = "accepted it" if look.is_accepted else "did not accept it"
    return LookLine(
        tag=("Accepted", "ok") if look.is_accepted else ("Not accepted", "gap"),
        words=f"{look.name} {verb} on {date_words(look.on)}{end}.",
        reason=look.reason,
        seen=f"Looked at {plural_words(len(look.seen), 'piece')} of evidence, "
        f"for version {look.version} of the duty.",
        note=SELF_ACCEPTED if look.by in offered_by else "",
    )


def log_lines(history: DutyHistory, on: date) -> list[tuple[date, str]]:
    """Return all that happened by a day in a line each, the newest first."""
    lines: list[tuple[date, str]] = []
    for each in history.rounds:
        lines.append((each.fell_on, f"Fell due: {each.why}."))
        if each.closed_on is not None:
            lines.append((each.closed_on, f"Closed without evidence: {each.why_closed}."))
    for piece in history.evidence:
        who = history.names.get(piece.offered_by, "Regard")
        lines.append((piece.offered_on, f"{who} offered evidence: {piece.words}"))
        if piece.withdrawn_on is not None:
            lines.append((piece.withdrawn_on, f"Evidence withdrawn: {piece.why_withdrawn}"))
    for look in history.acceptances:
        verb = "accepted the evidence" if look.is_accepted else "did not accept the evidence"
        lines.append((look.on, f"{look.name} {verb}. {look.reason}".strip()))
    for exempt in history.exemptions:
        lines.append((exempt.valid_from, f"Said not to apply: {exempt.why}"))
        if exempt.valid_to is not None:
            lines.append((exempt.valid_to, "Applied again."))
    return sorted(
        (line for line in lines if line[0] <= on), key=lambda line: line[0], reverse=True
    )


def _round_words(each: Round, on: date) -> str:
    if each.closed_on is not None and each.closed_on <= on:
        return f"{each.why}. Closed on {date_words(each.closed_on)}: {each.why_closed}"
    until = f"The last day for it: {date_words(each.due_on)}." if each.due_on else ""
    return f"{each.why}. {until or 'No last day is set.'}"
