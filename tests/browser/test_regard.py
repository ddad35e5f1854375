"""What a decision made of the strategy, as a secretary writes it and as anyone reads it."""

from datetime import date

from playwright.sync_api import expect

from regard.domains.governance.types import BodyKind, Constituency, DecisionState
from regard.domains.strategy.types import RegardEffect
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.governance import BodyFactory, InvolvementFactory
from tests.factories.register import SystemFactory
from tests.factories.strategy_regard import make_decision, make_published, make_record

PASSAGES = (
    (
        "1.1",
        "Home before four",
        (
            "From 1 April no one leaves hospital for a care home after 4 pm, unless the provider "
            "has agreed to it that day. Each hospital says how many left after four."
        ),
    ),
    (
        "1.4",
        "The journey",
        (
            "Transport is booked the day before, in a window of two hours. A provider that "
            "fetches somebody itself is paid 45p a mile and the driver’s time."
        ),
    ),
    (
        "2.3",
        "The road is paid",
        (
            "From April every home care contract let in Westmere pays for travel between visits "
            "at the hourly rate. Eastmarch costs the same, and answers by the end of March."
        ),
    ),
    (
        "3.1",
        "Carers are asked",
        "No plan counts on an unpaid carer who has not been asked alone whether they can.",
    ),
)


class Decided:
    """A document, a committee that decides to pay for travel, and what others made of it."""

    def __init__(self):
        self.system = SystemFactory(
            slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
        )
        self.strategy = make_published(
            self.system, passages=PASSAGES, title="Northmarch care strategy", slug="care"
        )
        committee, board = (
            BodyFactory(system=self.system, kind=kind, name=name)
            for kind, name in (
                (BodyKind.SUB_COMMITTEE, "Finance and Commissioning Committee"),
                (BodyKind.HEALTH_AND_WELLBEING_BOARD, "Westmere Places Board"),
            )
        )
        self.decision = make_decision(
            self.system,
            body=committee,
            state=DecisionState.DRAFT,
            ref="D-2026-9014",
            title="Travel between visits is paid in Westmere",
            text="Every home care contract that Westmere lets from April pays for travel between "
            "visits at the hourly rate.",
            why="Packages outside the towns are handed back because the road is not paid.",
            is_commissioning=True,
        )
        InvolvementFactory(
            decision=self.decision,
            of=Constituency.PROVIDERS,
            what_came="Half of those who left named the road",
        )
        self.decision.state = DecisionState.RECORDED
        self.decision.save()
        make_decision(
            self.system,
            body=board,
            decided_on=date(2026, 10, 5),
            title="Places for short stays are bought",
            is_commissioning=True,
        )
        earlier = make_decision(
            self.system, body=board, decided_on=date(2026, 10, 6), title="Wards close at six"
        )
        make_record(
            earlier,
            self.strategy,
            effects={"1.1": RegardEffect.DEPARTED, "3.1": RegardEffect.FOLLOWED},
        )

    def secretary(self):
        grant = GrantFactory(role="Board secretary", scope_key=f"system:{self.system.pk}")
        return grant.person


class TestRegard:
    def test_is_written_signed_and_read_by_anyone(self, page, check, sign_in, no_script_page):
        given = Decided()
        sign_in(page, given.secretary())

        page.goto("/northmarch/decisions/D-2026-9014/")
        expect(page.get_by_text("This passage seems to bear on it")).to_be_visible()
        check(page, "regard-decision")
        press(page.get_by_role("link", name="Write down what it made of them"))
        expect(page.get_by_role("group", name="2.3 The road is paid")).to_be_visible()
        check(page, "regard-form")
        road = page.get_by_role("group", name="2.3 The road is paid")
        road.get_by_label("What became of 2.3?").select_option(label="Followed in part")
        road.get_by_label("Where does it show in the decision?").fill("In the first sentence")
        page.get_by_label("Other passages").fill("3.1")
        press(page.get_by_role("button", name="Look for them"))
        expect(page.get_by_role("group", name="3.1 Carers are asked")).to_be_visible()
        expect(road.get_by_label("Where does it show in the decision?")).to_have_value(
            "In the first sentence"
        )
        page.get_by_label("What did regard to it change, as a whole?").fill("Travel is paid.")
        press(page.get_by_role("button", name="Save and look it over"))
        expect(page.get_by_role("alert")).to_contain_text("Say why 2.3 was not followed")
        check(page, "regard-form-problem")
        road.get_by_label("If it was not followed, or in part: why?").fill("Eastmarch waits.")
        press(page.get_by_role("button", name="Save and look it over"))
        expect(page.get_by_role("heading", name="Look it over and sign it")).to_be_visible()
        check(page, "regard-sign")
        page.get_by_label("Who answers for it?").fill("Ann Carr, chair of the committee")
        press(page.get_by_role("button", name="Sign it"))
        expect(page.get_by_text("Signed. It never changes from now on.")).to_be_visible()
        check(page, "regard-record")
        self._read(no_script_page)

    def _read(self, no_script_page):
        no_script_page.goto("/northmarch/decisions/D-2026-9014/")
        expect(no_script_page.get_by_text("Recorded and signed")).to_be_visible()
        press(no_script_page.get_by_role("link", name="The whole record of regard"))
        expect(no_script_page.get_by_text("Eastmarch waits.")).to_be_visible()

    def test_is_counted_and_what_is_missing_is_shown(self, page, check):
        Decided()

        page.goto("/northmarch/regard/")
        expect(page.get_by_role("link", name="Wards close at six")).to_be_visible()
        check(page, "regard-register")
        press(page.get_by_role("link", name="What is missing"))
        expect(page.get_by_role("link", name="Places for short stays are bought")).to_be_visible()
        check(page, "regard-missing")
        press(page.get_by_role("link", name="In figures"))
        expect(page.get_by_text("Decisions had regard to 2 of 4 passages")).to_be_visible()
        check(page, "regard-figures")
        page.goto("/northmarch/strategy/care/passages/1.1/")
        expect(page.get_by_role("heading", name="Decisions that had regard to it")).to_be_visible()
        check(page, "regard-passage")
