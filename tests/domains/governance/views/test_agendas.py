import pytest

from regard.domains.governance.models import AgendaItem
from regard.domains.governance.types import ItemKind, Purpose
from tests.domains.governance.views.pages import NOON, of, read
from tests.factories.governance import (
    AgendaItemFactory,
    MeetingFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


ITEM = {
    "title": "Pay for travel",
    "purpose": Purpose.DECISION,
    "kind": ItemKind.COMMERCIAL,
    "minutes_long": "20",
}


class TestAnItem:
    def test_goes_onto_the_agenda_and_then_to_its_brief(self, secretary, body):
        meeting = MeetingFactory(body=body)

        response = secretary.post(of("new_item", meeting), ITEM)

        item = AgendaItem.objects.get()
        assert response.url == of("edit_brief", meeting, item_id=item.pk)
        assert (item.position, item.added_at.date()) == (1, NOON.date())

    def test_says_what_to_mend(self, secretary, body):
        meeting = MeetingFactory(body=body)
        page = secretary.post(of("new_item", meeting), ITEM | {"is_private": "on"})

        assert "Say why it is private" in page.content.decode()

    def test_keeps_its_brief_when_it_changes_and_its_title_when_its_brief_does(
        self, secretary, body
    ):
        item = AgendaItemFactory(meeting__body=body, title="Old", about="Kept")
        where = {"item_id": item.pk}

        secretary.post(of("edit_item", item.meeting, **where), ITEM)
        item.refresh_from_db()
        assert (item.title, item.about) == ("Pay for travel", "Kept")

        secretary.post(of("edit_brief", item.meeting, **where), {"views": "43 providers"})
        item.refresh_from_db()
        assert (item.title, item.about, item.views) == ("Pay for travel", "", "43 providers")

    def test_shows_its_brief_to_everyone_once_published(self, client, body):
        item = AgendaItemFactory(
            meeting__body=body, meeting__agenda_public_at=NOON, evidence="A survey of June"
        )

        page = read(client, of("item", item.meeting, item_id=item.pk))

        assert "A survey of June" in page
        assert "This brief is not ready" not in page

    def test_moves_up_and_down_and_off(self, secretary, body):
        meeting = MeetingFactory(body=body)
        first, second = AgendaItemFactory.create_batch(2, meeting=meeting)

        secretary.post(of("move_item", meeting, item_id=second.pk), {"to": "up"})
        order = list(meeting.items.order_by("position").values_list("pk", flat=True))
        assert order == [second.pk, first.pk]

        asked = read(secretary, of("remove_item", meeting, item_id=first.pk))
        assert "Take this item off the agenda?" in asked
        secretary.post(of("remove_item", meeting, item_id=first.pk))
        assert list(meeting.items.all()) == [second]
