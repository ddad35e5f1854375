"""Every invariant that the database holds, broken once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from regard.domains.register.models import (
    Board,
    BoardSuccession,
    Contact,
    Council,
    CouncilSuccession,
    Listing,
    Load,
    Location,
    Organisation,
    Place,
    PlaceCover,
    RefusedRow,
    Service,
    SystemCouncil,
)
from regard.domains.register.types import LoadState, ServiceType, Source
from tests.factories.register import (
    ContactFactory,
    CouncilFactory,
    LoadFactory,
    LocationFactory,
    OrganisationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

SPRING = date(2026, 4, 1)


def breaks(name):
    """Expect the named constraint to refuse what is done, and go on as before."""
    return _Broken(name)


class _Broken:
    def __init__(self, name):
        self.refused = pytest.raises(IntegrityError, match=name)
        self.savepoint = transaction.atomic()

    def __enter__(self):
        self.refused.__enter__()
        self.savepoint.__enter__()

    def __exit__(self, *failure):
        self.savepoint.__exit__(*failure)
        return self.refused.__exit__(*failure)


class TestBoard:
    def test_has_a_code_once_at_a_time(self):
        board = Board.objects.get(ods_code="QJM")
        with breaks("register_board_code_is_unique"):
            Board.objects.create(ods_code="QJM", name="Another", valid_from=board.valid_from)

    def test_ends_after_it_begins(self):
        with breaks("register_board_ends_after_it_begins"):
            Board.objects.create(ods_code="X", name="X", valid_from=SPRING, valid_to=SPRING)

    def test_succeeds_another_once_and_never_itself(self):
        row = BoardSuccession.objects.first()
        with breaks("register_board_succeeds_another_once"):
            BoardSuccession.objects.create(
                predecessor=row.predecessor, successor=row.successor, kind="again"
            )
        with breaks("register_board_does_not_succeed_itself"):
            BoardSuccession.objects.create(
                predecessor=row.successor, successor=row.successor, kind="itself"
            )


class TestCouncil:
    def test_has_a_name_that_no_other_of_today_has(self):
        with breaks("register_council_name_is_unique"):
            CouncilFactory(name="Lincolnshire")

    def test_ends_after_it_begins(self):
        with breaks("register_council_ends_after_it_begins"):
            CouncilFactory(valid_from=SPRING, valid_to=SPRING)

    def test_leaves_each_district_to_one_council_other_than_itself(self):
        cumbria = Council.objects.get(name="Cumbria")
        with breaks("register_district_goes_to_one_council"):
            CouncilSuccession.objects.create(
                predecessor=cumbria, successor=CouncilFactory(), postcode_district="CA1"
            )
        with breaks("register_council_does_not_succeed_itself"):
            CouncilSuccession.objects.create(
                predecessor=cumbria, successor=cumbria, postcode_district="ZZ1"
            )


class TestSystem:
    def test_has_a_council_once(self):
        system = SystemFactory()
        with breaks("register_council_is_in_a_system_once"):
            SystemCouncil.objects.create(system=system, council=system.councils.get())

    def test_has_a_place_at_an_address_once(self):
        place = PlaceFactory()
        with breaks("register_place_slug_is_unique"):
            Place.objects.create(system=place.system, slug=place.slug, name="Another")

    def test_has_a_council_or_district_in_one_place(self):
        council = CouncilFactory()
        place = PlaceFactory(council=council, districts=["LN1"])
        other = PlaceFactory(system=place.system)
        with breaks("register_council_is_in_one_place"):
            PlaceCover.objects.create(system=place.system, place=other, council=council)
        with breaks("register_district_is_in_one_place"):
            PlaceCover.objects.create(system=place.system, place=other, postcode_district="LN1")

    def test_covers_by_a_council_or_a_district_and_not_both(self):
        place = PlaceFactory()
        with breaks("register_place_covers_one_thing"):
            PlaceCover.objects.create(system=place.system, place=place)
        with breaks("register_place_covers_one_thing"):
            PlaceCover.objects.create(
                system=place.system, place=place, council=CouncilFactory(), postcode_district="LN1"
            )


class TestOrganisation:
    def test_has_a_name_and_a_number_of_its_own(self):
        with breaks("register_organisation_has_a_name"):
            Organisation.objects.create(name="")
        with breaks("register_organisation_number_is_unique"):
            Organisation.objects.create(
                name="Twin", regulator_id=OrganisationFactory().regulator_id
            )


class TestLocation:
    def test_has_a_name_and_a_number_of_its_own(self):
        with breaks("register_location_has_a_name"):
            LocationFactory(name="")
        with breaks("register_location_number_is_unique"):
            LocationFactory(regulator_id=LocationFactory().regulator_id)

    @pytest.mark.parametrize(
        ("longitude", "latitude"), [(None, 53.2), (-0.5, None), (-181, 53.2), (-0.5, 91)]
    )
    def test_is_on_earth(self, longitude, latitude):
        with breaks("register_location_is_on_earth"):
            LocationFactory(longitude=longitude, latitude=latitude)

    def test_provides_one_kind_of_care_once(self):
        service = ServiceFactory()
        with breaks("register_service_type_once_a_location"):
            Service.objects.create(location=service.location, service_type=ServiceType.CARE_HOME)

    def test_is_reached_in_one_way_that_says_something(self):
        held = ContactFactory()
        with breaks("register_contact_says_something"):
            Contact.objects.create(location=LocationFactory())
        with breaks("location_id"):
            Contact.objects.create(location=held.location, name="Another")

    def test_cannot_lose_its_provider(self):
        LocationFactory()
        Location.objects.update(organisation_id=0)

        with pytest.raises(IntegrityError), transaction.atomic():
            transaction.get_connection().check_constraints()

        Location.objects.all().delete()


def test_a_council_is_listed_by_a_source_once_a_day():
    held = Listing.objects.create(council=CouncilFactory(), source=Source.DIRECTORY, as_at=SPRING)
    with breaks("register_council_is_listed_once"):
        Listing.objects.create(council=held.council, source=held.source, as_at=held.as_at)


def test_a_load_is_over_when_it_has_ended():
    with breaks("register_load_is_over_when_it_has_ended"):
        LoadFactory(state=LoadState.FINISHED)
    load = LoadFactory()
    with breaks("register_load_is_over_when_it_has_ended"):
        Load.objects.filter(pk=load.pk).update(finished_at="2026-11-21T12:00Z")


@pytest.mark.parametrize("model", [Board, Council, Place, Load, Contact, PlaceCover])
def test_every_model_says_what_personal_data_it_holds(model):
    assert isinstance(model.personal_data, dict)


def test_everything_is_called_what_people_call_it():
    service = ServiceFactory(location__name="Ash House", location__organisation__name="Ash Care")
    place = PlaceFactory(name="City", districts=["LN1"], council=CouncilFactory(name="Kent 2"))
    load = LoadFactory(layout="latest_ratings")

    assert str(service.location) == "Ash House"
    assert str(service.location.organisation) == "Ash Care"
    assert str(service) == f"Care home at {service.location_id}"
    assert str(place) == "City"
    assert {str(cover) for cover in PlaceCover.objects.all()} == {"LN1", "Kent 2"}
    assert str(SystemCouncil(system=place.system, council=CouncilFactory(name="A"))).startswith(
        "A in System"
    )
    assert str(load) == "latest_ratings as at None: waiting"
    assert str(RefusedRow(load=load, line=3, column="Name", reason="is empty")) == (
        "line 3, Name: is empty"
    )
    assert str(Contact(email="jo@example.org")) == "jo@example.org"
    cumbria = Council.objects.get(name="Cumbria").successors.get(postcode_district="CA1")
    assert str(cumbria) == "Cumbria CA1 to Cumberland"
    frimley = Board.objects.get(ods_code="QNQ")
    assert str(frimley.successors.first()).startswith(f"{frimley} to NHS ")
