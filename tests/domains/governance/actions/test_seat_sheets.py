from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions, queries
from regard.domains.governance.models import Appointment, Holder, Seat
from regard.domains.governance.presenters import seat_sheets as sent
from regard.domains.governance.presenters import seats as words
from regard.domains.governance.rules import seat_sheets as sheets
from regard.domains.register.types import Sector, ServiceType
from regard.foundation.audit.models import Entry
from regard.foundation.files.tables import Row, Table
from tests.factories.governance import AppointmentFactory, BodyFactory, SeatFactory
from tests.factories.register import OrganisationFactory, PlaceFactory, ServiceFactory

AT = datetime(2026, 11, 3, 10, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}
ON = AT.date()

pytestmark = pytest.mark.django_db

SAID = {
    sheets.BODY: "Northmarch Care Partnership",
    sheets.SEAT: "Home care providers’ seat",
    sheets.SPEAKS_FOR: "Care providers",
    sheets.PROVIDERS: "Home care",
    sheets.PLACE: "",
    sheets.NOMINATED_BY: "Care association or forum",
    sheets.NOMINATOR: "Northmarch Care Association",
    sheets.STANDING: "Votes",
    sheets.TERM: "24",
    sheets.HOLDER: "Priya Raman",
    sheets.JOB: "Registered manager",
    sheets.WORKS_AT: "Harbour Home Care",
    sheets.NUMBER: "",
    sheets.COMES_FROM: "Care provider",
    sheets.EMAIL: "priya@example.org",
    sheets.SINCE: "1/4/2026",
}
NOBODY = dict.fromkeys((sheets.HOLDER, sheets.COMES_FROM, sheets.SINCE), "")


def table(*rows):
    """Return a table of rows that say the same as `SAID` where they say nothing else."""
    return Table(
        header=tuple(SAID),
        rows=tuple(
            Row(line, tuple((SAID | row).values())) for line, row in enumerate(rows, start=2)
        ),
    )


@pytest.fixture
def body():
    return BodyFactory(name="Northmarch Care Partnership")


class TestLoadSeats:
    def test_makes_seats_and_appoints_who_holds_them(self, body):
        PlaceFactory(system=body.system, name="Westmere")
        carers = {sheets.SEAT: "Carers", sheets.SPEAKS_FOR: "Unpaid carers", sheets.PROVIDERS: ""}

        loaded = actions.load_seats(
            system=body.system,
            table=table({sheets.PLACE: "westmere"}, carers | NOBODY),
            **BY,
        )

        assert (loaded.seats, loaded.holders, loaded.appointments) == (2, 1, 1)
        first, second = queries.list_seats(body=body, on=ON)
        assert (first.place, first.service_types) == ("Westmere", (ServiceType.HOME_CARE,))
        assert first.holder
        assert first.holder.term_ends_on == date(2028, 4, 1)
        assert second.holder is None
        assert Entry.objects.get().event == "seats.loaded"

    def test_changes_nothing_the_second_time(self, body):
        for _ in range(2):
            loaded = actions.load_seats(system=body.system, table=table({}), **BY)

        assert (loaded.seats, loaded.there, loaded.holders, loaded.appointments) == (0, 1, 0, 0)
        assert (Seat.objects.count(), Appointment.objects.count()) == (1, 1)

    def test_appoints_who_the_sheet_says_holds_a_seat_now(self, body):
        seat = AppointmentFactory(seat__body=body, seat__name="Home care providers’ seat").seat

        loaded = actions.load_seats(system=body.system, table=table({}), **BY)

        assert (loaded.there, loaded.appointments) == (1, 1)
        (row,) = queries.list_seats(body=body, on=ON)
        assert row.seat_id == seat.pk
        assert row.holder
        assert row.holder.name == "Priya Raman"

    def test_knows_somebody_by_name_and_where_they_work(self, body):
        other = {sheets.SEAT: "Second seat"}
        elsewhere = {sheets.SEAT: "Third seat", sheets.WORKS_AT: "Elm Grange"}

        loaded = actions.load_seats(system=body.system, table=table({}, other, elsewhere), **BY)

        assert (loaded.holders, loaded.appointments) == (2, 3)

    def test_finds_where_they_work_by_the_regulators_number(self, body):
        service = ServiceFactory(system=body.system)
        number = {sheets.NUMBER: service.location.regulator_id}

        for _ in range(2):
            actions.load_seats(system=body.system, table=table(number), **BY)

        assert Holder.objects.get().location == service.location

    def test_takes_the_rest_when_a_row_is_refused(self, body):
        council = ServiceFactory(
            system=body.system, location__organisation=OrganisationFactory(sector=Sector.PUBLIC)
        )
        wrong = [
            {sheets.SEAT: "A", sheets.BODY: "Nobody’s board"},
            {sheets.SEAT: "B", sheets.PLACE: "Atlantis"},
            {sheets.SEAT: "C", sheets.NUMBER: "1-000"},
            {sheets.SEAT: "D", sheets.NUMBER: council.location.regulator_id},
            {sheets.SEAT: "E", sheets.STANDING: "sometimes"},
            {},
        ]

        loaded = actions.load_seats(system=body.system, table=table({}, *wrong), **BY)

        assert loaded.seats == 1
        assert [(cell.line, cell.column) for cell in loaded.refused] == [
            (3, "Body"),
            (4, "Place"),
            (5, "Regulator’s number"),
            (6, "Holder comes from"),
            (7, "Standing"),
            (8, "Seat"),
        ]

    def test_names_who_could_not_be_appointed(self, body):
        AppointmentFactory(
            seat__body=body,
            seat__name="Home care providers’ seat",
            valid_from=date(2026, 9, 1),
        )

        loaded = actions.load_seats(system=body.system, table=table({}), **BY)

        (cell,) = loaded.refused
        assert (cell.line, cell.column, cell.value) == (2, "Holder", "Priya Raman")
        assert "Choose a later day" in cell.why

    def test_refuses_what_is_no_list_of_seats(self, body):
        wrong = Table(header=("Name",), rows=(Row(2, ("x",)),))

        with pytest.raises(actions.CannotReadSeats, match="no column “Body”"):
            actions.load_seats(system=body.system, table=wrong, **BY)

    def test_takes_the_list_that_was_sent_out_and_changes_nothing(self, body):
        seat = SeatFactory(body=body, service_types=["home_care"], sectors=["voluntary"])
        AppointmentFactory(seat=seat)
        SeatFactory(body=body, name="Chair", is_chair=True, term_months=12)
        rows = self._sent_out(body)

        loaded = actions.load_seats(system=body.system, table=rows, **BY)

        assert (loaded.refused, loaded.seats, loaded.appointments) == ((), 0, 0)
        assert loaded.unknown == ("State", "Term ends", "Deputy")

    def test_makes_the_same_seats_of_that_list_elsewhere(self, body):
        AppointmentFactory(seat__body=body, seat__term_months=12)
        there = BodyFactory(name=body.name)

        actions.load_seats(system=there.system, table=self._sent_out(body), **BY)

        (here_row,) = queries.list_seats(body=body, on=ON)
        (there_row,) = queries.list_seats(body=there, on=ON)
        assert words.seat_facts(there_row)[:4] == words.seat_facts(here_row)[:4]
        assert there_row.holder
        assert here_row.holder
        assert there_row.holder.name == here_row.holder.name

    def _sent_out(self, body):
        bodies = queries.list_bodies(system=body.system, on=ON)
        seats = queries.list_seats_of(body_ids=[body.pk], on=ON)
        rows = [tuple(map(str, row)) for row in sent.csv_rows(bodies, seats)]
        return Table(sent.CSV_HEADER, tuple(Row(n, row) for n, row in enumerate(rows, start=2)))

    @pytest.mark.parametrize("rows", [1, 30])
    def test_asks_the_database_as_often_whatever_the_volume(
        self, body, rows, django_assert_num_queries
    ):
        said = [{sheets.SEAT: f"Seat {n}", sheets.HOLDER: f"Person {n}"} for n in range(rows)]
        sheet = table(*said)

        with django_assert_num_queries(10):
            actions.load_seats(system=body.system, table=sheet, **BY)
