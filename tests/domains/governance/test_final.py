"""What the database refuses, whoever asks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from regard.domains.governance.models import Meeting, MinuteLine
from regard.domains.governance.types import (
    Attended,
    DecisionState,
    InterestAct,
    LineKind,
    MeetingState,
)
from tests.factories.governance import (
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    DecisionOptionFactory,
    DeclarationFactory,
    InvolvementFactory,
    MeetingFactory,
    MinuteLineFactory,
    TopicFactory,
)
from tests.factories.networks import NetworkFactory

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 1, 20, 9, tzinfo=UTC)


def refused(act):
    with pytest.raises(DatabaseError, match=r"never change|asked before"), transaction.atomic():
        act()


def changed(row, **facts):
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


@pytest.fixture
def item():
    """An item with a line, a seat that came and what it declared, of agreed minutes."""
    item = AgendaItemFactory(topic=TopicFactory())
    MinuteLineFactory(meeting=item.meeting, item=item)
    attendance = AttendanceFactory(meeting=item.meeting)
    DeclarationFactory(item=item, seat=attendance.seat)
    changed(item.meeting, state=MeetingState.AGREED, agreed_on=date(2027, 1, 14))
    return item


class TestAgreedMinutes:
    @pytest.mark.parametrize(
        "change",
        [
            {"text": "They said less."},
            {"position": 9},
            {"said_by": "Nobody"},
            {"item": None},
        ],
    )
    def test_keep_their_lines(self, item, change):
        line = item.lines.get()

        refused(lambda: changed(line, **change))
        refused(line.delete)
        refused(lambda: MinuteLineFactory(meeting=item.meeting))

    def test_let_a_line_be_kept_as_a_contribution(self, item):
        changed(item.lines.get(), kind=LineKind.CONTRIBUTION, receipt="NM-7F3K-29")

        assert MinuteLine.objects.get().receipt == "NM-7F3K-29"

    def test_take_no_line_of_another_meeting(self, item):
        line = MinuteLineFactory()

        refused(lambda: changed(line, meeting=item.meeting))

    def test_keep_their_items_who_came_and_what_was_declared(self, item):
        refused(lambda: changed(item, title="Another title"))
        refused(lambda: changed(item.meeting.attendances.get(), attended=Attended.ABSENT))
        refused(lambda: changed(item.declarations.get(), act=InterestAct.STAYED, text="A share"))
        refused(item.declarations.get().delete)
        refused(lambda: AgendaItemFactory(meeting=item.meeting))

    def test_outlive_the_topic_of_an_item(self, item):
        item.topic.delete()
        item.refresh_from_db()

        assert item.topic is None

    def test_keep_their_meeting_and_when_they_were_published(self, item):
        meeting = item.meeting
        changed(meeting, minutes_public_at=LATER, joining="")

        refused(lambda: changed(meeting, minutes_public_at=None))
        meeting.refresh_from_db()
        refused(lambda: changed(meeting, state=MeetingState.HELD, minutes_public_at=LATER))
        meeting.refresh_from_db()
        refused(lambda: changed(meeting, venue="Elsewhere"))
        refused(Meeting.objects.get().delete)


class TestMinutesBeingWritten:
    def test_change_in_everything(self):
        meeting = MeetingFactory(state=MeetingState.HELD)
        item = AgendaItemFactory(meeting=meeting)
        line = MinuteLineFactory(meeting=meeting, item=item)
        changed(line, text="They said more.")
        changed(item, title="Another title")
        changed(meeting, venue="Elsewhere")

        line.delete()
        meeting.delete()

        assert not MinuteLine.objects.exists()


class TestARecordedDecision:
    @pytest.fixture
    def decision(self):
        decision = DecisionFactory()
        DecisionOptionFactory(decision=decision)
        InvolvementFactory(decision=decision, network=NetworkFactory())
        changed(decision, state=DecisionState.RECORDED)
        return decision

    def test_never_changes(self, decision):
        refused(lambda: changed(decision, text="Something else."))
        decision.refresh_from_db()
        refused(lambda: changed(decision, state=DecisionState.DRAFT))
        refused(decision.options.get().delete)
        refused(lambda: changed(decision.options.get(), is_chosen=True))
        refused(lambda: DecisionOptionFactory(decision=decision))
        refused(decision.delete)

    def test_never_changes_who_was_involved_before(self, decision):
        day_before = decision.decided_on - timedelta(days=1)

        refused(lambda: InvolvementFactory(decision=decision, on=day_before))
        refused(lambda: changed(decision.involvements.get(), who="Everybody"))
        refused(decision.involvements.get().delete)

    def test_takes_who_was_involved_afterwards(self, decision):
        InvolvementFactory(decision=decision, on=decision.decided_on)

        assert decision.involvements.count() == 2

    def test_outlives_a_network(self, decision):
        decision.involvements.get().network.delete()

        assert decision.involvements.get().network is None

    def test_says_all_of_its_votes_or_none(self):
        with pytest.raises(IntegrityError, match="votes_are_all_counted"):
            DecisionFactory(votes_for=9)
