"""From what was said to what became of it, as a team writes it and as anyone reads it."""

import re

from django.utils import timezone

from regard.domains.engagement.types import Channel, ThemeState, Visibility
from regard.domains.strategy import actions, jobs
from regard.domains.strategy.models import Reply
from regard.domains.strategy.types import Decision, OutcomeKind
from regard.foundation.accounts import links
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.audiences import make_audience
from tests.factories.engagement import ThemeFactory
from tests.factories.strategy import DECIDED, OutcomeFactory, PassageFactory, Story

WHO = {"by": "person:1", "at": DECIDED}


class Told(Story):
    """The story with more said: four themes, three lone points and one counted only."""

    def __init__(self):
        super().__init__()
        self.system.name = "Northmarch"
        self.system.partnership_name = "Northmarch care partnership"
        self.system.slug = "northmarch"
        self.system.save()
        kinds = {("care_home", "Harrow Vale"): (9, 7), ("home_care", "Upper Marsh"): (8, 6)}
        self.members = make_audience(self.exercise, kinds)
        self.discharge = self.theme_of(
            "Discharge calls come at night, without the medicines list",
            "They rang at eleven at night and sent her without her tablets.",
            "Friday evening discharges with no list of medicines. Every week.",
            "Tell us before four, and send the chart with the person.",
        )
        self.fee = self.theme_of(
            "One fee for every nursing bed",
            "Two councils, two fees, the same nurse. Pay one rate.",
            "The fee differs by £140 across a road.",
        )
        self.training = self.theme_of(
            "Training places go to hospitals first",
            "Let our seniors onto the nursing associate course.",
            "We applied four times for a place and heard nothing.",
        )
        self.says("Pay the lease car, not the mileage.", email="lease@example.org")
        self.says(
            "My manager would know me by this.", visibility=Visibility.COUNTED, channel=Channel.WEB
        )

    def theme_of(self, title, *texts):
        theme = ThemeFactory(
            exercise=self.exercise,
            title=title,
            state=ThemeState.SIGNED_OFF,
            signed_off_at=DECIDED,
        )
        for number, text in enumerate(texts):
            member = self.members[number]
            self.says(text, theme=theme, location=member.location, email=f"m{number}@example.org")
        return theme

    def decides(self):
        super().decides()
        PassageFactory(
            strategy=self.strategy,
            ref="2.5",
            heading="Leaving hospital",
            text="Both hospitals tell the home before 4 pm and send the medicines list.\n\n"
            "From 1 February 2027. The discharge teams report misses each month.",
        )
        PassageFactory(
            strategy=self.strategy,
            ref="3",
            heading="How we will know",
            text="We publish these figures every three months.",
        )
        for theme, known in (
            (self.discharge, {"kind": OutcomeKind.ADOPTED, "ref": "2.5"}),
            (self.training, {"kind": OutcomeKind.PASSED_ON, "to": "the regional skills board"}),
            (self.fee, {"kind": OutcomeKind.NOT_ADOPTED}),
        ):
            OutcomeFactory(
                strategy=self.strategy,
                theme=theme,
                kind=known["kind"],
                passed_to=known.get("to", ""),
                passage=self.strategy.passages.filter(ref=known.get("ref")).first(),
                reason="Each council sets its own fees by law. They need a joint fund.",
            )
        actions.decide_points(
            strategy=self.strategy,
            point_ids=[p.pk for p in self.exercise.points.filter(codings=None)],
            decision=Decision(OutcomeKind.ALREADY, "Every contract since 2024 has this in it."),
            **WHO,
        )
        return self


def lead(story, sign_in, page):
    grant = GrantFactory(scope_key=f"system:{story.system.pk}", person__name="Amara Okafor")
    sign_in(page, grant.person)


def published():
    story = Told().decides()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=timezone.now())
    return story


class TestTheTeam:
    def test_writes_decides_and_publishes(self, page, check, sign_in):
        story = Told()
        lead(story, sign_in, page)
        page.goto("/northmarch/strategy/")
        check(page, "strategies")
        page.goto("/northmarch/strategy/new/")
        check(page, "strategy-new")

        page.goto("/northmarch/strategy/care-2027/write/")
        check(page, "strategy-write-empty")
        press(page.get_by_role("button", name="Add a passage"))
        page.get_by_label("Heading").fill("Travel between visits")
        page.get_by_label("What it says").fill("From 1 April 2027 contracts pay for travel.")
        press(page.get_by_role("button", name="Save"))
        page.get_by_text("Passage 1 is saved.").wait_for()
        check(page, "strategy-write")

        press(page.get_by_role("button", name="Give outcomes"))
        check(page, "strategy-outcomes")
        press(page.get_by_role("button", name="Give it an outcome"))
        check(page, "strategy-decide")
        page.get_by_label("Adopted", exact=True).check()
        press(page.get_by_role("button", name="Save"))
        check(page, "strategy-decide-problem")
        page.get_by_label("Why?").fill("It keeps people in work, and costs less than agency.")
        page.get_by_label("Which passage says so?").select_option("1")
        press(page.get_by_role("button", name="Save"))
        page.get_by_role("heading", name="Themes with an outcome").wait_for()

        page.goto("/northmarch/strategy/care-2027/outcomes/single/")
        check(page, "strategy-single")
        page.goto("/northmarch/strategy/care-2027/publish/")
        check(page, "strategy-publish-blocked")

    def test_publishes_and_sees_who_has_had_a_reply(self, page, check, sign_in):
        story = Told().decides()
        lead(story, sign_in, page)
        page.goto("/northmarch/strategy/care-2027/")
        check(page, "strategy-draft")
        page.goto("/northmarch/strategy/care-2027/publish/")
        check(page, "strategy-publish")

        press(page.get_by_role("button", name="Publish and reply to everyone"))
        page.get_by_role("heading", name="Publishing Care in Northmarch 2027").wait_for()
        jobs.publish(Progress(Job.objects.get(kind="strategy.publish")))

        page.goto("/northmarch/strategy/care-2027/replies/")
        check(page, "strategy-replies")
        page.goto("/northmarch/strategy/care-2027/letters/")
        check(page, "strategy-letters")
        press(page.get_by_role("button", name="Mark 1 letter as posted"))
        page.get_by_text("No letter waits to be printed").wait_for()

    def test_prints_every_letter_on_a_sheet_of_its_own(self, page, sign_in):
        story = Told()
        story.says("Ring me, do not write.", address="2 Mill Lane\nHarrow\nLN1 3AB")
        story.decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=timezone.now())
        lead(story, sign_in, page)
        page.goto("/northmarch/strategy/care-2027/letters/")

        printed = page.pdf(format="A4")

        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2

    def test_gives_outcomes_without_javascript(self, no_script_page, sign_in):
        story = Told()
        page = no_script_page
        lead(story, sign_in, page)
        page.goto("/northmarch/strategy/care-2027/outcomes/single/")

        page.get_by_label("Pay the lease car, not the mileage.").check()
        page.get_by_label("Let retired nurses hold the bank key").check()
        page.get_by_label("Not adopted").check()
        page.get_by_label("Why?").fill("The law lets only the registered manager do this.")
        press(page.get_by_role("button", name="Give them this outcome"))

        page.get_by_text("2 points have their outcome.").wait_for()
        page.get_by_text("1 of 3 are still without an outcome.").wait_for()


class TestAnyone:
    def test_reads_what_was_asked_said_and_changed(self, page, check):
        published()

        page.goto("/northmarch/strategy/")
        press(page.get_by_role("link", name="Care in Northmarch 2027"))

        check(page, "strategy")
        press(page.get_by_role("link", name="Everything said, and what became of it"))
        check(page, "strategy-answers")

    def test_goes_from_a_word_to_the_passage_and_back_without_javascript(
        self, no_script_page, check
    ):
        story = published()
        page = no_script_page
        page.goto(f"/northmarch/trace/{story.home.pk}/")
        assert page.locator("mark").inner_text() == "nobody pays them to drive between calls"

        press(page.get_by_role("link", name="Care in Northmarch 2027, 2.4 Travel"))
        press(page.get_by_role("link", name="what became of these words").first)

        assert page.url.endswith(f"/northmarch/trace/{story.home.pk}/")

    def test_reads_trace_and_passage(self, page, check):
        story = published()

        page.goto(f"/northmarch/trace/{story.home.pk}/")
        check(page, "trace")
        page.goto("/northmarch/strategy/care-2027/passages/2.5/")
        check(page, "strategy-passage")

    def test_who_spoke_reads_the_reply_and_says_that_it_answers(self, page, check):
        story = published()
        reply = Reply.objects.get(contribution=story.home.contribution)
        token = links.token(
            links.list_links(purpose="strategy.reply", subject_ids=[reply.pk])[reply.pk]
        )

        page.goto(f"/r/{token}/")
        check(page, "reply")
        press(page.get_by_role("button", name="Yes, it does"))

        page.get_by_text("You said that this answers you.").wait_for()
        reply.refresh_from_db()
        assert reply.answers_them is True
        assert reply.read_at.date() == timezone.now().date()
