from datetime import date

import pytest

from regard.domains.register import presenters, queries
from regard.domains.register.models import Placement
from regard.domains.register.rules.geography import CouncilShare, PlacesCount
from regard.domains.register.types import AreaLevel, Basis, Belonging
from tests.factories.register import LocationFactory, PlaceFactory, SystemFactory


class TestPlacementRows:
    @pytest.mark.django_db
    def test_say_where_a_location_lies_and_by_what_we_know(self):
        system = SystemFactory()
        location = LocationFactory(system=system)
        rows = presenters.placement_rows(queries.get_placement(system=system, location=location))
        assert rows == [("Place", "In none of the places drawn here")]

        place = PlaceFactory(system=system, name="City", districts=["LN1"])
        PlaceFactory(
            system=system,
            name="Uphill",
            parent=place,
            level=AreaLevel.NEIGHBOURHOOD,
            districts=["LN1"],
        )
        Placement.objects.update(belongs_by=Belonging.MOST)

        rows = presenters.placement_rows(queries.get_placement(system=system, location=location))
        assert rows == [
            ("Place", "City, by its postcode district"),
            ("Neighbourhood", "Uphill"),
            (
                "In this system because",
                "most of its council lies here, and its coordinates do not tell",
            ),
        ]

    def test_say_that_what_has_ended_lies_nowhere(self):
        assert presenters.placement_rows(None) == [("Place", "In none of the places drawn here")]


@pytest.mark.parametrize(
    ("share", "is_whole", "words"),
    [
        (1.0, True, "All of it"),
        (None, True, "All of it"),
        (None, False, "Part of it"),
        (0.7465, False, "75% of its small areas"),
    ],
)
def test_how_much_of_a_council_is_told_in_words(share, is_whole, words):
    council = CouncilShare(1, "E1", "Council", share, is_whole)

    assert presenters.share_in_words(council) == words


def test_nothing_known_is_told_as_such():
    count = PlacesCount(rows=(), services=0, nowhere=0, belongs={})

    assert presenters.places_lede(count) == "0 places. No service is known here yet."
    assert presenters.bases_in_words({}) == "–"


def test_bases_and_dates_are_told_in_words():
    by = {Basis.COUNCIL: 1200, Basis.OUTLINE: 3, Basis.NONE: 9}

    assert presenters.bases_in_words(by) == "3 by coordinates, 1,200 by council"
    told = presenters.dates_in_words(date(2026, 4, 1), date(2027, 5, 31))
    assert told == "since 1 April 2026, until 31 May 2027"
    assert presenters.twice_in_words([("A", "B", 2)]) == [
        "2 locations lie in both A and B as drawn. They count to A, which was drawn first."
    ]
