"""Northmarch's meetings: agendas, who came, minutes, decisions, actions and interests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from regard.domains.governance import actions, queries
from regard.domains.governance.types import (
    ActionState,
    Attended,
    Constituency,
    InterestAct,
    InterestKind,
    ItemKind,
    Purpose,
)

from .clock import as_at
from .corpus import read

if TYPE_CHECKING:
    from regard.domains.governance.models import AgendaItem, Decision, Meeting

    from .governing import Governing

AGENDA_OUT, MINUTES_AGREED = 7, 12
"""Days before a meeting that its agenda goes out, and after it that its minutes are agreed."""


def convene(governing: Governing) -> None:
    """Declare interests, and hold every meeting up to today; call and plan those to come."""
    _declare_interests(governing, read("interests")["interests"])
    for each in read("meetings")["meetings"]:
        _Meeting(governing, each).run()


def _declare_interests(governing: Governing, interests: list[dict[str, Any]]) -> None:
    at = governing.at
    with as_at(at):
        for each in interests:
            actions.add_interest(
                holder=governing.holders[each["who"]],
                facts=actions.InterestFacts(
                    kind=InterestKind(each["kind"]),
                    text=each["text"],
                    is_published=not each.get("why_not_published"),
                    why_not_published=each.get("why_not_published", ""),
                ),
                by=governing.by,
                at=at,
            )


class _Meeting:
    """One meeting, from being planned to its published minutes."""

    def __init__(self, governing: Governing, words: dict[str, Any]) -> None:
        self.governing = governing
        self.words = words
        self.timeline = governing.timeline
        self.by = governing.by
        self.body = governing.bodies[words["body"]]
        self.starts_at = self.timeline.to_come(words["days"], hour=words["hour"])
        self.day: date = self.timeline.today + timedelta(days=words["days"])

    def run(self) -> None:
        state = self.words["state"]
        meeting = self._plan()
        items = self._agenda(meeting)
        if state == "planned":
            return
        out = self.timeline.on(self.day - timedelta(days=AGENDA_OUT), hour=9)
        with as_at(out):
            actions.call_meeting(meeting=meeting, by=self.by, at=out)
            if self.words.get("is_public"):
                actions.publish_agenda(meeting=meeting, by=self.by, at=out)
        if state == "called":
            return
        self._hold(meeting, items)
        if state == "agreed":
            self._agree(meeting)

    def _plan(self) -> Meeting:
        at = self.timeline.on(min(self.day - timedelta(days=28), self.governing.at.date()))
        with as_at(at):
            return actions.plan_meeting(
                body=self.body,
                details=actions.MeetingDetails(
                    starts_at=self.starts_at,
                    minutes_long=self.body.minutes_each,
                    venue=self.words["venue"],
                    is_public=self.words.get("is_public", False),
                ),
                by=self.by,
                at=at,
            )

    def _agenda(self, meeting: Meeting) -> list[tuple[AgendaItem, dict[str, Any]]]:
        at = self.timeline.on(self.day - timedelta(days=AGENDA_OUT + 3), hour=15)
        made = []
        with as_at(at):
            for words in self.words.get("items", ()):
                item = actions.add_item(
                    meeting=meeting,
                    details=actions.ItemDetails(
                        title=words["title"],
                        kind=ItemKind(words["kind"]),
                        purpose=Purpose(words["purpose"]),
                        topic=self.governing.topics.get(words.get("topic", "")),
                        minutes_long=words["minutes"],
                        lead=words["lead"],
                        about=words["about"],
                        decision_needed=words.get("decision", ""),
                        evidence=words.get("evidence", ""),
                        views=words.get("views", ""),
                        is_private=words.get("is_private", False),
                        why_private=words.get("why_private", ""),
                        is_commissioning=words.get("is_commissioning", False),
                    ),
                    by=self.by,
                    at=at,
                )
                made.append((item, words))
        return made

    def _hold(self, meeting: Meeting, items: list[tuple[AgendaItem, dict[str, Any]]]) -> None:
        at = self.timeline.on(self.day, hour=self.words["hour"] + 1)
        with as_at(at):
            actions.hold_meeting(meeting=meeting, by=self.by, at=at)
            self._attend(meeting, at)
            for item, words in items:
                self._minute(meeting, item, words, at)

    def _attend(self, meeting: Meeting, at: datetime) -> None:
        away = {seat: Attended(how) for seat, how in self.words.get("away", {}).items()}
        seats = queries.list_seats(body=self.body, on=self.day)
        actions.record_attendance(
            meeting=meeting,
            seats={
                seat.seat_id: away.get(seat.name, Attended.PRESENT)
                for seat in seats
                if seat.holder is not None
            },
            guests=["Peter Lofthall, secretary"],
            by=self.by,
            at=at,
        )

    def _minute(
        self, meeting: Meeting, item: AgendaItem, words: dict[str, Any], at: datetime
    ) -> None:
        if item.is_commissioning:
            self._declare(item, words.get("declarations", {}), at)
        item = actions.open_item(item=item, by=self.by, at=at)
        for text, who, _ in words.get("lines", ()):
            seat = self.governing.seats.get((self.body.name, who))
            actions.add_line(
                meeting=meeting,
                facts=actions.LineFacts(
                    text=text, item=item, seat=seat, said_by="" if seat else who
                ),
                by=self.by,
                at=at,
            )
        for decision in words.get("decisions", ()):
            self._decide(meeting, item, decision, at)
        for action in words.get("actions", ()):
            self._act(meeting, item, action, at)

    def _declare(self, item: AgendaItem, said: dict[str, list[str]], at: datetime) -> None:
        away = set(self.words.get("away", {}))
        facts = []
        for seat in queries.list_seats(body=self.body, on=self.day):
            if seat.holder is None or seat.name in away:
                continue
            act, text = said.get(seat.name, (InterestAct.NONE, ""))
            facts.append(
                actions.DeclarationFacts(
                    seat=self.governing.seats[self.body.name, seat.name],
                    act=InterestAct(act),
                    text=text,
                )
            )
        actions.declare(item=item, declarations=facts, by=self.by, at=at)

    def _decide(
        self, meeting: Meeting, item: AgendaItem, words: dict[str, Any], at: datetime
    ) -> None:
        line = actions.add_line(
            meeting=meeting,
            facts=actions.LineFacts(text=words["text"], item=item),
            by=self.by,
            at=at,
        )
        decision = actions.decide_line(line=line, by=self.by, at=at)
        votes = words.get("votes")
        decision = actions.edit_decision(
            decision=decision,
            facts=actions.DecisionFacts(
                title=words["title"],
                text=words["text"],
                decided_on=self.day,
                why=words["why"],
                evidence=words["evidence"],
                is_private=words.get("is_private", False),
                is_commissioning=item.is_commissioning,
                votes=actions.Votes(*votes) if votes else None,
                nobody_asked=words.get("nobody_asked", ""),
            ),
            by=self.by,
            at=at,
        )
        self._weigh(decision, words, at)
        actions.record_decision(decision=decision, by=self.by, at=at)

    def _weigh(self, decision: Decision, words: dict[str, Any], at: datetime) -> None:
        """Say between what it was decided, and who was involved."""
        for text, is_chosen, why in words.get("options", ()):
            actions.add_option(
                decision=decision,
                facts=actions.OptionFacts(text=text, is_chosen=is_chosen, why=why),
                by=self.by,
                at=at,
            )
        for of, who, how, days, what_came in words.get("involved", ()):
            actions.add_involvement(
                decision=decision,
                facts=actions.InvolvementFacts(
                    of=Constituency(of),
                    who=who,
                    how=how,
                    on=self.timeline.today + timedelta(days=days),
                    what_came=what_came,
                ),
                by=self.by,
                at=at,
            )

    def _act(
        self, meeting: Meeting, item: AgendaItem, words: dict[str, Any], at: datetime
    ) -> None:
        line = actions.add_line(
            meeting=meeting,
            facts=actions.LineFacts(text=words["text"], item=item),
            by=self.by,
            at=at,
        )
        action = actions.act_on_line(
            line=line,
            facts=actions.ActionFacts(
                text=words["text"],
                owner=words["owner"],
                due_on=self.timeline.today + timedelta(days=words["due"]),
            ),
            by=self.by,
            at=at,
        )
        if "done" in words:
            done = self.timeline.on(self.timeline.today + timedelta(days=words["done"]))
            with as_at(done):
                actions.end_action(
                    action=action, state=ActionState.DONE, note="Done.", by=self.by, at=done
                )

    def _agree(self, meeting: Meeting) -> None:
        at = self.timeline.on(self.day + timedelta(days=MINUTES_AGREED))
        with as_at(at):
            actions.agree_minutes(
                meeting=meeting,
                agreed_on=at.date(),
                agreed_by=f"Members of the {self.body.name}, by email",
                by=self.by,
                at=at,
            )
            actions.publish_minutes(meeting=meeting, by=self.by, at=at)
