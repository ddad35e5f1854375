"""How a duty stood on any day agrees with a naive replay of all that happened until then."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.governance import actions
from regard.domains.governance.models import Duty, Evidence, Round
from regard.domains.governance.queries.obligations import rows_on
from regard.domains.governance.types import DutyState
from regard.foundation.base.errors import Refusal
from tests.factories.governance import BEGAN, DutyFactory, ObligationFactory

pytestmark = pytest.mark.django_db

DAYS_AFTER = st.integers(min_value=0, max_value=6)
ACTS = st.sampled_from(
    (
        *("due", "due", "offer", "offer", "withdraw", "accept", "accept", "refuse"),
        *("close", "exempt", "apply", "version"),
    )
)
HISTORIES = st.lists(st.tuples(DAYS_AFTER, ACTS, DAYS_AFTER), max_size=14)


class History:
    """Does random things through the actions, and writes down those that were not refused."""

    def __init__(self):
        self.duty = DutyFactory(valid_from=BEGAN)
        self.obligation = ObligationFactory(duty=self.duty, valid_from=BEGAN)
        self.log = []

    def do(self, day, act, number):
        at = datetime.combine(day, time(12), tzinfo=UTC)
        newest = self.obligation.rounds.order_by("fell_on", "pk").last()
        try:
            with transaction.atomic():
                told = getattr(self, f"_{act}")(newest, number, {"by": "person:1", "at": at})
        except Refusal:
            return
        if told is not None:
            self.log.append((day, act, told))

    def _due(self, newest, number, how):
        fell_on = how["at"].date()
        due_on = fell_on + timedelta(days=number) if number else None
        made = actions.fall_due(
            obligation=self.obligation, fell_on=fell_on, due_on=due_on, why="It came", **how
        )
        return made.pk, due_on

    def _offer(self, newest, number, how):
        open_ones = [newest] if newest and newest.closed_on is None else []
        thing = actions.Thing(words="It shows it", address="https://example.org")
        before = Round.objects.count()
        made = actions.offer_evidence(
            obligation=self.obligation, rounds=open_ones, thing=thing, **how
        )
        is_first = Round.objects.count() > before
        return made[0].pk, made[0].round_id, is_first

    def _withdraw(self, newest, number, how):
        found = Evidence.objects.filter(round__obligation=self.obligation).order_by("pk")
        if not found:
            return None
        chosen = found[number % len(found)]
        actions.withdraw_evidence(evidence=chosen, why="It was wrong", **how)
        return chosen.pk

    def _accept(self, newest, number, how):
        until = how["at"].date() + timedelta(days=number) if number else None
        return self._look(newest, actions.Verdict(True, "Amara", until=until), how)

    def _refuse(self, newest, number, how):
        return self._look(newest, actions.Verdict(False, "Amara", "It shows little"), how)

    def _look(self, newest, verdict, how):
        if newest is None:
            return None
        made = actions.look_at_evidence(duty_round=newest, verdict=verdict, **how)
        return newest.pk, made.version, verdict.until

    def _close(self, newest, number, how):
        if newest is None:
            return None
        actions.close_round(duty_round=newest, why="Overtaken", **how)
        return newest.pk

    def _exempt(self, newest, number, how):
        actions.exempt(obligation=self.obligation, why="It has none", **how)
        return ()

    def _apply(self, newest, number, how):
        actions.end_exemption(obligation=self.obligation, **how)
        return ()

    def _version(self, newest, number, how):
        """End the version in force; but for every third time, a new one takes its place."""
        on = how["at"].date()
        old = Duty.objects.filter(code=self.duty.code, valid_to=None).first()
        if old is None or old.valid_from >= on:
            return None
        old.valid_to = on
        old.save()
        if number % 3:
            DutyFactory(code=old.code, version=old.version + 1, valid_from=on)
        return bool(number % 3)


class Replay:
    """What was so at the end of a day: everything done again in memory, one by one."""

    def __init__(self, log, on):
        self.on, self.version, self.is_exempt, self.rounds = on, 1, False, {}
        self.versions = 1
        for day, act, told in log:
            if day <= on:
                getattr(self, f"_{act}")(told)

    def _due(self, told):
        number, due_on = told
        self.rounds[number] = {"due_on": due_on, "evidence": set(), "looks": []}

    def _offer(self, told):
        number, round_number, is_first = told
        if is_first:
            self._due((round_number, None))
        self.rounds[round_number]["evidence"].add(number)

    def _withdraw(self, told):
        for each in self.rounds.values():
            each["evidence"].discard(told)

    def _accept(self, told):
        self._look(told, is_accepted=True)

    def _refuse(self, told):
        self._look(told, is_accepted=False)

    def _look(self, told, *, is_accepted):
        number, version, until = told
        one = self.rounds[number]
        one["looks"].append((is_accepted, version, until, set(one["evidence"])))

    def _close(self, told):
        del self.rounds[told]

    def _exempt(self, told):
        self.is_exempt = True

    def _apply(self, told):
        self.is_exempt = False

    def _version(self, told):
        self.versions += told
        self.version = self.versions if told else None

    def state(self):
        if self.version is None or self.is_exempt:
            return DutyState.NOT_APPLICABLE
        listed = list(self.rounds.values())
        kept = [one for one in listed[:-1] if not any(look[0] for look in one["looks"])]
        states = {self._stands(one) for one in kept + listed[-1:]}
        for state in ("overdue", "lapsed", "due", "offered", "accepted"):
            if state in states:
                return DutyState(state)
        return DutyState.NOT_DUE

    def _stands(self, one):
        is_accepted, version, until, seen = one["looks"][-1] if one["looks"] else (0, 0, 0, set())
        stands = is_accepted and version == self.version and one["evidence"] & seen
        if stands and (until is None or self.on < until):
            return "accepted"
        if one["evidence"] - seen:
            return "offered"
        if is_accepted:
            return "lapsed"
        return "overdue" if one["due_on"] and one["due_on"] < self.on else "due"


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
def test_agrees_with_a_naive_replay_of_what_happened(db, acts):
    with transaction.atomic():
        history = History()
        day = BEGAN
        for after, act, number in acts:
            day += timedelta(days=after)
            history.do(day, act, number)
        for on in days_to_look_at(history.log):
            (row,) = rows_on(system=history.obligation.system, on=on)
            assert row.state == Replay(history.log, on).state(), (on, history.log)
        transaction.set_rollback(True)


def days_to_look_at(log):
    """Return the days on which something happened, those after them, and one long after."""
    days = {day for day, _, _ in log}
    return sorted({BEGAN, date(2030, 1, 1)} | days | {day + timedelta(days=3) for day in days})
