"""Northmarch's bodies and seats, as a page of who speaks for whom finds them: with its gaps."""

from datetime import date

from regard.domains.governance.models import BodyRole
from regard.domains.governance.types import BodyKind, Constituency, Side, Standing
from regard.domains.register.types import AreaLevel, NetworkKind, Sector, ServiceType
from tests.factories.governance import (
    AppointmentFactory,
    BodyFactory,
    DecisionFactory,
    HolderFactory,
    SeatFactory,
)
from tests.factories.networks import MembershipFactory, NetworkFactory
from tests.factories.register import OrganisationFactory, PlaceFactory, ServiceFactory

ON = date(2026, 11, 21)

SERVICES = (
    (ServiceType.HOME_CARE, 7),
    (ServiceType.CARE_HOME, 5),
    (ServiceType.CARE_HOME_NURSING, 3),
    (ServiceType.SUPPORTED_LIVING, 4),
    (ServiceType.EXTRA_CARE, 1),
)
CARE_HOMES = [ServiceType.CARE_HOME, ServiceType.CARE_HOME_NURSING]


class Structure:
    """A partnership, a board, a wellbeing board, a workforce group, a forum and an alliance."""

    def __init__(self, system):
        self.system = system
        self.westmere = PlaceFactory(system=system, name="Westmere", districts=["LN1"])
        self._fill_register()
        self.association = self._network("Northmarch Care Association", NetworkKind.ASSOCIATION, 9)
        self.forum = self._network("Westmere Home Care Forum", NetworkKind.FORUM, 3)
        self._network("Northmarch Carers Together", NetworkKind.CARERS, 0)
        self._network("Northmarch Voluntary Alliance", NetworkKind.ALLIANCE, 2)
        self._make_partnership()
        self._make_board()
        self._make_westmere()
        self._make_workforce_group()
        self._body("Northmarch Voluntary Sector Alliance", BodyKind.VOLUNTARY_ALLIANCE)
        DecisionFactory(body=self.partnership, decided_on=date(2026, 5, 5), state="recorded")

    def _make_partnership(self):
        self.partnership = self._body("Northmarch Care Partnership", BodyKind.PARTNERSHIP)
        self.homes = self._seat(self.partnership, "Care homes’ seat", service_types=CARE_HOMES)
        self.home_care = self._seat(
            self.partnership,
            "Home care providers’ seat",
            service_types=[ServiceType.HOME_CARE],
            until=date(2026, 5, 1),
        )
        self._theirs(self.partnership, "Voluntary sector seat", Constituency.VOLUNTARY)
        self._theirs(
            self.partnership,
            "Seat of people who draw on care",
            Constituency.PEOPLE,
            standing=Standing.ADVISORY,
            since=date(2026, 6, 1),
        )
        self._theirs(self.partnership, "Director of adult social services", Constituency.COUNCIL)

    def _make_board(self):
        self.board = self._body("NHS Northmarch Integrated Care Board", BodyKind.BOARD)
        self._theirs(self.board, "Chief executive", Constituency.NHS)
        self.proxy = self._seat(
            self.board,
            "Partner member for social care",
            nominated_by=Side.COUNCIL,
            held_by=Side.COUNCIL,
        )
        self._theirs(
            self.board,
            "Voluntary alliance",
            Constituency.VOLUNTARY,
            standing=Standing.IN_ATTENDANCE,
        )

    def _make_westmere(self):
        self.wellbeing = self._body(
            "Westmere Health and Wellbeing Board",
            BodyKind.HEALTH_AND_WELLBEING_BOARD,
            level=AreaLevel.PLACE,
            place=self.westmere,
        )
        self._seat(self.wellbeing, "Care providers’ seat", since=date(2026, 2, 1))
        self._theirs(self.wellbeing, "Carers’ seat", Constituency.CARERS)

    def _make_workforce_group(self):
        self.workforce = self._body("Northmarch People Board", BodyKind.OTHER)
        BodyRole.objects.create(
            body=self.workforce, kind=BodyKind.WORKFORCE_GROUP, valid_from=date(2024, 4, 1)
        )
        self.lapsed = self._seat(
            self.workforce, "Care employers’ seat", term_ends_on=date(2026, 8, 1)
        )

    def _body(self, name, kind, **facts):
        slug = name.lower().replace(" ", "-")
        return BodyFactory(system=self.system, name=name, slug=slug, kind=kind, **facts)

    def _seat(
        self,
        body,
        name,
        *,
        nominated_by=Side.ASSOCIATION,
        held_by=Side.PROVIDER,
        since=date(2024, 4, 1),
        until=None,
        term_ends_on=None,
        **facts,
    ):
        seat = SeatFactory(body=body, name=name, nominated_by=nominated_by, **facts)
        AppointmentFactory(
            seat=seat,
            holder=HolderFactory(system=self.system, side=held_by),
            valid_from=since,
            valid_to=until,
            term_ends_on=term_ends_on,
        )
        return seat

    def _theirs(self, body, name, speaks_for, **facts):
        side = Side(speaks_for.value)
        return self._seat(
            body, name, nominated_by=side, held_by=side, speaks_for=speaks_for, **facts
        )

    def _fill_register(self):
        self.locations = []
        for service_type, count in SERVICES:
            for number in range(count):
                sector = Sector.VOLUNTARY if number == 1 else Sector.INDEPENDENT
                organisation = OrganisationFactory(sector=sector)
                service = ServiceFactory(
                    system=self.system,
                    service_type=service_type,
                    location__organisation=organisation,
                )
                self.locations.append(service.location)

    def _network(self, name, kind, members):
        network = NetworkFactory(
            system=self.system, name=name, slug=name.lower().replace(" ", "-"), kind=kind
        )
        for location in self.locations[:members]:
            MembershipFactory(network=network, location=location)
        return network
