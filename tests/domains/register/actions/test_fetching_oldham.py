"""A whole council's real documents, from a server that pages, tires and loses things."""

import pytest

from regard.domains.register.models import Load, Location, Rating, Relation
from tests.domains.register.regulator import read_oldham

pytestmark = pytest.mark.django_db


class TestOldham:
    @pytest.fixture
    def oldham(self, shared_data):
        regulator = read_oldham(shared_data)
        regulator.busy_every, regulator.broken_every = 13, 17
        return regulator

    def test_ends_in_the_register_with_its_history(self, oldham, serve):
        fetched = serve(oldham)(council="Oldham")

        assert fetched.load.state == "finished"
        assert Location.objects.count() == 224
        assert Location.objects.filter(ended_on=None).count() == 106
        home = Location.objects.get(regulator_id="1-5203053560")
        assert (home.name, home.beds, home.rating) == ("Treetops Nursing Home", 34, "Good")
        assert Rating.objects.filter(is_inherited=True).exists()
        assert Relation.objects.exclude(other_location=None).exists()

    def test_changes_nothing_the_second_time(self, oldham, serve):
        fetch = serve(oldham)
        fetch(council="Oldham")
        before = list(Location.objects.order_by("pk").values())

        fetched = fetch(council="Oldham")

        counts = fetched.load.counts
        assert {counts.get(name, 0) for name in ("added", "changed", "ended", "returned")} == {0}
        assert list(Location.objects.order_by("pk").values()) == before
        assert Load.objects.count() == 2
