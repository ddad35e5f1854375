from datetime import timedelta

import pytest

from regard.domains.governance.types import ItemKind
from tests.domains.governance.views.pages import NOON, read, url
from tests.factories.governance import (
    AgendaItemFactory,
    MeetingFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class TestTheBalance:
    def test_counts_the_minutes_of_published_agendas(self, client, body):
        meeting = MeetingFactory(
            body=body, agenda_public_at=NOON, starts_at=NOON - timedelta(days=9)
        )
        AgendaItemFactory(meeting=meeting, minutes_long=45)
        AgendaItemFactory(meeting=meeting, minutes_long=15, kind=ItemKind.POPULATION_HEALTH)
        AgendaItemFactory(
            meeting__body=body, meeting__starts_at=NOON - timedelta(days=8), minutes_long=900
        )

        page = read(client, url("balance", body.system))

        assert "75% of the time on the agendas of 1 meeting went to money and contracts." in page

    def test_compares_with_the_year_before(self, client, body):
        for days, minutes in ((9, 10), (400, 30)):
            meeting = MeetingFactory(
                body=body, agenda_public_at=NOON, starts_at=NOON - timedelta(days=days)
            )
            AgendaItemFactory(meeting=meeting, minutes_long=minutes)
            AgendaItemFactory(meeting=meeting, minutes_long=10, kind=ItemKind.OPERATIONAL)

        assert "; 75% the year before." in read(client, url("balance", body.system))

    def test_says_why_it_is_empty(self, client, body):
        assert "No agenda of this year" in read(client, url("balance", body.system))
