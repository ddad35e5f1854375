from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import CannotChangeMeeting, CannotSetItem, ItemDetails
from regard.domains.governance.models import AgendaItem
from regard.domains.governance.types import ItemKind, MeetingState, Purpose
from regard.foundation.audit.models import Entry
from tests.factories.governance import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    MinuteLineFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

DETAILS = ItemDetails(title=" Pay for travel ", kind=ItemKind.COMMERCIAL, purpose=Purpose.DECISION)


def add(meeting, **changes):
    details = replace(DETAILS, **changes)
    return actions.add_item(meeting=meeting, details=details, by="person:1", at=NOON)


def agreed():
    return MeetingFactory(state=MeetingState.AGREED, agreed_on=date(2026, 12, 4))


class TestAddItem:
    def test_puts_it_at_the_end_and_writes_one_ledger_entry(self):
        meeting = MeetingFactory()
        topic = TopicFactory(system=meeting.system)
        AgendaItemFactory(meeting=meeting, position=7)

        item = add(meeting, topic=topic)

        item.refresh_from_db()
        assert (item.title, item.position, item.added_at) == ("Pay for travel", 8, NOON)
        assert item.topic == topic
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("item.added", {"meeting": meeting.pk})

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"title": " "}, "title"),
            ({"is_private": True}, "why it is private"),
            ({"minutes_long": -1}, "0 minutes or more"),
        ],
    )
    def test_refuses_what_cannot_be_so(self, changes, words):
        with pytest.raises(CannotSetItem, match=words):
            add(MeetingFactory(), **changes)

        assert not AgendaItem.objects.exists()

    def test_forgets_the_reason_of_an_item_that_is_not_private(self):
        assert add(MeetingFactory(), why_private="Left over").why_private == ""

    def test_refuses_once_minutes_are_agreed(self):
        with pytest.raises(CannotChangeMeeting, match="agreed"):
            add(agreed())


class TestEditItem:
    def test_changes_some_of_it_and_says_what(self):
        item = AgendaItemFactory()
        details = replace(actions.details_of(item), views="43 home care providers")

        actions.edit_item(item=item, details=details, by="person:1", at=NOON)

        item.refresh_from_db()
        assert item.views == "43 home care providers"
        assert Entry.objects.get().detail == {"changed": ["views"]}

    def test_refuses_to_make_an_opened_item_one_about_buying_care(self):
        item = AgendaItemFactory(opened_at=NOON)
        details = replace(actions.details_of(item), is_commissioning=True)

        with pytest.raises(CannotSetItem, match="has come to this item"):
            actions.edit_item(item=item, details=details, by="person:1", at=NOON)


class TestMoveItem:
    def order(self, meeting):
        return list(meeting.items.order_by("position").values_list("title", flat=True))

    @pytest.mark.parametrize(
        ("title", "is_up", "expected"),
        [("b", True, ["b", "a", "c"]), ("b", False, ["a", "c", "b"])],
    )
    def test_swaps_it_with_its_neighbour(self, title, is_up, expected):
        meeting = MeetingFactory()
        items = {each: AgendaItemFactory(meeting=meeting, title=each) for each in "abc"}

        moved = actions.move_item(item=items[title], is_up=is_up, by="person:1", at=NOON)

        assert moved
        assert self.order(meeting) == expected
        assert Entry.objects.get().event == "item.moved"

    @pytest.mark.parametrize(("title", "is_up"), [("a", True), ("c", False)])
    def test_leaves_the_ends_where_they_are(self, title, is_up):
        meeting = MeetingFactory()
        items = {each: AgendaItemFactory(meeting=meeting, title=each) for each in "abc"}

        assert not actions.move_item(item=items[title], is_up=is_up, by="person:1", at=NOON)
        assert self.order(meeting) == ["a", "b", "c"]
        assert not Entry.objects.exists()


class TestRemoveItem:
    def test_takes_it_off_and_keeps_its_title_in_the_ledger(self):
        item = AgendaItemFactory(title="Travel")

        actions.remove_item(item=item, by="person:1", at=NOON)

        assert not AgendaItem.objects.exists()
        assert Entry.objects.get().detail["title"] == "Travel"

    def test_refuses_what_the_meeting_has_come_to(self):
        opened = AgendaItemFactory(opened_at=NOON)
        minuted = AgendaItemFactory()
        MinuteLineFactory(meeting=minuted.meeting, item=minuted)
        decided = AgendaItemFactory()
        DecisionFactory(body=decided.meeting.body, meeting=decided.meeting, item=decided)

        for item in (opened, minuted, decided):
            with pytest.raises(CannotSetItem, match="stays on the agenda"):
                actions.remove_item(item=item, by="person:1", at=NOON)

        assert AgendaItem.objects.count() == 3
