from datetime import UTC, datetime

import pytest

from regard.domains.register.models import Fetch
from tests.factories.register import LoadFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 3, 17, tzinfo=UTC)


@pytest.fixture
def see(client_as):
    system = SystemFactory(slug="here")
    lead = client_as("Partnership lead", system)

    def see():
        return lead.get("/here/register/fetches/").content.decode()

    return see


class TestFetches:
    def test_says_that_the_regulator_was_never_asked(self, see):
        assert "The regulator was never asked from here" in see()

    def test_says_what_came_of_each_time(self, see):
        Fetch.objects.create(
            kind="api",
            state="finished",
            since=NOW,
            begun_at=NOW,
            counts={"documents": 12, "missing": 2},
            load=LoadFactory(),
            by="schedule",
        )

        shown = see()

        assert "The regulator was last asked on 21 November 2026. By the API" in shown
        assert "By the API: all of England, changes since 21 November 2026" in shown
        assert "12 documents, and 2 listed and not to be had" in shown

    def test_says_why_the_last_failed(self, see):
        Fetch.objects.create(
            kind="file",
            subject="https://example.org/a.csv",
            state="failed",
            begun_at=NOW,
            problem="It is not there.",
            by="schedule",
        )

        assert "it failed: It is not there." in see()

    def test_is_for_those_who_may_load(self, see, client_as):
        see()

        assert client_as().get("/here/register/fetches/").status_code == 302
