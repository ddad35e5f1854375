"""The API's doors: keys, what was seen before, how often, what goes wrong, and its document."""

import json
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from regard.domains.register import actions, queries
from regard.entrypoints.api import doors
from regard.entrypoints.api.application import api
from regard.foundation.accounts import keys
from tests.entrypoints.api.conftest import NOW
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]


class TestDoor:
    def test_lets_in_whoever_is_signed_in(self, client_as, fens):
        assert client_as("Partnership lead", fens).get(
            "/api/v1/systems/fens/loads"
        ).status_code == 200  # fmt: skip
        assert client_as("Commissioner", fens).get(
            "/api/v1/systems/fens/loads"
        ).status_code == 403  # fmt: skip

    def test_lets_in_by_key_and_only_where_it_holds(self, get, fens, key_for):
        other = SystemFactory(slug="elsewhere")

        assert get("/systems/fens/loads", key=key_for(fens)).status_code == 200
        assert get("/systems/fens/loads", key=key_for(other)).status_code == 403

    @pytest.mark.parametrize(
        "header", ["Bearer wrong", "Bearer", "Basic YTpi", "Bearer regard_0_0", ""]
    )
    def test_shuts_out_a_wrong_key_even_from_what_is_public(self, get, fens, header):
        answer = get("/systems", Authorization=header)

        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"

    def test_shuts_out_a_key_that_was_withdrawn(self, get, fens, key_for):
        shown = key_for(fens)
        keys.withdraw_key(handle=shown.split("_")[1], by="x", at=NOW)

        assert get("/systems", key=shown).status_code == 401

    def test_shuts_out_a_character_that_no_database_takes(self, get, fens):
        assert get("/groups?after=%00").status_code == 400


class TestTurnstile:
    def test_lets_so_many_a_minute_through_for_each(
        self, get, fens, settings, key_for, time_machine
    ):
        time_machine.move_to(NOW, tick=False)
        settings.API_REQUESTS = 2
        key = key_for(fens)

        assert [get("/systems").status_code for _ in range(3)] == [200, 200, 429]
        assert get("/systems", key=key).status_code == 200
        answer = get("/systems")
        assert 0 < int(answer["Retry-After"]) <= 60
        assert answer.json()["detail"].startswith("You ask too often")

    def test_forgives_a_count_that_was_forgotten(self, get, fens, monkeypatch):
        monkeypatch.setattr(doors, "cache", _Forgetful())

        assert get("/systems").status_code == 200


class _Forgetful:
    """A cache that forgets what it was told at once."""

    def add(self, *_told):
        return True

    def incr(self, key):
        raise ValueError(key)


class TestConditional:
    def test_sends_nothing_twice_until_something_changes(self, get, fens):
        first = get("/locations?system=fens")
        same = get("/locations?system=fens", **{"If-None-Match": first["ETag"]})

        assert (same.status_code, same.content) == (304, b"")
        assert same["ETag"] == first["ETag"]
        LocationFactory(council=fens.councils.get())
        actions.add_system(
            slug="x",
            name="X",
            partnership_name="X",
            receipt_prefix="XX",
            council_names=["Kent"],
            board_ods_code=None,
            places={},
            by="x",
            at=NOW,
        )
        assert get("/locations?system=fens", **{"If-None-Match": first["ETag"]}).status_code == 200

    def test_asks_the_database_once_for_what_is_the_same(
        self, get, fens, django_assert_num_queries
    ):
        etag = get("/systems/fens/services")["ETag"]

        with django_assert_num_queries(1):
            get("/systems/fens/services", **{"If-None-Match": f'"other", {etag}'})

    def test_knows_when_it_was_changed(self, get, fens, key_for):
        key_for(fens)  # writes an entry
        first = get("/systems")

        again = get("/systems", **{"If-Modified-Since": first["Last-Modified"]})
        older = get("/systems", **{"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"})

        assert (again.status_code, older.status_code) == (304, 200)

    def test_keeps_answers_of_different_people_apart(self, get, fens, key_for):
        key = key_for(fens)
        public, own = get("/systems"), get("/systems", key=key)

        assert public["ETag"] != own["ETag"]
        assert (public["Cache-Control"], own["Cache-Control"]) == ("no-cache", "private, no-cache")
        assert own["Vary"] == "Authorization, Cookie"

    def test_follows_the_answer_where_the_index_of_words_is_later_than_the_ledger(self, get, fens):
        asked = "/systems/fens/services?words=cedar"
        etag = get(asked)["ETag"]
        assert get(asked, **{"If-None-Match": etag}).status_code == 304

        location = LocationFactory(system=fens, name="Cedar House")
        ServiceFactory(location=location)
        actions.index_locations(location_ids=[location.pk], at=NOW)

        assert get(asked, **{"If-None-Match": etag}).status_code == 200

    def test_holds_for_files_too(self, get, fens):
        etag = get("/export/services.csv")["ETag"]

        assert get("/export/services.csv", **{"If-None-Match": etag}).status_code == 304


class TestProblems:
    @pytest.mark.parametrize("path", ["/api/v2/x", "/api/v1/nothing", "/api/v1/locations/x/y"])
    def test_are_said_where_there_is_nothing(self, path, db):
        answer = Client().get(path)

        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")

    def test_say_that_the_database_is_away(self, get, fens, monkeypatch):
        def be_away():
            raise OperationalError("gone")

        monkeypatch.setattr(queries, "list_systems", be_away)

        assert get("/systems").status_code == 503

    def test_give_a_number_to_look_up_for_a_bug(self, get, fens, monkeypatch):
        monkeypatch.setattr(queries, "list_systems", lambda: 1 // 0)

        answer = get("/systems")

        assert answer.status_code == 500
        assert "division" not in answer.content.decode()

    def test_say_that_only_reading_is_possible(self, db):
        answer = Client().post("/api/v1/systems")

        assert (answer.status_code, answer["Allow"]) == (405, "GET")


class TestDocument:
    def test_is_the_one_that_is_kept(self):
        """After a change of the API: .venv/bin/python tools/openapi.py, and read what changed."""
        kept = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))

        assert json.loads(json.dumps(api.get_openapi_schema())) == kept

    def test_is_served(self, get, db):
        assert get("/openapi.json").json()["info"]["title"] == "Regard"
