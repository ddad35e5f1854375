from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import HolderDetails
from regard.domains.governance.models import Holder
from regard.domains.governance.types import AppointmentKind, Side
from regard.domains.register.types import Sector
from regard.foundation.audit.models import Entry
from tests.factories.governance import AppointmentFactory, HolderFactory, SeatFactory
from tests.factories.register import LocationFactory, OrganisationFactory, SystemFactory

ON = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 10, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}
PRIYA = HolderDetails(name="  Priya   Raman ", side=Side.PROVIDER, works_at="Harbour Home Care")

pytestmark = pytest.mark.django_db


class TestAddHolder:
    def test_keeps_them_with_one_entry_that_names_nobody(self):
        system = SystemFactory()

        holder = actions.add_holder(system=system, details=PRIYA, **BY)

        assert (holder.name, holder.system) == ("Priya Raman", system)
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("holder.added", {})

    def test_never_takes_a_councils_own_service_for_a_care_provider(self):
        home = LocationFactory(organisation=OrganisationFactory(sector=Sector.PUBLIC))
        details = HolderDetails(name="Tom Ellery", side=Side.PROVIDER, location_id=home.pk)

        with pytest.raises(actions.CannotSetHolder, match="A council or the NHS runs"):
            actions.add_holder(system=SystemFactory(), details=details, **BY)
        assert not Holder.objects.exists()


class TestEditHolder:
    def test_changes_what_is_said_of_them(self):
        holder = HolderFactory()

        actions.edit_holder(holder=holder, details=PRIYA, **BY)

        holder.refresh_from_db()
        assert (holder.name, holder.job) == ("Priya Raman", "")
        assert Entry.objects.get().event == "holder.edited"

    def test_refuses_what_cannot_be_so(self):
        council = OrganisationFactory(sector=Sector.PUBLIC)
        details = HolderDetails(name="Tom", side=Side.ASSOCIATION, organisation_id=council.pk)

        with pytest.raises(actions.CannotSetHolder):
            actions.edit_holder(holder=HolderFactory(), details=details, **BY)


class TestAppoint:
    def test_works_the_term_out_from_the_seats(self):
        seat = SeatFactory(term_months=36)
        holder = HolderFactory(system=seat.body.system)

        made = actions.appoint(seat=seat, holder=holder, on=ON, **BY)

        assert (made.valid_from, made.term_ends_on) == (ON, date(2029, 11, 3))
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == (
            "appointment.made",
            {"seat": seat.pk, "on": "2026-11-03", "kind": "holder"},
        )

    def test_ends_the_one_before_on_that_day(self):
        before = AppointmentFactory()
        deputy = AppointmentFactory(seat=before.seat, kind=AppointmentKind.DEPUTY)
        holder = HolderFactory(system=before.seat.body.system, name="Tom Ellery")

        actions.appoint(seat=before.seat, holder=holder, on=ON, **BY)

        before.refresh_from_db()
        deputy.refresh_from_db()
        assert (before.valid_to, before.why_ended) == (ON, "Tom Ellery was appointed")
        assert deputy.valid_to is None

    def test_begins_a_new_term_for_the_same_person(self):
        before = AppointmentFactory(term_ends_on=date(2026, 4, 1))
        before.seat.term_months = 12
        before.seat.save()

        made = actions.appoint(seat=before.seat, holder=before.holder, on=ON, **BY)

        before.refresh_from_db()
        assert (before.valid_to, made.term_ends_on) == (ON, date(2027, 11, 3))

    def test_puts_a_deputy_beside_the_holder(self):
        there = AppointmentFactory()
        deputy = HolderFactory(system=there.seat.body.system)

        actions.appoint(seat=there.seat, holder=deputy, on=ON, kind=AppointmentKind.DEPUTY, **BY)

        there.refresh_from_db()
        assert there.valid_to is None

    def test_lets_a_deputy_become_the_holder(self):
        there = AppointmentFactory(kind=AppointmentKind.DEPUTY)

        actions.appoint(seat=there.seat, holder=there.holder, on=ON, **BY)

        there.refresh_from_db()
        assert (there.valid_to, there.why_ended) == (ON, "Became the holder of the seat")

    def test_lets_nobody_deputise_for_themselves(self):
        there = AppointmentFactory()

        with pytest.raises(actions.CannotAppoint, match="cannot be both"):
            actions.appoint(
                seat=there.seat, holder=there.holder, on=ON, kind=AppointmentKind.DEPUTY, **BY
            )

    def test_does_not_put_two_into_one_seat(self):
        there = AppointmentFactory(valid_from=date(2026, 11, 10))
        other = HolderFactory(system=there.seat.body.system)

        with pytest.raises(actions.CannotAppoint, match="Choose a later day"):
            actions.appoint(seat=there.seat, holder=other, on=ON, **BY)

    def test_refuses_somebody_of_another_system(self):
        with pytest.raises(actions.CannotAppoint, match="another system"):
            actions.appoint(seat=SeatFactory(), holder=HolderFactory(), on=ON, **BY)


class TestEndAppointment:
    def test_lets_them_go_and_keeps_why(self):
        there = AppointmentFactory()

        actions.end_appointment(appointment=there, on=ON, why=" Left the sector ", **BY)

        there.refresh_from_db()
        assert (there.valid_to, there.why_ended) == (ON, "Left the sector")
        assert Entry.objects.get().event == "appointment.ended"

    def test_does_not_let_them_go_twice(self):
        there = AppointmentFactory(valid_to=date(2026, 1, 1))

        with pytest.raises(actions.CannotEndAppointment, match="left on 1 January 2026"):
            actions.end_appointment(appointment=there, on=ON, **BY)

    def test_does_not_let_them_go_before_they_came(self):
        there = AppointmentFactory(valid_from=ON)

        with pytest.raises(actions.CannotEndAppointment, match="began on 3 November 2026"):
            actions.end_appointment(appointment=there, on=ON, **BY)
