"""Duties in a browser: how all stand, one with its evidence, what is coming, and the pack."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.governance import actions
from regard.domains.governance.models import Acceptance, Evidence, Obligation
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.governance import BodyFactory, DecisionFactory
from tests.factories.register import CouncilFactory, SystemFactory

LONG_AGO = datetime(2024, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def system():
    return SystemFactory(
        slug="northmarch",
        name="Northmarch",
        partnership_name="Northmarch care partnership",
        council=CouncilFactory(name="Westmere"),
    )


@pytest.fixture
def lead(system):
    person = PersonFactory(name="Amara Okafor")
    GrantFactory(person=person, role="Partnership lead", scope_key=f"system:{system.pk}")
    return person


@pytest.fixture
def story(system, lead):
    """Two years of duties: some accepted, some lapsed, some overdue, one to look at."""
    partnership = BodyFactory(
        system=system, kind="partnership", name="Northmarch care partnership", slug="partnership"
    )
    BodyFactory(
        system=system,
        name="Westmere health and wellbeing board",
        slug="westmere",
        council=system.councils.get(),
    )
    actions.begin_obligations(system=system, by="command", at=LONG_AGO)
    by = f"person:{lead.pk}"
    now = timezone.now()
    for code, days in (("D3", 30), ("D6", 60), ("D20", 900), ("D30", 100)):
        for one in Obligation.objects.filter(code=code):
            offer(one, by=by, at=now - timedelta(days=days))
            accept(one, by=by, at=now - timedelta(days=days - 5))
    came = now - timedelta(days=60)
    actions.receive_assessment(
        system=system,
        received=actions.Received(
            council=system.councils.get(),
            title="What people in Westmere need, 2026",
            dated=came.date() - timedelta(days=20),
            received_on=came.date(),
            address="https://example.org/needs",
        ),
        by=by,
        at=came,
    )
    DecisionFactory(
        body=partnership,
        ref="D-2026-014",
        title="Keep the strategy, and add a passage on carers",
        state="recorded",
        decided_on=date(2026, 10, 20),
    )
    return Obligation.objects.get(system=system, code="D8")


def offer(one, *, by, at):
    words = "Minutes with the options considered, and who spoke for home care providers."
    thing = actions.Thing(words, address="https://example.org/minutes")
    actions.offer_evidence(
        obligation=one, rounds=list(one.rounds.all()), thing=thing, by=by, at=at
    )


def accept(one, *, by, at):
    verdict = actions.Verdict(True, "Ruth Mbeki, chair", until=at.date() + timedelta(days=365))
    actions.look_at_evidence(duty_round=one.rounds.get(), verdict=verdict, by=by, at=at)


class TestDuties:
    def test_show_what_asks_for_something_first(self, page, check, sign_in, lead, story):
        sign_in(page, lead)

        page.goto("/northmarch/duties/")
        check(page, "duties")
        press(page.get_by_role("link", name="Lapsed", exact=False).first)

        expect(page.get_by_role("link", name="D20 Keep the board")).to_be_visible()
        expect(page.get_by_role("link", name="D6 Involve")).not_to_be_visible()

    def test_are_followed_from_an_empty_page(self, page, check, sign_in, lead, system):
        sign_in(page, lead)
        page.goto("/northmarch/duties/")
        check(page, "duties-empty")

        press(page.get_by_role("button", name="Follow the duties"))

        expect(page.get_by_text("followed from today")).to_be_visible()

    def test_have_a_calendar_a_pack_and_a_list_of_assessments(
        self, page, check, sign_in, lead, story
    ):
        sign_in(page, lead)

        for where in ("calendar", "pack", "assessments"):
            page.goto(f"/northmarch/duties/{where}/")
            check(page, f"duty-{where}")

    def test_are_in_plain_english_for_the_public(self, page, check, system):
        page.goto("/northmarch/duties/catalogue/")
        check(page, "duty-catalogue")

        press(page.get_by_role("link", name="D8 Consider revising the strategy"))
        check(page, "duty-text")

        expect(page.get_by_text("section 116ZB(6)")).to_be_visible()


class TestADuty:
    def test_goes_from_evidence_to_a_named_persons_word_without_javascript(
        self, no_script_page, sign_in, lead, story
    ):
        page = no_script_page
        sign_in(page, lead)
        page.goto(f"/northmarch/duties/{story.pk}/")

        press(page.get_by_role("link", name="Offer evidence").first)
        press(page.get_by_role("link", name="Decision", exact=True))
        page.get_by_label("Which decision?").select_option(index=1)
        page.get_by_label("What does it show?").fill("They looked at it and kept the strategy.")
        press(page.get_by_role("button", name="Offer it"))
        expect(page.get_by_text("Offered. It waits for a named person")).to_be_visible()

        press(page.get_by_role("button", name="Look at it"))
        page.get_by_label("Yes, I accept it").check()
        page.get_by_label("Who answers for this?").fill("Ruth Mbeki, chair of the partnership")
        press(page.get_by_role("button", name="Keep this in my name"))

        expect(
            page.get_by_text("Ruth Mbeki, chair of the partnership accepted it")
        ).to_be_visible()
        assert Evidence.objects.filter(decision__ref="D-2026-014").exists()
        assert Acceptance.objects.filter(round__obligation=story, is_accepted=True).exists()

    def test_is_read_with_its_history(self, page, check, sign_in, lead, story):
        offer(story, by=f"person:{lead.pk}", at=timezone.now())
        sign_in(page, lead)

        page.goto(f"/northmarch/duties/{story.pk}/")
        check(page, "duty")
        press(page.get_by_role("button", name="Look at it"))
        check(page, "duty-look")

        expect(page.get_by_text("What was offered")).to_be_visible()

    @pytest.mark.parametrize("where", ["offer", "due", "exempt"])
    def test_has_forms_that_ask_one_thing(self, page, check, sign_in, lead, story, where):
        sign_in(page, lead)

        page.goto(f"/northmarch/duties/{story.pk}/{where}/")

        check(page, f"duty-{where}")

    def test_can_be_a_local_one(self, page, check, sign_in, lead, system):
        sign_in(page, lead)

        page.goto("/northmarch/duties/catalogue/new/")

        check(page, "duty-new")
