"""What the API answers with, resource by resource."""

import csv
import io
import json
from datetime import date
from zipfile import ZipFile

import pytest

from regard.domains.register.models import Load, Location, Rating, Segment
from tests.factories.register import LoadFactory, LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db


class TestSystems:
    def test_are_listed(self, get, fens):
        [found] = get("/systems").json()

        assert (found["slug"], found["name"]) == ("fens", "Fens")

    def test_are_shown_with_their_board(self, get, fens):
        assert "board" in get("/systems/fens").json()

    def test_that_there_are_not_are_not_found(self, get, db):
        answer = get("/systems/nowhere")

        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"] == "There is no such system"


class TestServices:
    def test_are_listed_in_stretches(self, get, fens):
        first = get("/systems/fens/services?limit=2").json()
        second = get(first["next"].removeprefix("http://testserver/api/v1")).json()

        assert [row["location_name"] for row in first["items"]] == ["Birch House", "Cedar Lodge"]
        assert [row["location_name"] for row in second["items"]] == ["Damson Court"]
        assert (first["services"], first["providers"], second["next"]) == (3, 2, None)
        back = get(second["previous"].removeprefix("http://testserver/api/v1")).json()
        assert back["items"] == first["items"]

    def test_are_narrowed_as_on_the_finders_page(self, get, fens):
        found = get("/systems/fens/services?words=cedar&sort=name").json()

        assert [row["location_name"] for row in found["items"]] == ["Cedar Lodge"]

    def test_of_all_england_are_found_too(self, get, fens):
        LocationFactory()

        assert get(f"/services?system={fens.pk}&group=BD1").json()["services"] == 2

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("limit=0", "limit"),
            ("type=castle", "type.0"),
            ("at=1900-01-01", "at"),
            ("limit=x", "limit"),
        ],
    )
    def test_say_what_is_wrong_with_a_filter(self, get, fens, query, field):
        answer = get(f"/systems/fens/services?{query}")

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == field
        assert answer.json()["detail"].startswith(f"{field}: ")

    def test_are_not_narrowed_by_reach_for_everyone(self, get, fens, key_for):
        query = "/systems/fens/services?reachable=false"

        assert get(query).status_code == 401
        assert get(query, key=key_for(fens)).json()["services"] == 3


class TestExport:
    def test_sends_json_lines(self, get, fens):
        answer = get("/systems/fens/export/services.jsonl?group=BD1")

        lines = b"".join(answer.streaming_content).decode().splitlines()
        assert [json.loads(line)["location_name"] for line in lines] == [
            "Birch House",
            "Cedar Lodge",
        ]
        assert answer["Content-Disposition"] == 'attachment; filename="fens-services.jsonl"'

    def test_sends_csv(self, get, fens):
        answer = get("/export/services.csv")

        rows = list(
            csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
        )
        assert {row["location_name"] for row in rows} == {
            "Birch House",
            "Cedar Lodge",
            "Damson Court",
        }
        assert rows[0]["is_regulated"] == "yes"

    @pytest.mark.parametrize("kind", ["xlsx", "ods"])
    def test_sends_spreadsheets(self, get, fens, kind):
        answer = get(f"/systems/fens/export/services.{kind}")

        assert ZipFile(io.BytesIO(b"".join(answer.streaming_content))).testzip() is None

    def test_knows_no_other_kind(self, get, fens):
        assert get("/export/services.pdf").status_code == 422


class TestLocations:
    def test_are_listed_in_stretches(self, get, fens):
        first = get("/locations?system=fens&limit=2").json()
        second = get(first["next"].removeprefix("http://testserver/api/v1")).json()

        assert [row["name"] for row in first["items"]] == ["Birch House", "Cedar Lodge"]
        assert [row["name"] for row in second["items"]] == ["Damson Court"]
        assert first["items"][0]["services"][0]["is_regulated"] is True

    def test_are_found_by_number_and_by_when_they_changed(self, get, fens):
        assert [row["name"] for row in get("/locations?number=1-2").json()["items"]] == [
            "Cedar Lodge"
        ]
        assert get("/locations?changed_since=2100-01-01T00:00:00").json()["items"] == []

    def test_cost_the_same_whatever_their_number(self, get, fens, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            get("/locations?system=fens")

    def test_are_shown_with_who_told_what(self, get, fens):
        location = Location.objects.get(regulator_id="1-1")

        assert get(f"/locations/{location.pk}").json()["organisation_name"] == "Ash Care"
        assert get(f"/locations/{location.pk}/provenance").json() == []

    def test_are_shown_with_their_history(self, get, fens):
        location = Location.objects.get(regulator_id="1-1")
        Rating.objects.create(
            location=location, question="overall", rating="Good", published_on=date(2026, 1, 1)
        )

        history = get(f"/locations/{location.pk}/history").json()

        assert history["chain"] == [location.pk]
        assert history["ratings"][0]["rating"] == "Good"

    def test_that_were_merged_lead_to_what_was_kept(self, get, fens):
        kept, merged = Location.objects.order_by("pk")[:2]
        Location.objects.filter(pk=merged.pk).update(merged_into=kept)

        assert get(f"/locations/{merged.pk}").json()["location_id"] == kept.pk
        assert len(get("/locations?system=fens").json()["items"]) == 2

    @pytest.mark.parametrize("path", ["/locations/999999", "/providers/999999", "/groups/none"])
    def test_that_there_are_not_are_not_found(self, get, db, path):
        assert get(path).status_code == 404


class TestProviders:
    def test_are_listed_and_shown(self, get, fens):
        listed = get("/providers?number=1-900&system=fens").json()["items"]

        assert [row["name"] for row in listed] == ["Ash Care"]
        shown = get(f"/providers/{listed[0]['organisation_id']}").json()
        assert shown == listed[0]

    def test_are_listed_by_group(self, get, fens):
        [group] = get("/groups").json()["items"]

        assert (group["brand_id"], group["providers"], group["locations"]) == ("BD1", 1, 2)
        assert [row["name"] for row in get("/groups/BD1").json()] == ["Ash Care"]


class TestPlaces:
    def test_and_outlines_are_shown(self, get, fens):
        found = get("/systems/fens/places?on=2026-11-01").json()

        assert found["items"] == []
        assert get("/systems/fens/boundaries").json()["features"] == []
        assert get("/systems/fens/places/none").status_code == 404


class TestAreas:
    def test_of_england_are_listed_and_shown(self, get, fens):
        regions = [row for row in get("/areas").json()["items"] if row["level"] == "region"]

        assert len(regions) == 7
        shown = get(f"/areas/region/{regions[0]['code']}").json()
        assert shown["name"] == regions[0]["name"]
        assert get(f"/areas/region/{regions[0]['code']}/boundary").status_code == 404
        assert get("/areas/region/none").status_code == 404


class TestNetworks:
    def test_of_a_system_are_listed(self, get, fens):
        assert get("/systems/fens/networks").json() == []
        assert get("/systems/fens/networks/none/members").status_code == 404


class TestSegments:
    def test_lead_to_what_they_find(self, get, fens, key_for):
        Segment.objects.create(
            system=fens,
            slug="ash",
            name="Ash",
            criteria={"version": 1, "brand_ids": ["BD1"], "is_regulated": True},
            by="x",
        )
        key = key_for(fens)

        [segment] = get("/systems/fens/segments", key=key).json()

        address = segment["services"].removeprefix("http://testserver/api/v1")
        assert get(address).json()["services"] == 2
        assert get("/systems/fens/segments").status_code == 401


class TestLoads:
    def test_are_for_those_who_may_load(self, get, fens, key_for):
        load = LoadFactory(system=fens)
        key = key_for(fens)

        [listed] = get("/systems/fens/loads", key=key).json()

        assert listed == get(f"/systems/fens/loads/{load.pk}", key=key).json()
        for part in ("changes", "refused"):
            answer = get(f"/systems/fens/loads/{load.pk}/{part}", key=key)
            assert answer.json() == {"items": [], "next": None}
        assert get(f"/systems/fens/loads/{load.pk}").status_code == 401
        other = key_for(SystemFactory())
        assert get(f"/systems/fens/loads/{load.pk}", key=other).status_code == 403
        assert Load.objects.count() == 1


class TestReach:
    def test_is_for_those_who_may_view_it(self, get, fens, key_for):
        key = key_for(fens, "Commissioner")

        assert get("/systems/fens/reach", key=key).json()["tally"]["services"] == 3
        rows = get("/systems/fens/reach/services?limit=2", key=key).json()
        assert len(rows["items"]) == 2
        again = get(rows["next"].removeprefix("http://testserver/api/v1"), key=key).json()
        assert (len(again["items"]), again["next"]) == (1, None)
        assert get("/systems/fens/reach").status_code == 401
