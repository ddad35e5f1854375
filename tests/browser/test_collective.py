"""A network speaks for its members, one of which answers by its link; minutes are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.models import Contribution, MemberPart
from regard.domains.engagement.queries.member_parts import PART
from regard.domains.governance.types import Constituency, MeetingState
from regard.foundation.accounts import links
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import ExerciseFactory, QuestionFactory
from tests.factories.engagement_collective import make_members
from tests.factories.governance import BodyFactory, MeetingFactory, MinuteLineFactory, SeatFactory
from tests.factories.networks import NetworkFactory
from tests.factories.register import SystemFactory

SAYS = (
    "Pay care workers for the time between calls. Half of our members lost somebody to a "
    "supermarket this autumn. Send the winter rota a month before, and not a week."
)


@pytest.fixture
def exercise():
    today = timezone.localdate()
    exercise = ExerciseFactory(
        system=SystemFactory(name="Northmarch", slug="northmarch"),
        slug="winter",
        opens_on=today - timedelta(days=9),
        closes_on=today + timedelta(days=19),
        reply_by=today + timedelta(days=90),
    )
    QuestionFactory(exercise=exercise)
    return exercise


@pytest.fixture
def network(exercise):
    network = NetworkFactory(system=exercise.system, name="Fell Care Forum", slug="fell")
    make_members(exercise, network, mandated=9, without=3)
    return network


def signed_in(page, sign_in, role, scope_key):
    person = PersonFactory()
    GrantFactory(person=person, role=role, scope_key=scope_key)
    sign_in(page, person)


class TestANetwork:
    def test_speaks_for_its_members_and_one_takes_its_part_back(
        self, page, no_script_page, sign_in, check, network
    ):
        # given a network of twelve that one person keeps
        signed_in(page, sign_in, "Roll keeper", f"network:{network.pk}")
        page.goto("/northmarch/asked/winter/")
        press(page.get_by_role("link", name="What networks say for their members"))
        check(page, "speaking")

        # when it writes what its members say
        press(page.get_by_role("link", name="Fell Care Forum"))
        page.get_by_label("What is the one thing").fill(SAYS)
        page.get_by_label("How did you ask your members?").fill(
            "By email, twice, and at a meeting."
        )
        check(page, "speak_for")
        press(page.get_by_role("button", name="Save, then its members"))

        # and how they stand
        page.get_by_label("How Member 000 stands").select_option("differed")
        page.get_by_label("How Member 000 sees it differently").fill("We pay it. Rotas are it.")
        for number in range(1, 7):
            page.get_by_label(f"How Member 00{number} stands").select_option("agreed")
        check(page, "speak_for_members")
        press(page.get_by_role("button", name="Save and go on"))
        check(page, "speak_for_check")
        press(page.get_by_role("button", name="Keep it"))

        # then it is kept, for nine
        expect(page.locator(".rg-lede")).to_contain_text("for 9 members, 7 asked, 1 differs")
        check(page, "speech")

        # and a member says on a phone, without a script, that it did not speak for it
        part = MemberPart.objects.order_by("pk").first()
        link = links.list_links(purpose=PART, subject_ids=[part.pk])[part.pk]
        speech = page.url
        page.goto(f"/p/{links.token(link)}/")
        check(page, "member_part")
        no_script_page.goto(f"/p/{links.token(link)}/")
        expect(no_script_page.get_by_text(SAYS)).to_be_visible()
        no_script_page.get_by_label("No, it did not speak for us").check()
        press(no_script_page.get_by_role("button", name="Send it"))
        expect(no_script_page.get_by_text("You are not counted with it.")).to_be_visible()
        page.goto(speech)
        expect(page.locator(".rg-lede")).to_contain_text("for 8 members")


class TestALineOfMinutes:
    def test_is_kept_and_each_leads_to_the_other(self, page, sign_in, check, exercise):
        # given agreed minutes with what somebody in a carers' seat said
        system = exercise.system
        body = BodyFactory(system=system, name="Provider Forum")
        meeting = MeetingFactory(
            body=body, state=MeetingState.HELD, starts_at=timezone.now() - timedelta(days=3)
        )
        seat = SeatFactory(body=body, name="Unpaid carers", speaks_for=Constituency.CARERS)
        MinuteLineFactory(meeting=meeting, seat=seat, text="Nobody rings back on a Friday.")
        meeting.state, meeting.agreed_on = MeetingState.AGREED, timezone.localdate()
        meeting.save()

        # when the lead keeps it
        signed_in(page, sign_in, "Partnership lead", f"system:{system.pk}")
        page.goto(f"/northmarch/meetings/{meeting.pk}/minutes/")
        press(page.get_by_role("link", name="Keep as a contribution"))
        check(page, "keep_line")
        press(page.get_by_role("button", name="Keep it"))

        # then the minutes lead to it, and it leads back
        receipt = Contribution.objects.get().receipt
        press(page.get_by_role("link", name=f"Kept as contribution {receipt}"))
        expect(page.get_by_text("Nobody rings back on a Friday.").first).to_be_visible()
        check(page, "contribution_of_minutes")
        press(page.get_by_role("link", name="Provider Forum"))
        expect(page.locator("h1")).to_contain_text("Minutes")
