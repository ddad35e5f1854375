from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from regard.domains.governance import actions, queries
from regard.domains.governance.actions import SeatDetails
from regard.domains.governance.models import Appointment, Seat
from regard.domains.governance.types import (
    AppointmentKind,
    Constituency,
    SeatState,
    Side,
    Standing,
)
from regard.domains.register.types import ServiceType, SizeBand
from regard.foundation.audit.models import Entry
from tests.factories.governance import (
    BEGAN,
    AppointmentFactory,
    BodyFactory,
    HolderFactory,
    SeatFactory,
)

ON = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 10, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}

HOME_CARE = SeatDetails(
    name="Home care providers’ seat",
    nominated_by=Side.ASSOCIATION,
    nominator="Northmarch Care Association",
    speaks_for=Constituency.PROVIDERS,
    service_types=(ServiceType.HOME_CARE,),
    size_bands=(SizeBand.TWO_TO_FIVE, SizeBand.ONE),
    standing=Standing.VOTING,
    term_months=24,
)
COUNCIL = SeatDetails(
    name="Council’s seat",
    nominated_by=Side.COUNCIL,
    speaks_for=Constituency.COUNCIL,
    standing=Standing.VOTING,
)

pytestmark = pytest.mark.django_db


class TestAddSeat:
    def test_makes_it_with_one_entry_in_the_ledger(self):
        body = BodyFactory()

        seat = actions.add_seat(body=body, details=HOME_CARE, **BY)

        seat.refresh_from_db()
        assert (seat.body, seat.service_types) == (body, ["home_care"])
        assert seat.size_bands == ["one", "two_to_five"]
        entry = Entry.objects.get()
        assert (entry.event, entry.by, entry.detail) == (
            "seat.added",
            "person:1",
            {"body": body.pk},
        )

    def test_refuses_what_cannot_be_so(self):
        details = SeatDetails(
            name="Council’s seat",
            nominated_by=Side.COUNCIL,
            speaks_for=Constituency.COUNCIL,
            standing=Standing.VOTING,
            service_types=(ServiceType.HOME_CARE,),
        )

        with pytest.raises(actions.CannotSetSeat, match="Only a seat that speaks for care"):
            actions.add_seat(body=BodyFactory(), details=details, **BY)
        assert not Entry.objects.exists()

    def test_refuses_a_seat_of_what_has_ended(self):
        body = BodyFactory(name="Old board", valid_to=ON)

        with pytest.raises(actions.CannotSetSeat, match="Old board ended on 3 November 2026"):
            actions.add_seat(body=body, details=COUNCIL, **BY)


class TestEditSeat:
    def test_corrects_it_for_all_its_days(self):
        seat = SeatFactory()

        actions.edit_seat(seat=seat, details=COUNCIL, **BY)

        (row,) = queries.list_seats(body=seat.body, on=BEGAN)
        assert (row.name, row.speaks_for) == ("Council’s seat", Constituency.COUNCIL)
        assert Entry.objects.get().event == "seat.edited"

    def test_does_not_begin_it_after_somebody_held_it(self):
        seat = AppointmentFactory().seat
        details = SeatDetails(
            name="Chair",
            nominated_by=Side.INDEPENDENT,
            speaks_for=Constituency.INDEPENDENT,
            standing=Standing.VOTING,
            valid_from=ON,
        )

        with pytest.raises(actions.CannotSetSeat, match="held it from 1 April 2024"):
            actions.edit_seat(seat=seat, details=details, **BY)

    def test_does_not_begin_it_after_it_ended(self):
        seat = SeatFactory(valid_from=None, valid_to=date(2026, 1, 1))
        details = SeatDetails(
            name="Chair",
            nominated_by=Side.INDEPENDENT,
            speaks_for=Constituency.INDEPENDENT,
            standing=Standing.VOTING,
            valid_from=ON,
        )

        with pytest.raises(actions.CannotSetSeat, match="It ended on 1 January 2026"):
            actions.edit_seat(seat=seat, details=details, **BY)


class TestChangeSeat:
    def test_leaves_what_it_was_before_and_keeps_who_sits_in_it(self):
        seat = SeatFactory(standing=Standing.ADVISORY, name="Providers’ seat")
        priya = AppointmentFactory(seat=seat, term_ends_on=date(2027, 4, 1)).holder
        AppointmentFactory(seat=seat, kind=AppointmentKind.DEPUTY)

        actions.change_seat(seat=seat, details=HOME_CARE, on=ON, **BY)

        (before,) = queries.list_seats(body=seat.body, on=date(2026, 11, 2))
        (after,) = queries.list_seats(body=seat.body, on=ON)
        assert (before.name, before.standing) == ("Providers’ seat", Standing.ADVISORY)
        assert (after.name, after.standing) == (HOME_CARE.name, Standing.VOTING)
        assert before.holder
        assert after.holder
        assert before.holder.holder_id == after.holder.holder_id == priya.pk
        assert after.holder.term_ends_on == date(2027, 4, 1)
        assert after.deputy
        assert Entry.objects.get().detail == {"on": "2026-11-03", "was": seat.pk}

    def test_does_not_give_a_term_that_was_over_another_day(self):
        seat = AppointmentFactory(term_ends_on=date(2026, 4, 1)).seat

        actions.change_seat(seat=seat, details=HOME_CARE, on=ON, **BY)

        (row,) = queries.list_seats(body=seat.body, on=ON)
        assert row.state is SeatState.LAPSED

    def test_refuses_a_day_before_somebody_came(self):
        seat = AppointmentFactory(valid_from=date(2026, 12, 1)).seat

        with pytest.raises(actions.CannotEndSeat, match="Choose a later day"):
            actions.change_seat(seat=seat, details=HOME_CARE, on=ON, **BY)
        assert Seat.objects.count() == 1


class TestEndSeat:
    def test_lets_holder_and_deputy_go_on_that_day(self):
        seat = AppointmentFactory().seat
        AppointmentFactory(seat=seat, kind=AppointmentKind.DEPUTY)

        actions.end_seat(seat=seat, on=ON, **BY)

        ended = Appointment.objects.filter(valid_to=ON, why_ended="The seat ended")
        assert ended.count() == 2
        assert queries.list_seats(body=seat.body, on=ON) == []
        assert Entry.objects.get().detail == {"on": "2026-11-03", "appointments": 2}

    def test_ends_it_once(self):
        seat = SeatFactory(valid_to=date(2026, 1, 1))

        with pytest.raises(actions.CannotEndSeat, match="It ended on 1 January 2026"):
            actions.end_seat(seat=seat, on=ON, **BY)

    def test_does_not_end_it_before_it_began(self):
        with pytest.raises(actions.CannotEndSeat, match="The seat began on 1 April 2024"):
            actions.end_seat(seat=SeatFactory(), on=BEGAN, **BY)

    def test_does_not_end_it_under_somebody_who_left_later(self):
        seat = AppointmentFactory(valid_to=date(2026, 12, 1)).seat

        with pytest.raises(actions.CannotEndSeat, match="held it until 1 December 2026"):
            actions.end_seat(seat=seat, on=ON, **BY)


class TestEndSeats:
    def test_ends_all_that_a_body_has_left(self):
        body = BodyFactory()
        held = AppointmentFactory(seat=SeatFactory(body=body))
        SeatFactory(body=body, valid_to=date(2025, 1, 1))
        SeatFactory(body=body, valid_from=date(2027, 1, 1))
        to_come = SeatFactory(body=body)
        AppointmentFactory(seat=to_come, valid_from=date(2027, 1, 1))

        ended = actions.end_seats(body=body, on=ON, **BY)

        assert ended == 2
        held.refresh_from_db()
        assert (held.valid_to, held.why_ended) == (ON, "The body ended")
        assert Appointment.objects.count() == 1
        assert Seat.objects.filter(body=body).count() == 3
        assert Entry.objects.get().event == "body.seats_ended"


class TestConstraints:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"term_months": 0},
            {"speaks_for": Constituency.COUNCIL, "sectors": ["independent"]},
            {"valid_to": BEGAN},
        ],
    )
    def test_keep_a_seat_from_what_cannot_be(self, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            SeatFactory(**wrong)

    @pytest.mark.parametrize("wrong", [{"valid_to": BEGAN}, {"term_ends_on": date(2024, 3, 31)}])
    def test_keep_an_appointment_from_ending_before_it_begins(self, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            AppointmentFactory(**wrong)

    def test_keep_two_from_holding_a_seat(self):
        seat = AppointmentFactory().seat

        with pytest.raises(IntegrityError), transaction.atomic():
            AppointmentFactory(seat=seat, holder=HolderFactory(system=seat.body.system))
