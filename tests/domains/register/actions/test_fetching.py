"""Fetching from the regulator's API, served on this machine, into a file and the register."""

import json
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from regard.domains.register import actions, queries
from regard.domains.register.actions import fetching
from regard.domains.register.models import Fetch
from regard.foundation.accounts.callers import Anyone, Command
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import SignInNeeded
from regard.foundation.files.models import File
from tests.domains.register.regulator import Regulator, location, provider

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEPT_ONLY = actions.Handling(is_loaded=False)


@pytest.fixture
def regulator():
    made = Regulator()
    made.add(*(location(f"1-{number}") for number in range(1, 101)), provider())
    return made


@pytest.fixture
def fetch(regulator, serve):
    return serve(regulator)


def kept():
    """Return the lines of the file that was kept last."""
    text = File.objects.latest("pk").path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


class TestFetchApi:
    def test_keeps_every_document_in_one_file_under_its_hash(self, fetch, regulator):
        told = []

        fetched = fetch(handling=KEPT_ONLY, tell=lambda *how_far: told.append(how_far))

        preface, *documents = kept()
        assert preface["fetchedOn"] == "2026-11-21"
        assert len(documents) == 101
        assert documents[-1] == regulator.documents["provider"]["1-900"]
        assert (fetched.state, fetched.counts) == ("finished", {"documents": 101, "missing": 0})
        assert told[-1] == (101, 101)
        assert Entry.objects.get().event == "register.fetch_finished"

    def test_makes_the_same_file_of_the_same_documents(self, fetch):
        fetch(handling=KEPT_ONLY)
        fetch(handling=KEPT_ONLY)

        assert File.objects.values("sha256").distinct().count() == 1

    def test_keeps_nothing_of_people(self, fetch, regulator):
        somebody = {"personFamilyName": "Okafor", "personRoles": ["Registered Manager"]}
        regulator.add(
            location("1-1", regulatedActivities=[{"code": "RA2", "contacts": [somebody]}]),
            provider(nominatedIndividual=somebody, contacts=[somebody]),
        )

        fetch(handling=KEPT_ONLY)

        assert "Okafor" not in File.objects.latest("pk").path.read_text(encoding="utf-8")

    def test_notes_what_was_listed_and_is_not_there(self, fetch, regulator):
        regulator.lost |= {"1-5", "1-6"}

        fetched = fetch(handling=KEPT_ONLY)

        assert fetched.counts == {"documents": 99, "missing": 2}
        assert kept()[0]["missing"] == ["1-5", "1-6"]

    def test_goes_on_where_it_stopped(self, fetch, regulator):
        regulator.stops_after = 60
        with pytest.raises(actions.CannotFetch, match="out of order"):
            fetch(handling=KEPT_ONLY)
        assert Fetch.objects.get().state == "failed"
        asked = set(regulator.asked_for("/public/v1/locations/"))
        regulator.calls.clear()
        regulator.stops_after = None

        fetch(handling=KEPT_ONLY)

        again = asked & set(regulator.calls)
        assert "/public/v1/locations" not in regulator.calls
        assert len(asked) > 40
        assert len(again) <= 20  # of the last batch, which had not been written down
        assert len(kept()) == 102

    def test_goes_on_after_it_was_killed_while_it_wrote(self, fetch, regulator, settings):
        def be_killed(done, _total):
            if done >= 80:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fetch(handling=KEPT_ONLY, tell=be_killed)
        [folder] = (settings.FILES_FOLDER.parent / "fetching").iterdir()
        with (folder / "documents.jsonl").open("ab") as file:
            file.write(b'["location","1-99",{"locationId":"1-')
        regulator.calls.clear()

        fetched = fetch(handling=KEPT_ONLY)

        assert len(regulator.calls) == 21
        assert len(kept()) == 102
        assert Fetch.objects.get() == fetched  # taken up again, not begun anew
        assert not folder.exists()

    def test_begins_anew_after_a_week(self, fetch, regulator):
        regulator.stops_after = 60
        with pytest.raises(actions.CannotFetch):
            fetch(handling=KEPT_ONLY)
        regulator.stops_after = None
        regulator.calls.clear()

        fetch(handling=KEPT_ONLY, at=NOW + timedelta(days=8))

        assert "/public/v1/locations" in regulator.calls

    def test_asks_only_for_what_changed(self, fetch, regulator):
        regulator.changed["location"] = ["1-7", "1-777"]

        fetched = fetch(since=NOW - timedelta(days=1), handling=KEPT_ONLY)

        assert fetched.counts == {"documents": 2, "missing": 1}
        assert [d.get("locationId") for d in kept()[1:]] == ["1-7", None]
        assert not regulator.asked_for("/public/v1/locations?")

    def test_keeps_only_one_councils_of_what_changed(self, fetch, regulator):
        regulator.add(location("1-7", localAuthority="Oldham", providerId="1-901"))
        regulator.changed["location"] = ["1-6", "1-7"]

        fetched = fetch(since=NOW, council="oldham", handling=KEPT_ONLY)

        assert [d["locationId"] for d in kept()[1:]] == ["1-7"]
        assert fetched.counts["missing"] == 1  # its provider

    def test_is_over_when_nothing_changed(self, fetch):
        fetched = fetch(since=NOW - timedelta(days=1))

        assert fetched.state == "unchanged"
        assert not File.objects.exists()

    @pytest.mark.parametrize("name", ["REGULATOR_API", "REGULATOR_API_KEY"])
    def test_refuses_without_its_settings(self, fetch, settings, name):
        setattr(settings, name, "")

        with pytest.raises(actions.CannotFetch, match=f"REGARD_{name} is not set"):
            fetch()

    def test_says_why_it_was_not_let_in(self, fetch, settings):
        settings.REGULATOR_API_KEY = "old"

        with pytest.raises(actions.CannotFetch, match="the key or the User-Agent was refused"):
            fetch()

        assert "refused" in Fetch.objects.get().problem

    def test_refuses_to_run_twice_at_once(self, fetch, monkeypatch):
        monkeypatch.setattr(fetching, "alone_if_free", lambda *_lock: nullcontext(False))

        with pytest.raises(actions.CannotFetch, match="Another fetch"):
            fetch()


class TestGetLastFetched:
    def test_is_when_the_last_that_was_loaded_began(self):
        assert queries.get_last_fetched(council="Oldham") is None

        Fetch.objects.create(kind="api", state="unchanged", begun_at=NOW, by="x")
        later = NOW + timedelta(days=1)
        Fetch.objects.create(kind="api", state="finished", begun_at=later, by="x")
        Fetch.objects.create(kind="api", state="failed", begun_at=later, by="x")
        Fetch.objects.create(kind="api", state="unchanged", begun_at=later, subject="Bury", by="x")

        assert queries.get_last_fetched(council="Oldham") == NOW


class TestListFetches:
    def test_shows_the_newest_to_whoever_may_load(self):
        Fetch.objects.create(kind="file", subject="a", state="failed", begun_at=NOW, by="x")

        [row] = queries.list_fetches(caller=Command(), limit=5)

        assert (row.subject, row.state.label) == ("a", "Failed")
        with pytest.raises(SignInNeeded):
            queries.list_fetches(caller=Anyone(), limit=5)
