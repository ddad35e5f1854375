"""A strategy too large for lists: whoever answers looks for what answers it."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import Channel, Said, Speaker, ThemeState
from regard.domains.strategy import actions
from regard.domains.strategy.models import LateOutcome, Outcome
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ThemeFactory
from tests.factories.strategy import DECIDED, OutcomeFactory, PassageFactory, Story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

PLACES = ("Harrow Vale", "Upper Marsh", "Westmere", "Long Strand", "Fell", "Quay", "Old Town")
TOPICS = {
    "Rotas": "Rotas are given out four weeks before they begin, and changed only by agreement.",
    "Beds for short stays": "Twelve beds are kept free for people who leave hospital early.",
    "Training places": "A third of places on the nursing associate course go to care homes.",
    "The medicines list": "One list, checked by the pharmacist, leaves with the person.",
    "Night calls": "Nobody is sent home after nine in the evening without a call before noon.",
    "Fees": "Both councils pay one rate for a nursing bed from 1 April 2027.",
    "Equipment": "Mattresses, hoists and frames are ordered on the day of admission.",
    "Parking": "Care workers on duty park free in the streets of the people they visit.",
}
ROAD = "Nobody pays my carers for the travel between visits either."


def at(story, path):
    return f"/{story.system.slug}/strategy/care-2027/{path}"


@pytest.fixture
def story():
    story = Story()
    for number, (place, topic) in enumerate(product(PLACES, TOPICS)):
        ref = f"{number // 8 + 3}.{number % 8 + 1}"
        PassageFactory(
            strategy=story.strategy, ref=ref, heading=f"{topic} in {place}", text=TOPICS[topic]
        )
        theme = ThemeFactory(
            exercise=story.exercise,
            title=f"{topic} need care in {place}",
            state=ThemeState.SIGNED_OFF,
            signed_off_at=DECIDED,
        )
        story.says(f"We need {topic.lower()} in {place}.", theme=theme)
        OutcomeFactory(strategy=story.strategy, theme=theme, reason=TOPICS[topic])
    return story


@pytest.fixture
def signed_in(story, sign_in):
    grant = GrantFactory(scope_key=f"system:{story.system.pk}", person__name="Amara Okafor")
    return lambda page: sign_in(page, grant.person) or page


@pytest.fixture
def published(story):
    story.decides()
    now = timezone.now()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=now)
    story.exercise.refresh_from_db()
    for words in (ROAD, "Send the chart with the tablets, not a day later."):
        said = Said(
            answers={story.question.pk: words},
            speaker=Speaker.CARER,
            channel=Channel.LETTER,
            said_on=timezone.localdate(),
        )
        engagement.keep_contribution(
            exercise=story.exercise, said=said, by="person:1", at=now + timedelta(hours=1)
        )
    return story


def test_a_late_voice_is_answered_by_what_is_nearest(page, signed_in, published, check):
    lead = signed_in(page)
    lead.goto(at(published, "late/"))
    expect(lead.get_by_text("of 57 published answers that seem nearest")).to_be_visible()
    check(lead, "shortlist-late")

    lead.get_by_label(ROAD).check()
    lead.get_by_label("Find it by words or number").fill("medicines")
    lead.get_by_label("Find it by words or number").press("Enter")
    expect(lead.get_by_text("7 of 57 published answers found.")).to_be_visible()
    expect(lead.get_by_label(ROAD)).to_be_checked()
    check(lead, "shortlist-late-found")

    lead.get_by_label("Find it by words or number").fill("")
    press(lead.get_by_role("button", name="Find"))
    lead.get_by_label(published.theme.title).check()
    press(lead.get_by_role("button", name="Give them this answer"))
    expect(lead.get_by_text("1 point answered")).to_be_visible()
    assert LateOutcome.objects.get().same_as == published.adopted


def test_what_is_typed_and_chosen_stays_without_a_script(no_script_page, signed_in, story):
    lead = signed_in(no_script_page)
    lead.goto(at(story, f"outcomes/points/{story.person.pk}/"))
    lead.get_by_label("Adopted", exact=True).check()
    lead.get_by_label("Why?").fill("Whoever visits parks free, from May.")
    lead.get_by_label("Find it by words or number").fill("parking quay")
    press(lead.get_by_role("button", name="Find"))
    expect(lead.get_by_text("1 of 56 passages found.")).to_be_visible()
    lead.get_by_label("8.8 Parking in Quay").check()

    lead.get_by_label("Find it by words or number").fill("rotas")
    press(lead.get_by_role("button", name="Find"))
    expect(lead.get_by_text("What you chose stays first.")).to_be_visible()
    expect(lead.get_by_label("8.8 Parking in Quay")).to_be_checked()
    press(lead.get_by_role("button", name="Save"))

    outcome = Outcome.objects.get(point=story.person)
    assert outcome.passage is not None
    assert (outcome.passage.ref, outcome.reason) == ("8.8", "Whoever visits parks free, from May.")


def test_an_outcome_is_given_where_there_are_many_passages(page, signed_in, story, check):
    lead = signed_in(page)
    lead.goto(at(story, f"outcomes/themes/{story.theme.pk}/"))
    check(lead, "shortlist-theme")

    lead.get_by_label("Find it by words or number").fill("in")
    press(lead.get_by_role("button", name="Find"))
    expect(lead.get_by_text("nearest are shown, 48 are not")).to_be_visible()
    check(lead, "shortlist-theme-many")

    lead.get_by_label("Find it by words or number").fill("99.4")
    press(lead.get_by_role("button", name="Find"))
    expect(lead.get_by_text("No passage was found.")).to_be_visible()
    check(lead, "shortlist-theme-none")
