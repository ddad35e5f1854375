"""Bodies, their terms and who does what, in a browser."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from regard.domains.governance.models import Body, BodySuccession, Terms
from regard.domains.governance.types import BodyKind, BodyPart, Section, SuccessionKind
from regard.domains.register.types import AreaLevel
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import (
    BodyFactory,
    BodyRoleFactory,
    LegalBasisFactory,
    ResponsibilityFactory,
    SeatFactory,
    TermsFactory,
    TopicFactory,
)
from tests.factories.register import PlaceFactory, SystemFactory


@pytest.fixture
def system():
    return SystemFactory(
        slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
    )


@pytest.fixture
def secretary(system):
    person = PersonFactory(name="Dilys Marsh")
    GrantFactory(person=person, role="Board secretary", scope_key=f"system:{system.pk}")
    return person


@pytest.fixture
def bodies(system):
    """A believable few, one of which has ended."""
    council = system.councils.get()
    council.name = "Westmere"
    council.save()
    harbour = PlaceFactory(system=system, name="Harbour and Quays")
    partnership = BodyFactory(
        system=system,
        slug="partnership",
        name="Northmarch care partnership",
        kind=BodyKind.PARTNERSHIP,
        about="It writes the integrated care strategy and sees to it that it is followed.",
        run_by="Northmarch Integrated Care Board and Westmere Council",
    )
    wellbeing = BodyFactory(
        system=system,
        slug="wellbeing",
        name="Westmere Health and Wellbeing Board",
        level=AreaLevel.COUNCIL,
        council=council,
        about="It agrees what people in Westmere need.",
    )
    place = BodyFactory(
        system=system,
        slug="harbour",
        name="Harbour and Quays Place Partnership",
        kind=BodyKind.PLACE_PARTNERSHIP,
        level=AreaLevel.PLACE,
        place=harbour,
        parent=partnership,
        meetings_a_year=0,
        minutes_before=0,
    )
    old = BodyFactory(
        system=system,
        name="Westmere Joint Commissioning Group",
        kind=BodyKind.OTHER,
        valid_to=date(2025, 7, 1),
        why_ended="The wellbeing board did the same.",
    )
    BodySuccession.objects.create(
        predecessor=old, successor=wellbeing, kind=SuccessionKind.MERGED, on=old.valid_to
    )
    LegalBasisFactory(
        body=partnership,
        citation="Local Government and Public Involvement in Health Act 2007, section 116ZA",
        valid_to=date(2027, 4, 1),
    )
    LegalBasisFactory(body=wellbeing)
    BodyRoleFactory(body=wellbeing)
    SeatFactory(body=partnership)
    return {"partnership": partnership, "wellbeing": wellbeing, "harbour": place}


@pytest.fixture
def terms(bodies):
    for version, quorum in ((1, "Five of the ten members are there."), (2, "Six of the ten are.")):
        TermsFactory(
            body=bodies["wellbeing"],
            version=version,
            state="adopted",
            adopted_on=date(2024 + version, 1, 1),
            review_on=date(2026, 1, 1),
            says=dict.fromkeys(Section, "To agree what people need.") | {Section.QUORUM: quorum},
        )


@pytest.fixture
def topics(system, bodies):
    fees = TopicFactory(system=system, slug="fees", name="What is paid for care", position=1)
    staff = TopicFactory(system=system, name="Having enough staff", position=2)
    for body in (bodies["partnership"], bodies["wellbeing"]):
        ResponsibilityFactory(topic=fees, body=body)
        ResponsibilityFactory(topic=staff, body=body, part=BodyPart.CONSULTED)
    ResponsibilityFactory(topic=staff, body=bodies["partnership"], part=BodyPart.RESPONSIBLE)
    ResponsibilityFactory(
        topic=staff, body=None, office="Director of adult social services", part="accountable"
    )


def url(name, **more):
    return reverse(f"governance:{name}", kwargs={"system": "northmarch"} | more)


@pytest.mark.usefixtures("terms", "topics")
def test_anyone_reads_who_decides_and_who_does_what(page, check):
    page.goto(url("bodies"))
    expect(page.get_by_role("heading", name="Who decides", level=1)).to_be_visible()
    check(page, "bodies")

    press(page.get_by_role("link", name="Westmere Health and Wellbeing Board").first)
    expect(page.get_by_text("Westmere Joint Commissioning Group merged into it")).to_be_visible()
    check(page, "body")

    press(page.get_by_role("link", name="Read its terms of reference"))
    check(page, "terms")

    press(page.get_by_role("link", name="What changed since version 1"))
    expect(page.get_by_text("1 of 13 sections changed.")).to_be_visible()
    check(page, "terms_compare")

    page.goto(url("bodies"))
    page.get_by_label("Compare Northmarch care partnership").check()
    page.get_by_label("Compare Westmere Health and Wellbeing Board").check()
    press(page.get_by_role("button", name="Compare those ticked"))
    expect(page.get_by_text("both answer for: What is paid for care.")).to_be_visible()
    check(page, "bodies_compare")

    page.goto(url("responsibilities"))
    check(page, "responsibilities")

    press(page.get_by_role("link", name="What is paid for care").first)
    expect(page.get_by_text("There should be one.")).to_be_visible()
    check(page, "topic")


@pytest.mark.usefixtures("terms", "topics")
def test_a_secretary_keeps_bodies_true(page, check, sign_in, secretary):
    sign_in(page, secretary)
    page.goto(url("body", body="harbour"))
    check(page, "body_secretary")

    press(page.get_by_role("button", name="Say what it rests on"))
    check(page, "body_bases")

    page.goto(url("edit_body", body="partnership"))
    check(page, "body_edit")

    page.goto(url("end_body", body="harbour"))
    check(page, "body_end")

    page.goto(url("body_roles", body="wellbeing"))
    check(page, "body_roles")

    page.goto(url("body_terms", body="wellbeing"))
    check(page, "terms_versions")

    page.goto(url("topic", topic="fees"))
    check(page, "topic_secretary")


def test_begins_a_list_and_writes_terms_without_javascript(
    no_script_page, screenshot, sign_in, secretary, system
):
    page = no_script_page
    sign_in(page, secretary)
    page.goto(url("bodies"))
    press(page.get_by_role("link", name="Begin with the usual bodies"))
    press(page.get_by_role("button", name="Add those ticked"))
    expect(page.get_by_text("Added 6 bodies")).to_be_visible()

    forum = Body.objects.get(kind=BodyKind.PROVIDER_FORUM)
    press(page.get_by_role("link", name=forum.name))
    press(page.get_by_role("button", name="Begin its terms"))
    expect(page.get_by_text("sections of 13 still need your words.")).to_be_visible()
    for section in Section:
        page.get_by_label(section.label, exact=True).fill("We have agreed this among ourselves.")
    press(page.get_by_role("button", name="Save"))
    press(page.get_by_role("button", name="The body has adopted it"))
    screenshot(page, "terms_adopt")
    press(page.get_by_role("button", name="Adopt them"))

    expect(page.get_by_text("Version 1 is adopted. Everyone can read it.")).to_be_visible()
    assert Terms.objects.get().state == "adopted"


def test_forms_of_bodies_and_terms_are_for_everyone(page, check, sign_in, secretary, system):
    sign_in(page, secretary)
    page.goto(url("bodies"))
    check(page, "bodies_none")
    press(page.get_by_role("link", name="Begin with the usual bodies"))
    check(page, "bodies_begin")

    forum = BodyFactory(system=system, slug="forum", kind=BodyKind.PROVIDER_FORUM)
    LegalBasisFactory(body=forum)
    page.goto(url("body", body="forum"))
    press(page.get_by_role("button", name="Begin its terms"))
    check(page, "terms_edit")
