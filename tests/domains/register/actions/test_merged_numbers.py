"""What a file says of a number that was merged into another."""

from datetime import UTC, datetime

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Council, Location
from tests.domains.register.files import line, write_ratings, write_services
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def two(load, tmp_path):
    """Two locations of one file, of which the second was merged into the first."""
    SystemFactory(council=Council.objects.get(name="Lincolnshire"))
    load(write_ratings(tmp_path / "a.csv", [line(1), line(2)]))
    kept, merged = Location.objects.order_by("regulator_id")
    actions.merge_locations(kept=kept, merged=merged, reason="One", by="person:1", at=NOON)
    return kept, merged


class TestANumberThatWasMerged:
    def test_does_not_come_back_with_the_next_file(self, two, load, tmp_path):
        kept, merged = two

        load(write_ratings(tmp_path / "b.csv", [line(1), line(2, name="Another name")]))

        assert Location.objects.count() == 2
        merged.refresh_from_db()
        assert merged.merged_into == kept
        assert merged.ended_on == NOON.date()

    def test_stands_for_the_one_that_was_kept(self, two, load, tmp_path):
        kept, _ = two

        load(write_ratings(tmp_path / "b.csv", [line(2), line(3)]), accepts_drift=True)

        kept.refresh_from_db()
        assert kept.ended_on is None

    def test_is_the_one_kept_in_our_own_table_too(self, two, load, tmp_path):
        kept, merged = two
        row = {"Location ID": merged.regulator_id, "Email": "jo@example.org"}

        load(write_services(tmp_path / "c.csv", [row]))

        assert kept.contact.email == "jo@example.org"
        merged.refresh_from_db()
        assert merged.ended_on == NOON.date()
