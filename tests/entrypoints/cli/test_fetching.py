import json

import pytest

from regard.domains.register.models import Fetch
from tests.domains.register.regulator import AGENT, KEY, Regulator, location, provider, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def regulator(settings):
    made = Regulator()
    made.add(location(), provider())
    with serving(made) as address:
        settings.REGULATOR_API, settings.REGULATOR_API_KEY = address, KEY
        settings.REGULATOR_AGENT, settings.REGULATOR_CALLS = AGENT, 60_000_000
        settings.REGULATOR_FILES = [f"{made.address}/files/none.csv"]
        yield made


class TestFetchApi:
    def test_says_what_came(self, regard, regulator):
        done = regard("register", "fetch", "api", "--council", "Lincolnshire", "--no-load")

        assert done.exit_code == 0
        assert "Lincolnshire" in done.output
        assert "2 documents" in done.output

    def test_reports_as_json(self, regard, regulator):
        done = regard("register", "fetch", "api", "--since", "last", "--no-load", "--json")

        [report] = json.loads(done.stdout)
        assert (report["state"], report["counts"]["documents"]) == ("finished", 2)

    def test_says_what_is_wrong_with_a_time(self, regard, regulator):
        done = regard("register", "fetch", "api", "--since", "Tuesday")

        assert done.exit_code == 1
        assert "“Tuesday” is not a day" in str(done.exception)

    def test_asks_for_what_changed_since_a_day(self, regard, regulator):
        regard("register", "fetch", "api", "--since", "2026-10-31", "--no-load")

        assert Fetch.objects.get().since.isoformat() == "2026-10-31T00:00:00+00:00"

    def test_says_why_what_came_was_not_taken(self, regard, regulator):
        regulator.add(location(type="Primary Dental Care"), provider(type="Primary Dental Care"))

        done = regard("register", "fetch", "api")

        assert done.exit_code == 1
        assert "no document of adult social care" in done.output


class TestFetchFiles:
    def test_ends_with_one_if_a_file_did_not_come(self, regard, regulator):
        done = regard("register", "fetch", "files", "--json")

        assert done.exit_code == 1
        assert "status 403" in json.loads(done.stdout)[0]["problem"]


class TestListFetches:
    def test_shows_what_came_of_the_last(self, regard, regulator):
        regard("register", "fetch", "files")

        done = regard("register", "fetch", "list")

        assert done.exit_code == 0
        assert "Failed" in done.output
