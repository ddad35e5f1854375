"""A document whose second version stands, and what the first answered."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.strategy import actions
from regard.domains.strategy.models import Strategy
from tests.browser.pressing import press
from tests.browser.test_strategy import Told

HERE = "/northmarch/strategy/care-2027/"


@pytest.fixture
def story():
    """Publish a second version that answers nothing new."""
    story = Told().decides()
    now = timezone.now()
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=now - timedelta(days=200))
    second = actions.begin_version(
        strategy=story.strategy, because="The grant for travel ended.", by="person:1", at=now
    )
    Strategy.objects.filter(pk=second.pk).update(stage="published", published_at=now)
    return story


def test_a_visitor_finds_in_the_second_version_what_the_first_answered(page, check, story):
    page.goto(HERE)
    expect(page.get_by_text("Because you said, in version 1").first).to_be_visible()
    check(page, "second-version")

    press(page.locator("h3 a").filter(has_text=story.passage.heading))
    expect(page.get_by_role("heading", name="What version 1 answered here")).to_be_visible()
    check(page, "passage-second-version")

    press(page.get_by_role("link", name="with the voices behind it in version 1"))
    expect(page.get_by_role("heading", name="The voices behind it")).to_be_visible()
    check(page, "passage-first-version")

    press(page.get_by_role("link", name="what became of these words").first)
    press(page.get_by_role("link", name=story.passage.heading).first)
    expect(page.get_by_role("heading", name="What version 1 answered here")).to_be_visible()

    page.goto(f"{HERE}?version=1")
    expect(page.get_by_text("This is version 1, with what it answered.")).to_be_visible()
    check(page, "first-version-again")
