"""The client of the regulator's API, against a server of our own on a real socket."""

from datetime import UTC, datetime, timedelta

import pytest

from regard.domains.register.sources.asking import CannotFetch
from regard.domains.register.sources.regulator_api import Access, Kind, RegulatorApi
from tests.domains.register.regulator import (
    AGENT,
    KEY,
    Regulator,
    http_date,
    location,
    provider,
    serving,
)


@pytest.fixture
def slept():
    return []


@pytest.fixture
def regulator():
    made = Regulator()
    made.add(*(location(f"1-{number}") for number in range(1, 451)), provider())
    return made


@pytest.fixture
def api(regulator, slept):
    with (
        serving(regulator) as address,
        RegulatorApi(access(address), sleep=slept.append) as client,
    ):
        yield client


def access(address, **changes):
    how = {"key": KEY, "agent": AGENT, "calls_a_minute": 60_000_000} | changes
    return Access(address=address, **how)


class TestListNumbers:
    def test_reads_every_page_and_names_each_once(self, api, regulator):
        numbers = api.list_numbers(Kind.LOCATION)

        assert numbers == [f"1-{number}" for number in range(1, 451)]
        assert len(regulator.calls) == 3

    def test_asks_for_one_council(self, api, regulator):
        regulator.add(location("1-7000", localAuthority="Oldham"))

        assert api.list_numbers(Kind.LOCATION, council="Oldham") == ["1-7000"]

    def test_ends_where_there_is_nothing(self, api, regulator):
        regulator.documents["provider"] = {}

        assert api.list_numbers(Kind.PROVIDER) == []

    def test_says_so_if_the_address_has_no_such_list(self, regulator):
        with (
            serving(regulator) as address,
            RegulatorApi(access(address + "/v2")) as client,
            pytest.raises(CannotFetch, match="no list at “locations”"),
        ):
            client.list_numbers(Kind.LOCATION)

    def test_refuses_a_number_that_would_lead_elsewhere(self, api, regulator):
        regulator.changed["location"] = ["../providers"]

        with pytest.raises(CannotFetch, match="without a number that can be one"):
            api.list_changed(Kind.LOCATION, since=LAST_WEEK, until=NOW)


NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LAST_WEEK = NOW - timedelta(days=7)


class TestListChanged:
    def test_names_what_changed_between_two_times(self, api, regulator):
        regulator.changed["provider"] = ["1-900", "1-900", "1-901"]

        assert api.list_changed(Kind.PROVIDER, since=LAST_WEEK, until=NOW) == ["1-900", "1-901"]
        assert regulator.calls == ["/public/v1/changes/provider"]


class TestGetDocument:
    def test_returns_all_that_the_api_holds(self, api):
        document = api.get_document(Kind.LOCATION, "1-17")

        assert document["name"] == "Service 1-17"

    def test_returns_none_for_what_was_just_listed_and_is_not_there(self, api, regulator):
        regulator.lost.add("1-17")

        assert api.get_document(Kind.LOCATION, "1-17") is None

    def test_asks_again_in_capitals_for_an_id_that_is_not_understood(self, api, regulator):
        regulator.add(location("RJ8"))
        regulator.lower.add("RJ8")

        assert api.get_document(Kind.LOCATION, "rj8")["locationId"] == "RJ8"

    def test_returns_none_for_an_id_that_is_not_understood_in_capitals_either(
        self, api, regulator
    ):
        regulator.lower.add("RJ8")

        assert api.get_document(Kind.LOCATION, "rj8") is None


class TestRegulatorApi:
    def test_waits_as_long_as_it_is_told_to(self, api, regulator, slept):
        regulator.busy_every, regulator.busy_seconds = 2, 17

        for number in (1, 2, 3):
            api.get_document(Kind.LOCATION, f"1-{number}")

        assert [seconds for seconds in slept if seconds > 1] == [17.0, 17.0]

    def test_waits_until_the_time_it_is_told(self, api, regulator, slept):
        regulator.busy_every = 2
        regulator.busy_until = http_date(datetime.now(UTC) + timedelta(seconds=50))

        api.get_document(Kind.LOCATION, "1-1")
        api.get_document(Kind.LOCATION, "1-2")

        assert 40 < max(slept) <= 50

    def test_waits_longer_each_time_that_it_is_broken_and_then_gives_up(
        self, api, regulator, slept
    ):
        regulator.stops_after = 0

        with pytest.raises(CannotFetch, match=r"out of order \(status 503\), 7 times"):
            api.get_document(Kind.LOCATION, "1-1")

        assert [round(seconds) for seconds in slept if seconds >= 1] == [1, 2, 4, 8, 16, 32]

    @pytest.mark.parametrize("change", [{"key": "wrong"}, {"agent": "somebody else"}])
    def test_explains_that_it_was_not_let_in(self, regulator, change):
        with (
            serving(regulator) as address,
            RegulatorApi(access(address, **change)) as client,
            pytest.raises(CannotFetch, match="the key or the User-Agent was refused"),
        ):
            client.get_document(Kind.LOCATION, "1-1")

        assert len(regulator.calls) == 1

    def test_keeps_to_its_pace(self, regulator, slept):
        with (
            serving(regulator) as address,
            RegulatorApi(access(address, calls_a_minute=6), sleep=slept.append) as client,
        ):
            for number in range(1, 5):
                client.get_document(Kind.LOCATION, f"1-{number}")

        assert [round(seconds) for seconds in slept] == [10, 20, 30]  # our clock stood still

    def test_says_so_if_nobody_answers(self, slept):
        with (
            RegulatorApi(access("http://127.0.0.1:9"), sleep=slept.append) as client,
            pytest.raises(CannotFetch, match=r"does not answer \(ConnectError\)"),
        ):
            client.get_document(Kind.LOCATION, "1-1")

    @pytest.mark.parametrize(
        "address", ["http://example.org/v1", "ftp://127.0.0.1", "nowhere", ""]
    )
    def test_asks_nobody_without_https(self, address):
        with pytest.raises(CannotFetch, match="REGARD_REGULATOR_API"):
            RegulatorApi(access(address))
