from datetime import UTC, datetime

import pytest

from regard.domains.register import actions
from regard.domains.register.types import EntryState, RollState
from regard.foundation.audit.models import Entry
from tests.factories.networks import RollEntryFactory, RollProposalFactory
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def oak():
    return LocationFactory(name="Oak Lodge")


class TestDecideEntry:
    def test_says_what_a_line_means(self, oak):
        entry = RollEntryFactory()

        actions.decide_entry(
            entry=entry,
            state=EntryState.MATCHED,
            location=oak,
            by="person:7",
            at=NOON,
        )

        entry.refresh_from_db()
        assert (entry.state, entry.location, entry.decided_by) == (
            EntryState.MATCHED,
            oak,
            "person:7",
        )
        assert Entry.objects.get(event="roll.decided").detail == {"state": "matched"}

    def test_lets_two_lines_not_mean_one_service(self, oak):
        other = RollEntryFactory(state=EntryState.MATCHED, location=oak, line=2, name="Oak")
        entry = RollEntryFactory(roll=other.roll, line=3)

        with pytest.raises(actions.CannotDecideLine, match="Line 2, “Oak”, means Oak Lodge"):
            actions.decide_entry(
                entry=entry,
                state=EntryState.MATCHED,
                location=oak,
                by="person:7",
                at=NOON,
            )

    @pytest.mark.parametrize("state", [EntryState.DOUBTFUL, EntryState.UNMATCHED])
    def test_takes_no_state_that_is_no_decision(self, state):
        with pytest.raises(actions.CannotDecideLine, match="Choose what"):
            actions.decide_entry(
                entry=RollEntryFactory(), state=state, location=None, by="person:7", at=NOON
            )

    def test_needs_the_service_that_it_means(self):
        with pytest.raises(actions.CannotDecideLine, match="Choose the service"):
            actions.decide_entry(
                entry=RollEntryFactory(),
                state=EntryState.MATCHED,
                location=None,
                by="person:7",
                at=NOON,
            )

    def test_decides_nothing_of_a_finished_roll(self):
        entry = RollEntryFactory(roll__state=RollState.FINISHED)

        with pytest.raises(actions.CannotDecideLine, match="finished"):
            actions.decide_entry(
                entry=entry, state=EntryState.SET_ASIDE, location=None, by="person:7", at=NOON
            )


class TestUndoDecision:
    def test_lets_a_doubtful_line_wait_again(self):
        entry = RollEntryFactory()
        actions.decide_entry(
            entry=entry, state=EntryState.SET_ASIDE, location=None, by="person:7", at=NOON
        )

        actions.undo_decision(entry=entry, by="person:7", at=NOON)

        entry.refresh_from_db()
        assert (entry.state, entry.decided_by, entry.decided_at) == (EntryState.DOUBTFUL, "", None)

    def test_lets_a_certain_line_mean_what_it_did(self):
        best = RollProposalFactory(entry__found=EntryState.MATCHED, entry__state="left", weight=20)
        RollProposalFactory(entry=best.entry, weight=2)
        best.entry.decided_by = "person:7"
        best.entry.save()

        actions.undo_decision(entry=best.entry, by="person:7", at=NOON)

        best.entry.refresh_from_db()
        assert (best.entry.state, best.entry.location) == (EntryState.MATCHED, best.location)

    def test_needs_a_decision(self):
        with pytest.raises(actions.CannotDecideLine, match="Nobody has decided"):
            actions.undo_decision(entry=RollEntryFactory(), by="person:7", at=NOON)
