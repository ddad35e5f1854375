"""Who sits where: a seat filled by the board secretary, and seats drawn by lot, in a browser."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.governance.models import Appointment, Lot
from regard.domains.governance.types import AppointmentKind, BodyKind, Constituency, Side, Standing
from regard.domains.register.types import ServiceType
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import AppointmentFactory, BodyFactory, HolderFactory, SeatFactory
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

SEED = "4 8 15 16 23 42"


@pytest.fixture
def system():
    return SystemFactory(slug="northmarch", name="Northmarch")


@pytest.fixture
def secretary(system):
    person = PersonFactory(name="Helen Oduya")
    GrantFactory(person=person, role="Board secretary", scope_key=f"system:{system.pk}")
    return person


@pytest.fixture
def providers(system):
    """Eight home care services and four care homes."""
    names = ["Harbour", "Larch", "Fosse", "Abbey", "Drove", "Elm", "Quayside", "Mill Lane"]
    homes = [
        LocationFactory(system=system, name=f"{name} Home Care", organisation__name=f"{name} Ltd")
        for name in names
    ]
    for home in homes:
        ServiceFactory(location=home, service_type=ServiceType.HOME_CARE)
    for name in names[:4]:
        grange = LocationFactory(system=system, name=f"{name} Grange")
        ServiceFactory(location=grange, service_type=ServiceType.CARE_HOME)
    return homes


@pytest.fixture
def board(system, providers):
    """A health and wellbeing board with seats held, held past the term, and vacant."""
    board = BodyFactory(system=system, name="Westmere Health and Wellbeing Board", slug="westmere")
    chair = SeatFactory(
        body=board,
        name="Chair",
        nominated_by=Side.COUNCIL,
        nominator="Westmere council",
        speaks_for=Constituency.COUNCIL,
        is_chair=True,
    )
    _sits(chair, "Cllr Anne Mortimer", "Cabinet member for adult care", Side.COUNCIL, "Westmere")
    home_care = SeatFactory(
        body=board, service_types=["home_care"], size_bands=["one", "two_to_five"], term_months=36
    )
    priya = HolderFactory(system=system, name="Priya Raman", location=providers[0])
    AppointmentFactory(
        seat=home_care, holder=priya, term_ends_on=timezone.localdate() + timedelta(days=130)
    )
    tom = HolderFactory(system=system, name="Tom Ellery", works_at="Elm Grange")
    AppointmentFactory(seat=home_care, holder=tom, kind=AppointmentKind.DEPUTY)
    nhs = SeatFactory(
        body=board,
        name="NHS provider trust",
        nominated_by=Side.NHS,
        nominator="Northmarch Hospitals",
        speaks_for=Constituency.NHS,
    )
    _sits(nhs, "Dr Samuel Okafor", "Medical director", Side.NHS, "Northmarch Hospitals")
    Appointment.objects.filter(seat=nhs).update(term_ends_on=date(2026, 4, 1))
    SeatFactory(
        body=board,
        name="Unpaid carers’ seat",
        nominated_by=Side.CARERS,
        nominator="Carers Northmarch",
        speaks_for=Constituency.CARERS,
        standing=Standing.ADVISORY,
    )
    BodyFactory(system=system, name="Northmarch Workforce Group", kind=BodyKind.WORKFORCE_GROUP)
    return board


def _sits(seat, name, job, side, works_at):
    holder = HolderFactory(
        system=seat.body.system, name=name, job=job, side=side, works_at=works_at
    )
    AppointmentFactory(seat=seat, holder=holder)


def address(name, **more):
    return reverse(f"governance:{name}", kwargs={"system": "northmarch"} | more)


def test_the_secretary_fills_a_vacant_seat(page, check, sign_in, board, secretary):
    # Given seats of which one is vacant, and one held past its term
    sign_in(page, secretary)
    page.goto(address("seats"))
    check(page, "seats")
    press(page.get_by_role("link", name="Westmere Health and Wellbeing Board").first)
    check(page, "body-seats")

    # When the secretary follows the next step, and adds whom the carers have nominated
    press(page.get_by_role("button", name="Appoint somebody"))
    check(page, "appoint")
    press(page.get_by_role("link", name="Add them first"))
    page.get_by_label("Their name").fill("Rosa Whitlock")
    page.get_by_label("What they are there").fill("Carer of her mother")
    page.get_by_label("Whom they work for").select_option("Unpaid carers")
    page.get_by_label("Where they work").fill("Carers Northmarch")
    check(page, "new-holder")
    press(page.get_by_role("button", name="Add them"))
    press(page.get_by_role("button", name="Appoint them"))

    # Then she holds it, and everybody can read it
    expect(page.get_by_text("Held by Rosa Whitlock since")).to_be_visible()
    check(page, "seat")
    press(page.get_by_role("link", name="Rosa Whitlock").first)
    check(page, "holder")
    page.context.clear_cookies()
    page.goto(address("body_seats", slug="westmere"))
    expect(page.get_by_text("4 seats: 3 filled and 1 held past its term.")).to_be_visible()


def test_everyone_sees_who_from_a_service_sits_where(page, check, board, providers):
    page.goto(
        reverse("register:provider", kwargs={"organisation_id": providers[0].organisation_id})
    )

    expect(page.get_by_role("heading", name="Who from here sits where")).to_be_visible()
    check(page, "provider-sits")
    page.goto(address("holders"))
    check(page, "holders")


def test_seats_are_drawn_by_lot(page, check, sign_in, board, secretary):
    sign_in(page, secretary)
    page.goto(address("new_lot", slug="westmere"))

    # Given home care and care homes, each a part of the pool
    check(page, "lot-split")
    page.get_by_label("What they provide", exact=True).check()
    press(page.get_by_role("button", name="Go on"))
    page.get_by_label("What the lot is for").fill("Three seats for providers")
    page.get_by_label("What the seed will be").fill("The main numbers of the draw of 28 November")
    page.get_by_label("Home care: how many to draw").fill("2")
    page.get_by_label("Care home: how many to draw").fill("1")
    check(page, "lot-form")
    press(page.get_by_role("button", name="Fix the pool"))
    check(page, "lot-prepared")

    # When the seed is known
    press(page.get_by_role("button", name="Draw the lot"))
    page.get_by_label("The seed").fill(SEED)
    press(page.get_by_role("button", name="Draw it"))

    # Then whoever was drawn is asked, and the next if they say no
    press(page.get_by_role("link", name="Keep its answer").first)
    page.get_by_label("No", exact=True).check()
    check(page, "lot-answer")
    press(page.get_by_role("button", name="Keep the answer"))
    expect(page.get_by_text("The next that waits is asked now")).to_be_visible()
    check(page, "lot")
    assert Lot.objects.get().entries.filter(is_reserve=False).count() == 4


def test_a_spreadsheet_names_the_rows_that_it_could_not_take(
    page, check, sign_in, board, secretary, tmp_path
):
    sheet = tmp_path / "seats.csv"
    sheet.write_text(
        "Body,Seat,Speaks for,Nominated by,Standing\n"
        "Northmarch Workforce Group,Care home manager,Care providers,Care provider,Votes\n"
        "Northmarch Workforce Group,Trade union,People who work in care,Union,Votes\n",
        encoding="utf-8",
    )
    sign_in(page, secretary)
    page.goto(address("seat_sheet"))
    check(page, "seat-sheet")

    page.locator("input[type=file]").set_input_files(sheet)
    press(page.get_by_role("button", name="Load it"))

    expect(page.get_by_text("1 seat added")).to_be_visible()
    expect(page.get_by_text("Write one of these")).to_be_visible()
    check(page, "seat-sheet-loaded")
    page.goto(address("new_seat", slug="westmere"))
    check(page, "new-seat")


def test_somebody_leaves_a_seat_without_javascript(no_script_page, sign_in, board, secretary):
    page = no_script_page
    sign_in(page, secretary)
    page.goto(address("body_seats", slug="westmere"))

    press(page.get_by_role("link", name="NHS provider trust"))
    press(page.get_by_role("link", name=re.compile("They leave ?: Dr Samuel Okafor")))
    page.get_by_label("Why, in a few words").fill("Moved to another trust")
    press(page.get_by_role("button", name="They leave"))

    expect(page.get_by_text("Moved to another trust")).to_be_visible()
    expect(page.get_by_text("Vacant since")).to_be_visible()
