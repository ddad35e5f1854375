"""What the strategy promises, what it means for services, and how the promises went since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regard.domains.register import queries as register
from regard.domains.register.types import Criteria, Sector, ServiceType, SizeBand
from regard.domains.strategy import actions, queries
from regard.domains.strategy.rules.meanings import whom_in_words
from regard.domains.strategy.types import CommitmentState

from .clock import as_at, run_waiting
from .corpus import read
from .governing import Governing
from .land import PLACES

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.strategy.models import Commitment, Strategy


class Promises:
    """The promises of a strategy, from its draft until today."""

    def __init__(self, strategy: Strategy, governing: Governing) -> None:
        self.strategy = strategy
        self.governing = governing
        self.timeline = governing.timeline
        self.by = governing.lead
        self.made: list[tuple[Commitment, dict[str, Any]]] = []

    def make(self) -> None:
        """Promise all in the draft, with the steps to it."""
        at = self.timeline.when("strategy_promised", hour=10)
        with as_at(at):
            for words in read("promises")["promises"]:
                promise = actions.Promise(
                    ref=words["ref"],
                    words=words["words"],
                    body_id=self.governing.bodies[words["body"]].pk,
                    owner=words["owner"],
                    due_on=self.timeline.promised(words["due"]),
                )
                made = actions.make_commitment(
                    strategy=self.strategy, promise=promise, by=self.by, at=at
                )
                self.made.append((made, words))
                for step, due, *_ in words.get("steps", ()):
                    actions.add_step(
                        commitment=made,
                        words=step,
                        due_on=min(self.timeline.promised(due), made.due_on),
                        by=self.by,
                        at=at,
                    )

    def say_what_they_mean(self) -> None:
        """Say in the draft what passages mean for the services that they touch."""
        at = self.timeline.when("strategy_promised", hour=14)
        system = self.strategy.system
        places = {place.name: place.pk for place in register.list_places(system=system)}
        names = {number: name for name, number in places.items()}
        with as_at(at):
            for words in read("meanings")["meanings"]:
                criteria = self._criteria(words, places)
                by_day = self.timeline.promised(words["by"]) if "by" in words else None
                actions.write_meaning(
                    strategy=self.strategy,
                    meant=actions.Meant(
                        ref=words["ref"],
                        criteria=criteria,
                        whom=whom_in_words(criteria, names),
                        for_owners=words.get("owners", ""),
                        for_staff=words.get("staff", ""),
                        for_people=words.get("people", ""),
                        to_do=words.get("to_do", ""),
                        do_by=by_day,
                    ),
                    by=self.by,
                    at=at,
                )

    def follow(self) -> None:
        """Report on them since they were published, and tell whoever asked what ended."""
        for commitment, words in self.made:
            numbers = {
                step.words: step.milestone_id for step in queries.list_steps(commitment=commitment)
            }
            for step, _, *done in words.get("steps", ()):
                if done:
                    self._mark(commitment, numbers[step], self._day(done[0]))
            for report in words.get("reports", ()):
                self._report(commitment, *report)

    def _criteria(self, words: dict[str, Any], places: dict[str, int]) -> Criteria:
        council = words.get("councils", ())
        here = [each.name for each in PLACES if each.council in council] or words.get("places", ())
        return Criteria(
            service_types=tuple(map(ServiceType, words.get("kinds", ()))),
            place_ids=tuple(places[name] for name in here),
            size_bands=tuple(map(SizeBand, words.get("sizes", ()))),
            sectors=tuple(map(Sector, words.get("sectors", ()))),
        )

    def _day(self, days: int) -> date:
        return self.timeline.today + timedelta(days=days)

    def _mark(self, commitment: Commitment, milestone_id: int, on: date) -> None:
        at = self.timeline.on(on, hour=17)
        with as_at(at):
            actions.mark_step(
                commitment=commitment, milestone_id=milestone_id, done_on=on, by=self.by, at=at
            )

    def _report(
        self, commitment: Commitment, days: int, state: str, words: str, evidence: str
    ) -> None:
        at = self.timeline.on(self._day(days), hour=16)
        report = actions.Report(CommitmentState(state), words, evidence)
        with as_at(at):
            actions.report_on_commitment(commitment=commitment, report=report, by=self.by, at=at)
        run_waiting(queries.TELLING, at=at)
