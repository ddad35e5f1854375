"""Fetching published files, from a server on this machine, only where they are new."""

from datetime import UTC, datetime

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Fetch, Load, Location
from regard.domains.register.sources import published_files
from tests.domains.register.files import line, write_ratings
from tests.domains.register.regulator import Regulator, serving

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def regulator(settings):
    made = Regulator()
    with serving(made):
        settings.REGULATOR_FILES = [f"{made.address}/files/Ratings.csv"]
        yield made


@pytest.fixture
def ratings(tmp_path):
    """Return the bytes of a small ratings file."""
    return write_ratings(tmp_path / "ratings.csv", [line(100)]).read_bytes()


def fetch(**how):
    return actions.fetch_files(by="command", at=NOW, **how)


class TestFetchFiles:
    def test_loads_what_is_new(self, regulator, ratings):
        regulator.files["/files/Ratings.csv"] = (ratings, '"v1"')

        [fetched] = fetch()

        assert (fetched.state, fetched.etag) == ("finished", '"v1"')
        assert fetched.load.file.name == "Ratings.csv"
        assert Location.objects.exists()

    def test_leaves_what_is_not(self, regulator, ratings):
        regulator.files["/files/Ratings.csv"] = (ratings, '"v1"')
        fetch()

        [fetched] = fetch()

        assert fetched.state == "unchanged"
        assert Load.objects.count() == 1

    def test_takes_it_again_if_it_was_kept_and_not_loaded(self, regulator, ratings):
        regulator.files["/files/Ratings.csv"] = (ratings, '"v1"')
        fetch(handling=actions.Handling(is_loaded=False))
        assert not Load.objects.exists()

        [fetched] = fetch()

        assert fetched.state == "finished"
        assert Load.objects.count() == 1

    def test_goes_where_it_is_sent(self, regulator, ratings):
        regulator.files["/new/place.csv"] = (ratings, "")
        regulator.moved["/files/Ratings.csv"] = "/new/place.csv"

        [fetched] = fetch()

        assert fetched.state == "finished"

    @pytest.mark.parametrize(
        ("target", "problem"),
        [
            ("/files/Ratings.csv", "sends us on and on"),
            ("http://example.org/Ratings.csv", "must begin with https://"),
            ("file:///etc/hostname", "is not an address that begins with https://"),
        ],
    )
    def test_does_not_go_wherever_it_is_sent(self, regulator, target, problem):
        regulator.moved["/files/Ratings.csv"] = target

        [fetched] = fetch()

        assert fetched.state == "failed"
        assert problem in fetched.problem

    def test_says_that_the_address_is_old_and_goes_on_with_the_next(
        self, regulator, ratings, settings
    ):
        settings.REGULATOR_FILES.append(f"{regulator.address}/files/Other.csv")
        regulator.files["/files/Other.csv"] = (ratings, "")

        gone, taken = fetch()

        assert "publishes under a new address each month" in gone.problem
        assert taken.state == "finished"

    def test_refuses_what_is_larger_than_any_can_be(self, regulator, ratings, monkeypatch):
        monkeypatch.setattr(published_files, "LARGEST_FILE", 100)
        regulator.files["/files/Ratings.csv"] = (ratings, "")

        [fetched] = fetch()

        assert "is larger than 100 bytes" in fetched.problem

    def test_says_why_a_file_was_not_loaded(self, regulator):
        regulator.files["/files/Ratings.csv"] = (b"a,b\n1,2\n", "")

        [fetched] = fetch()

        assert fetched.state == "failed"
        assert fetched.load.state == "refused"

    def test_refuses_without_an_address(self, settings):
        settings.REGULATOR_FILES = []

        with pytest.raises(actions.CannotFetch, match="REGARD_REGULATOR_FILES"):
            fetch()

        assert not Fetch.objects.exists()
