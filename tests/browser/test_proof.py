"""What proves a document: what the regulator asks about, bundles, and who alone read something."""

from datetime import timedelta

from playwright.sync_api import expect

from regard.domains.strategy import actions
from regard.domains.strategy.models import Bundle, Outcome
from regard.domains.strategy.types import BundleKind, RegardEffect
from regard.foundation.files.actions import keep
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement_blind import BlindSampleFactory
from tests.factories.strategy import PUBLISHED, Story
from tests.factories.strategy_regard import make_decision, make_record

DOCUMENT = "/northmarch/strategy/care-2027/"
WHY = "Northmarch Gazette, request 2027/14"


def told():
    story = Story().decides()
    story.system.name, story.system.slug = "Northmarch", "northmarch"
    story.system.partnership_name = "Northmarch care partnership"
    story.system.save()
    return story


def lead(story, sign_in, page):
    grant = GrantFactory(scope_key=f"system:{story.system.pk}", person__name="Amara Okafor")
    sign_in(page, grant.person)
    return grant.person


def published():
    story = told()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    story.strategy.refresh_from_db()
    return story


def make_bundle(story, **known):
    return Bundle.objects.create(
        system=story.system,
        strategy=story.strategy,
        kind=BundleKind.REGULATOR,
        why=WHY,
        made_by="person:1",
        asked_at=PUBLISHED,
        made_at=PUBLISHED,
        kept_until=(PUBLISHED + timedelta(days=90)).date(),
        digest="5" * 64,
        **known,
    )


def test_a_lead_sees_what_there_is_for_the_regulator_and_what_is_missing(page, sign_in, check):
    story = published()
    decision = make_decision(story.system, title="Pay for travel")
    make_record(decision, story.strategy, effects={story.passage.ref: RegardEffect.FOLLOWED})
    BlindSampleFactory(exercise=story.exercise, finished=True)
    lead(story, sign_in, page)

    page.goto(DOCUMENT)
    press(page.get_by_role("link", name="what the regulator asks about"))

    expect(page.get_by_role("heading", level=1)).to_have_text("For the regulator")
    expect(page.get_by_text("1 sample was read blind, and measured").first).to_be_visible()
    expect(page.get_by_text("No assessed need is recorded.").first).to_be_visible()
    check(page, "regulator")


def test_bundles_say_how_long_they_stay(page, sign_in, check):
    story = published()
    file = keep(
        chunks=[b"a bundle"],
        name="bundle-1.zip",
        origin="a test",
        scope_key=f"system:{story.system.pk}",
        by="person:1",
        at=PUBLISHED,
    )
    make_bundle(story, file=file)
    make_bundle(story, deleted_at=PUBLISHED + timedelta(days=91))
    lead(story, sign_in, page)

    page.goto(f"{DOCUMENT}bundles/")

    expect(page.get_by_text("Its file stays here for 90 days")).to_be_visible()
    expect(page.get_by_text("Its file is deleted after")).to_be_visible()
    expect(page.get_by_text("Its file was deleted on")).to_be_visible()
    check(page, "bundles")


def test_one_who_decides_alone_answers_for_it_in_public(page, sign_in, check):
    story = told()
    person = lead(story, sign_in, page)
    Outcome.objects.update(second_reader="", second_read_at=None, decided_by=f"person:{person.pk}")

    page.goto(f"{DOCUMENT}outcomes/second/")
    press(page.get_by_role("link", name="Say who answers for that"))
    check(page, "sole_reading")
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert")).to_contain_text("Say why nobody else could read it")
    page.get_by_label("Who answers for this?").fill("Amara Okafor, partnership lead")
    page.get_by_label("Why could nobody else read it?").fill(
        "The partnership has one person who decides, and nobody beside her."
    )
    press(page.get_by_role("button", name="Save"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Publish")
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    page.goto(DOCUMENT)
    expect(page.get_by_text("was read by one person only. Amara Okafor")).to_be_visible()


def test_a_template_says_how_far_it_was_checked(page, sign_in, check):
    story = told()
    lead(story, sign_in, page)

    page.goto(f"{DOCUMENT}write/template/")
    page.get_by_text("Where this comes from, and how far it was checked").click()

    expect(page.get_by_text("Looked at on 22 November 2026").first).to_be_visible()
    check(page, "checklist")
