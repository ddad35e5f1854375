from datetime import UTC, date, datetime

import pytest
import time_machine

from regard.domains.governance import actions, queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import LINE_SLOT
from regard.domains.governance.presenters.minute_sections import decisions_of
from regard.domains.governance.types import Constituency, DecisionState, LineKind, MeetingState
from regard.foundation.accounts.callers import Anyone
from regard.foundation.authority import Grant
from regard.foundation.base.errors import NotAllowed, NotFound
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    InvolvementFactory,
    MeetingFactory,
    MinuteLineFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)


def holding(body, *permissions):
    return Anyone(grants=(Grant(frozenset(permissions), f"body:{body.pk}"),))


class TestKeepingALine:
    @pytest.fixture
    def line(self):
        return MinuteLineFactory(meeting=MeetingFactory(state=MeetingState.HELD))

    def test_is_offered_once_somebody_takes_lines(self, client_as, line, fill):
        fill(LINE_SLOT)
        meeting = line.meeting
        secretary = client_as("Board secretary", meeting.system)
        address = f"/{meeting.system.slug}/meetings/{meeting.pk}/minutes/"

        before = secretary.get(address).content.decode()
        fill(LINE_SLOT, lambda system, row: f"/{system.slug}/keep/{row.line_id}/")
        after = secretary.get(address).content.decode()

        assert "Keep as a contribution" not in before
        assert f"/{meeting.system.slug}/keep/{line.pk}/" in after

    def test_is_for_who_writes_the_minutes(self, line):
        body = line.meeting.body
        reader = holding(body, Permission.VIEW_PRIVATE)
        writer = holding(body, Permission.VIEW_PRIVATE, Permission.RUN_MEETINGS)

        found = queries.get_line_to_keep(line_id=line.pk, caller=writer)

        assert found == line
        assert queries.reason_not_to_keep(line=found) is None
        with pytest.raises(NotAllowed):
            queries.get_line_to_keep(line_id=line.pk, caller=reader)
        for caller, line_id in ((Anyone(), line.pk), (writer, line.pk + 1)):
            with pytest.raises(NotFound):
                queries.get_line_to_keep(line_id=line_id, caller=caller)

    def test_happens_once_and_never_of_what_is_private(self, line):
        actions.keep_line(line=line, receipt="NM-7F3K-29", by="person:1", at=AT)
        line.refresh_from_db()
        private = AgendaItemFactory(meeting=line.meeting, is_private=True, why_private="Bids")
        secret = MinuteLineFactory(meeting=line.meeting, item=private)

        assert line.kind == LineKind.CONTRIBUTION
        assert "contribution already" in queries.reason_not_to_keep(line=line)
        assert "private" in queries.reason_not_to_keep(line=secret)


class TestABodysDecisions:
    def test_are_its_newest_and_what_is_left_to_do(self):
        body = BodyFactory()
        decision = DecisionFactory(body=body, title="Paid", decided_on=date(2026, 11, 3))
        InvolvementFactory(decision=decision, of=Constituency.PROVIDERS)
        decision.state = DecisionState.RECORDED
        decision.save()
        ActionFactory(body=body, decision=decision, due_on=date(2026, 12, 1))

        with time_machine.travel(AT, tick=False):
            today = decisions_of(body, AT.date(), Anyone())
            then = decisions_of(body, date(2026, 11, 2), Anyone())
            other = decisions_of(BodyFactory(), AT.date(), Anyone())

        [card] = today.cards
        assert (card.title, card.tag) == ("Paid", ("Asked before", "ok"))
        assert "Care providers: asked before." in card.words
        assert today.words == "1 action open, 1 late."
        assert (then.cards, then.words) == ((), "No decision of it is recorded.")
        assert other.words == "No decision of it is recorded. Nothing is left to be done."
