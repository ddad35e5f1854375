"""A draft under review on paper: what is printed, and what comes out of the printer."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from regard.domains.engagement.models import Exercise
from regard.domains.engagement.types import Channel, Stage
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import AudienceMemberFactory
from tests.factories.register import LocationFactory
from tests.factories.strategy_reviews import Reviewed

PHONE = {"width": 375, "height": 740}

PARTS = ("Carers", "Travel between visits", "Pay and skills", "Homes that people choose", "Money")

WORDS = (
    "Everyone who asks for it has it within four weeks. Westmere and Harrow pay for it from one "
    "fund, and say each quarter how many waited longer than that, and why they did. Where a "
    "service is small, the partnership does the counting for it."
)


def draft(parts=PARTS, below=7):
    """Return a draft of five parts, each with some passages below it: 40 in all."""
    for n, name in enumerate(parts, start=1):
        yield str(n), name, f"What we mean by {name.lower()}, in one sentence.", None
        for m in range(1, below + 1):
            yield f"{n}.{m}", f"{name}, promise {m}", WORDS, str(n)


@pytest.fixture
def story():
    return Reviewed(tuple(draft()), title="Care in Northmarch 2027")


@pytest.fixture
def lead(page, sign_in, story):
    grant = GrantFactory(role="Partnership lead", scope_key=f"system:{story.system.pk}")
    sign_in(page, grant.person)
    return page


def printed(page):
    """Return the pages that a printer would print, as text."""
    return [each.extract_text() for each in PdfReader(io.BytesIO(page.pdf())).pages]


class TestADraftOnPaper:
    def test_is_printed_in_full_for_somebody_behind_a_link(self, page, check, story):
        page.goto(reverse("strategy:comment", args=[story.token]))
        press(page.get_by_role("link", name="Print the whole draft, with room to write"))
        check(page, "draft-on-paper")

        sheets = printed(page)

        whole = " ".join(" ".join(sheets).split())
        places = [whole.index(f"{ref} {heading}") for ref, heading, _, _ in draft()]
        assert places == sorted(places)
        assert whole.count("Where a service is small") == 35
        assert 4 < len(sheets) < 16
        assert not any(each.rstrip().endswith(("promise 3", "promise 5")) for each in sheets)

    def test_goes_with_every_letter(self, lead, check, story):
        location = LocationFactory(system=story.system, name="Ashgrove House", address="1 High St")
        story.asks(channel=Channel.LETTER, to="", location=location)
        lead.goto(reverse("engagement:letters", args=[story.system.slug, story.exercise.slug]))
        check(lead, "letters-of-a-review")

        first, *rest = printed(lead)

        assert "We ask you about 40 passages of our draft." in " ".join(first.split())
        assert "1 Carers (8 passages)" in first
        assert "5.7 Money, promise 7" in " ".join(rest)


class TestPagesOfAReview:
    def test_say_what_is_asked_of_those_who_are_rung(self, lead, check, story):
        AudienceMemberFactory(exercise=story.exercise)
        lead.goto(reverse("engagement:missing", args=[story.system.slug, story.exercise.slug]))
        check(lead, "calls-of-a-review")

    def test_show_the_passages_in_a_preview(self, lead, check, story):
        where = reverse("engagement:preview", args=[story.system.slug, story.exercise.slug])
        lead.goto(f"{where}?as=home_care")
        check(lead, "preview-of-a-review")

    def test_take_what_came_on_paper(self, lead, check, story):
        where = reverse("engagement:enter", args=[story.system.slug, story.exercise.slug])
        lead.goto(f"{where}?location=none")
        check(lead, "type-in-a-review")

    def test_say_what_happens_before_it_is_called_off(self, lead, check, story):
        Exercise.objects.update(stage=Stage.DRAFT)
        slugs = [story.system.slug, story.strategy.slug]
        lead.goto(reverse("strategy:review", args=[*slugs, story.review.pk]))
        press(lead.get_by_role("link", name="Call it off"))
        check(lead, "call-off-a-review")
        press(lead.get_by_role("button", name="Call it off"))
        lead.goto(reverse("engagement:exercise", args=[story.system.slug, story.exercise.slug]))
        check(lead, "withdrawn-exercise")

    def test_say_what_happens_before_it_is_closed(self, lead, check, story):
        story.keeps({story.travel: "Which rate?"})
        slugs = [story.system.slug, story.strategy.slug]
        lead.goto(reverse("strategy:review", args=[*slugs, story.review.pk]))
        press(lead.get_by_role("link", name="Close the review"))
        check(lead, "close-a-review")
        lead.get_by_label("Why do you close it early?").fill("The board begins anew.")
        press(lead.get_by_role("button", name="Close it"))

        assert "The review is closed" in lead.get_by_role("main").inner_text()
