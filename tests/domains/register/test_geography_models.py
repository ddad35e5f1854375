"""The invariants of geography that the database holds, each broken once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from regard.domains.register.models import (
    Board,
    BoardCouncil,
    Boundary,
    PlaceCover,
    Placement,
    Region,
)
from regard.domains.register.types import AreaLevel, Basis, Belonging
from tests.factories.register import (
    BoundaryFactory,
    CouncilFactory,
    LocationFactory,
    PlaceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

SQUARE = {"type": "Polygon", "coordinates": [[[0, 50], [1, 50], [1, 51], [0, 50]]]}


def refuse(name, make):
    """Expect the named constraint to refuse what is made, and go on as before."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


def test_a_region_has_a_code_of_its_own():
    held = Region.objects.first()
    refuse("gss_code", lambda: Region.objects.create(gss_code=held.gss_code, name="X", source="x"))
    assert str(held) == held.name


class TestBoardCouncil:
    def share(self, share, council=None):
        return BoardCouncil.objects.create(
            board=Board.objects.first(),
            council=council or CouncilFactory(),
            small_areas=1,
            share=share,
            source="a test",
        )

    @pytest.mark.parametrize("share", [0, -0.1, 1.1])
    def test_is_a_share(self, share):
        refuse("register_board_share_is_a_share", lambda: self.share(share))

    def test_is_told_once_of_a_council(self):
        held = self.share(0.5)
        refuse("register_council_has_one_share", lambda: self.share(0.4, held.council))
        assert str(held).startswith("50% of Council")


class TestBoundary:
    def test_is_one_of_an_area_at_a_time(self):
        held = BoundaryFactory(code="E1", name="West", geometry=SQUARE)
        refuse(
            "register_area_has_one_outline", lambda: BoundaryFactory(code="E1", geometry=SQUARE)
        )
        Boundary.objects.update(valid_to=date(2026, 4, 1))
        BoundaryFactory(code="E1", geometry=SQUARE)
        assert str(held) == "council West"

    @pytest.mark.parametrize("wrong", [{"west": 2}, {"west": -181}, {"north": 91}, {"south": 60}])
    def test_is_on_earth(self, wrong):
        refuse("register_outline_is_on_earth", lambda: BoundaryFactory(geometry=SQUARE, **wrong))


class TestPlaceCover:
    def test_gives_a_postcode_to_one_place(self):
        place = PlaceFactory()
        PlaceCover.objects.create(system=place.system, place=place, postcode="LN1 3AB")
        refuse(
            "register_postcode_is_in_one_place",
            lambda: PlaceCover.objects.create(
                system=place.system, place=PlaceFactory(system=place.system), postcode="LN1 3AB"
            ),
        )

    def test_may_give_it_to_a_neighbourhood_too(self):
        place = PlaceFactory(districts=["LN1"])
        part = PlaceFactory(
            system=place.system,
            parent=place,
            level=AreaLevel.NEIGHBOURHOOD,
            districts=["LN1"],
        )
        assert str(PlaceCover.objects.get(place=part)) == "LN1"


def test_a_location_is_placed_once_in_a_system():
    system = SystemFactory()
    location = LocationFactory(system=system)
    refuse(
        "register_location_is_placed_once",
        lambda: Placement.objects.create(system=system, location=location),
    )
    assert str(Placement.objects.get()) == f"{location.pk} in None"


@pytest.mark.parametrize("model", [Region, BoardCouncil, Boundary, Placement])
def test_every_model_says_what_personal_data_it_holds(model):
    assert model.personal_data == {}


def test_every_way_is_told_in_words():
    assert [basis.label for basis in Basis][-1] == "in no place"
    assert all(way.label for way in Belonging)
