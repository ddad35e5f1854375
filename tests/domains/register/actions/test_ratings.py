from datetime import date

import pytest
from django.db import connection

from regard.domains.register import actions
from regard.domains.register.models import (
    Council,
    Load,
    Location,
    Organisation,
    Service,
    Touch,
)
from regard.domains.register.types import LoadState, ServiceType
from regard.foundation.audit.models import Entry
from tests.domains.register.files import latest, line, write_latest, write_ratings
from tests.factories.register import ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db


def held(number):
    return Location.objects.get(regulator_id=f"1-{number}")


def kinds(number):
    live = Service.objects.filter(location__regulator_id=f"1-{number}", ended_on=None)
    return sorted(live.values_list("service_type", flat=True))


class TestLoadFile:
    def test_keeps_the_file_the_counts_and_one_ledger_entry(self, load, tmp_path):
        path = write_ratings(tmp_path / "a.csv", [line(100), line(101, council="Kent")])

        loaded = load(path)

        assert (loaded.state, loaded.rows_read) == (LoadState.FINISHED, 2)
        assert loaded.file.path.read_bytes() == path.read_bytes()
        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("register.load_finished", "person:1")
        assert entry.detail["counts"]["added"] == 2
        place = held(100)
        assert (place.name, place.council.name) == ("House 100", "Lincolnshire")
        assert (place.postcode, place.postcode_district) == ("LN1 3AB", "LN1")
        assert (place.as_at, place.rated_on) == (date(2021, 1, 30), date(2021, 1, 30))
        assert kinds(100) == [ServiceType.CARE_HOME]

    def test_changes_what_a_newer_file_says_otherwise(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100), line(101)]))

        loaded = load(
            write_latest(
                tmp_path / "b.csv",
                [
                    latest(100, name="New Ash", rating="Inadequate", provider="New Limited"),
                    latest(101),
                ],
            )
        )

        assert loaded.counts["changed"] == 2
        place = held(100)
        assert (place.name, place.rating) == ("New Ash", "Inadequate")
        assert place.as_at == date(2026, 5, 29)
        assert place.longitude == -0.54
        assert place.ods_code == "VN123"
        assert Organisation.objects.get().name == "New Limited"

    def test_forgets_coordinates_when_the_postcode_changes(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100), line(101)]))
        load(
            write_latest(tmp_path / "b.csv", [latest(100, postcode="LN2 1AA"), latest(101)]),
            accepts_drift=True,
        )

        assert held(100).longitude is None
        assert held(100).postcode_district == "LN2"

    def test_lets_an_older_file_change_nothing(self, load, tmp_path):
        load(write_latest(tmp_path / "b.csv", [latest(100, name="Newer", provider="Newer Ltd")]))

        loaded = load(write_ratings(tmp_path / "a.csv", [line(100, name="Older"), line(101)]))

        assert (loaded.counts["older"], loaded.counts["added"]) == (1, 1)
        assert held(100).name == "Newer"
        assert held(100).organisation.name == "Newer Ltd"
        assert held(101).ended_on == date(2026, 5, 29)  # the newer file did not list it
        assert held(100).longitude == -0.54  # which the newer file has not

    def test_ends_what_a_newer_file_no_longer_lists(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(n) for n in range(100, 120)]))

        loaded = load(write_latest(tmp_path / "b.csv", [latest(n) for n in range(101, 120)]))

        assert loaded.counts["ended"] == 1
        assert held(100).ended_on == date(2026, 5, 29)

    def test_brings_back_what_is_listed_again(self, load, tmp_path):
        load(write_latest(tmp_path / "a.csv", [latest(100, published="01/02/2026"), latest(101)]))
        load(write_latest(tmp_path / "b.csv", [latest(101)]), accepts_drift=True)
        assert held(100).ended_on

        loaded = load(write_latest(tmp_path / "c.csv", [latest(100), latest(101)]))

        assert loaded.counts["returned"] == 1
        assert held(100).ended_on is None

    def test_leaves_other_councils_and_what_the_regulator_does_not_list(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100), line(101, council="Kent")]))
        lunch_club = ServiceFactory(
            location__regulator_id=None,
            location__council=Council.objects.get(name="Lincolnshire"),
            location__as_at=date(2020, 1, 1),
        )

        load(write_latest(tmp_path / "b.csv", [latest(100)]))

        assert held(101).ended_on is None
        lunch_club.location.refresh_from_db()
        assert lunch_club.location.ended_on is None

    def test_does_not_end_a_location_whose_row_it_cannot_read(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100), line(101)]))

        loaded = load(write_latest(tmp_path / "b.csv", [latest(100, postcode="?"), latest(101)]))

        assert (loaded.counts["refused"], loaded.counts["ended"]) == (1, 0)
        assert held(100).ended_on is None

    def test_counts_and_changes_nothing_in_a_dry_run(self, load, tmp_path):
        loaded = load(write_ratings(tmp_path / "a.csv", [line(100)]), is_dry_run=True)

        assert (loaded.counts["added"], loaded.is_dry_run) == (1, True)
        assert not Location.objects.exists()
        assert not Organisation.objects.exists()
        assert Load.objects.get().state == LoadState.FINISHED

    def test_touches_no_other_systems_councils(self, load, tmp_path):
        kent = Council.objects.get(name="Kent")
        SystemFactory(council=kent)
        ours = SystemFactory(council=Council.objects.get(name="Lincolnshire"))
        theirs = line(101, council="Kent", provider_number="1-901")
        lines = [line(100), theirs, line(102, council="Surrey")]

        loaded = load(write_ratings(tmp_path / "a.csv", lines), system=ours)

        assert (loaded.counts["added"], loaded.counts["elsewhere"]) == (2, 1)
        assert not Location.objects.filter(council=kent).exists()
        assert Organisation.objects.count() == 1

    def test_is_done_once_however_often_the_job_is_started(self, load, tmp_path):
        loaded = load(write_ratings(tmp_path / "a.csv", [line(100)]))
        Location.objects.update(name="Changed since")

        again = actions.run_load(load_id=loaded.pk, at=loaded.finished_at)

        assert again.state == LoadState.FINISHED
        assert held(100).name == "Changed since"

    def test_checks_every_key_where_it_takes_them_away(self, load, tmp_path, monkeypatch):
        monkeypatch.setattr("regard.domains.register.actions.filling.MANY", 1)
        before = _keys_and_indexes()

        load(write_ratings(tmp_path / "a.csv", [line(100)]))

        assert kinds(100) == [ServiceType.CARE_HOME]
        assert _keys_and_indexes() == before

    def test_says_once_that_everything_was_touched_where_all_is_new(
        self, load, tmp_path, monkeypatch
    ):
        monkeypatch.setattr("regard.domains.register.actions.filling.MANY", 1)
        before = _triggers()
        already = set(Touch.objects.values_list("pk", flat=True))

        load(write_ratings(tmp_path / "a.csv", [line(100), line(101)]))

        told = Touch.objects.exclude(pk__in=already)
        assert [(each.kind, each.key) for each in told] == [("everything", 0)]
        assert _triggers() == before
        Location.objects.filter(regulator_id="1-100").update(name="Yew House")
        assert Touch.objects.filter(kind="location", key=held(100).pk).count() == 1

    def test_leaves_indexes_alone_where_less_is_added_than_there_is(
        self, load, tmp_path, monkeypatch
    ):
        load(write_ratings(tmp_path / "a.csv", [line(100), line(101)]))
        monkeypatch.setattr("regard.domains.register.actions.filling.MANY", 1)
        before = _index_files()

        load(write_ratings(tmp_path / "b.csv", [line(100), line(101), line(102)]))

        assert held(102).council.name == "Lincolnshire"
        assert _index_files() == before


def _keys_and_indexes():
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " from pg_constraint where contype <> 'n' order by 1, 2"
        )
        keys = cursor.fetchall()
        cursor.execute("select indexdef from pg_indexes where tablename ~ '^register_' order by 1")
        return keys, cursor.fetchall()


def _triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text, tgname, tgenabled from pg_trigger"
            " where not tgisinternal order by 1, 2"
        )
        return cursor.fetchall()


def _index_files():
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, relfilenode from pg_class where relkind = 'i'"
            " and relname ~ '^register_' order by 1"
        )
        return cursor.fetchall()


class TestKinds:
    def test_are_told_by_the_groups_that_are_rated(self, load, tmp_path):
        lines = [
            latest(100, care_home="Y"),
            latest(100, care_home="Y", group="Care Homes", rating="Good"),
            latest(100, care_home="Y", group="Homecare", rating="Inadequate"),
            latest(101, care_home="N", rating="Not Rated", published=""),
            latest(101, care_home="N", group="Supported Living", rating="Good"),
            latest(102, care_home="N"),
            latest(102, care_home="N", domain="Safe"),
            latest(102, care_home="N", group="Older people"),
            latest(103, kind="Primary Dental Care"),
        ]

        load(write_latest(tmp_path / "a.csv", lines))

        assert kinds(100) == ["care_home", "home_care"]
        assert kinds(101) == ["supported_living"]
        assert kinds(102) == ["not_stated"]
        assert held(101).rating == "Good"  # not rated itself, so by its one service
        assert Service.objects.get(service_type="supported_living").rating == "Good"
        assert not Location.objects.filter(regulator_id="1-103").exists()

    def test_become_better_known_without_losing_their_number(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100, care_home="N")]))
        [before] = Service.objects.all()

        lines = [latest(100, care_home="N"), latest(100, care_home="N", group="Homecare")]
        load(write_latest(tmp_path / "b.csv", lines))

        [after] = Service.objects.all()
        assert (after.pk, after.service_type) == (before.pk, "home_care")

    def test_end_as_not_stated_where_two_become_known(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100, care_home="N")]))

        lines = [
            latest(100, care_home="N"),
            latest(100, care_home="N", group="Homecare"),
            latest(100, care_home="N", group="Supported Living"),
        ]
        load(write_latest(tmp_path / "b.csv", lines))

        assert kinds(100) == ["home_care", "supported_living"]
        assert Service.objects.get(service_type="not_stated").ended_on == date(2026, 5, 29)

    def test_stay_as_they_were_where_the_file_knows_less(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100), line(101, care_home="N")]))
        Service.objects.filter(service_type="care_home").update(service_type="care_home_nursing")
        Service.objects.filter(service_type="not_stated").update(service_type="extra_care")

        load(write_latest(tmp_path / "b.csv", [latest(100), latest(101, care_home="N")]))

        assert kinds(100) == ["care_home_nursing"]
        assert kinds(101) == ["extra_care"]

    def test_end_as_a_care_home_where_the_file_says_that_it_is_none(self, load, tmp_path):
        load(write_ratings(tmp_path / "a.csv", [line(100)]))

        load(write_latest(tmp_path / "b.csv", [latest(100, care_home="N")]))

        assert kinds(100) == ["not_stated"]
