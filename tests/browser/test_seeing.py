"""Somebody tells what they are seeing, a lead reads and answers it; a pulse asks both sides."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from regard.domains.engagement.actions.pulse_waves import begin_wave
from regard.domains.engagement.actions.pulses import mirror_series
from regard.domains.engagement.models import RaterAsk
from regard.domains.engagement.queries.pulses import RATER
from regard.domains.engagement.types import Direction, Speaker
from regard.domains.engagement.types.seeing import Seen, Where
from regard.foundation.accounts import links
from tests.browser.conftest import PHONE
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import PointFactory, ThemeFactory
from tests.factories.engagement_pulses import (
    MAY,
    NOVEMBER,
    begin_and_close,
    make_pulse,
    make_raters,
    make_services,
)
from tests.factories.engagement_seeing import BEGUN, Q1, Q2, Q3, begin, told
from tests.factories.register import PlaceFactory, SystemFactory


@pytest.fixture
def system():
    return SystemFactory(name="Northmarch", slug="northmarch")


def given_lead(system):
    return GrantFactory(role="Partnership lead", scope_key=f"system:{system.pk}").person


def given_seen(system):
    """Return what people told in three quarters, with a theme that rose."""
    exercise = begin(system)
    place = PlaceFactory(system=system, name="Harrow Vale")
    theme = ThemeFactory(
        exercise=exercise, title="Nobody covers nights", state="signed_off", signed_off_at=BEGUN
    )
    theme.upshots.create(
        words="We raised it with the board: nights are in the plan.", by="x", at=NOVEMBER
    )
    for number in range(11):
        told(exercise, seen=Seen.WORRYING, on=Q1)
        told(exercise, seen=Seen.WORKS, on=Q2, speaker=Speaker.CARER)
        kept = told(exercise, on=Q3, speaker=Speaker.STAFF, where=Where(place.pk))
        if number % 2:
            answer = kept.answers.get(question__position=1)
            PointFactory(answer=answer, theme=theme, start=900)
    return exercise


def given_pulses(system):
    """Return two pulses that mirror each other, with two waves and one that are over."""
    series = make_pulse(system)
    locations = make_services(system, 12)
    PlaceFactory(system=system, name="Harrow Vale", council=locations[0].council)
    for at, steps in ((MAY, (1, 2, 4)), (NOVEMBER, (3, 4, 5))):
        answers = {place: steps[number % 3] for number, place in enumerate(locations)}
        begin_and_close(series, at=at, steps=answers)
    other = make_pulse(system, direction=Direction.TO_PARTNERSHIP)
    make_raters(other, 12)
    begin_and_close(other, at=MAY, ratings=[2, 3, 4, 5] * 3)
    mirror_series(one=series, other=other, by="x", at=NOVEMBER)
    return series, other


class TestSomebodyWhoWorksInCare:
    def test_tells_it_on_a_phone_without_scripts_and_sees_the_receipt(
        self, no_script_page, system
    ):
        begin(system)
        PlaceFactory(system=system, name="Harrow Vale")
        page = no_script_page
        page.set_viewport_size(PHONE)
        page.goto("/northmarch/seeing/")

        press(page.get_by_role("link", name="You work in care?"))
        expect(page.locator("h1")).to_contain_text("You work in care")
        page.get_by_label("What are you seeing?").fill("Nobody covers nights since spring.")
        page.get_by_label("Something is getting worse").check()
        page.get_by_label("Where is it?").select_option(label="Harrow Vale")
        press(page.get_by_role("button", name="Tell us"))

        expect(page.locator("h1")).to_contain_text("Thank you. We have kept it")
        expect(page.locator("main")).to_contain_text("You hear what came of it")


class TestALead:
    def test_sees_what_rose_reads_it_and_says_what_came_of_it(self, page, check, sign_in, system):
        given_seen(system)
        sign_in(page, given_lead(system))
        page.goto("/northmarch/seeing/")
        expect(page.locator(".rg-lede")).to_contain_text("11 things told in July to September")
        check(page, "seeing")

        press(page.get_by_role("link", name="Read what people told"))
        expect(page.locator("blockquote")).to_have_count(25)
        check(page, "seen")
        page.goto("/northmarch/seeing/")
        press(page.get_by_role("link", name="Say what came of it"))
        page.get_by_label("What was done").fill("Two providers now share a night team.")
        check(page, "upshot")
        press(page.get_by_role("button", name="Tell them"))

        expect(page.locator("main")).to_contain_text("Two providers now share a night team.")

    def test_begins_a_pulse_and_says_whom_of_the_partnership_it_asks(
        self, page, check, sign_in, system
    ):
        sign_in(page, given_lead(system))
        page.goto("/northmarch/pulses/")
        press(page.get_by_role("button", name="Ask the partnership"))
        check(page, "pulse-form")
        press(page.get_by_role("button", name="Begin it"))
        press(page.get_by_role("link", name="Whom of the partnership it asks"))
        page.get_by_label("Name", exact=True).fill("Ada Osei")
        page.get_by_label("Email address").fill("ada@example.org")
        page.get_by_label("For which organisation").fill("Northmarch council")
        press(page.get_by_role("button", name="Add"))

        expect(page.locator("main")).to_contain_text("Ada Osei")
        check(page, "raters")


class TestAnyone:
    def test_sees_both_sides_of_a_pulse(self, page, check, system):
        series, _ = given_pulses(system)
        page.goto("/northmarch/pulses/")
        check(page, "pulses")

        press(page.locator(f'a[href$="/{series.slug}/"]'))
        expect(page.locator("svg[role=img]")).to_have_count(2)
        check(page, "pulse")

    def test_tells_what_they_see_as_a_provider(self, page, check, system):
        begin(system)
        page.goto("/northmarch/seeing/tell/")
        check(page, "tell")
        page.goto("/northmarch/seeing/tell/staff/")

        check(page, "tell-as-staff")


def test_somebody_of_the_partnership_answers_on_one_page(page, check, system):
    series = make_pulse(system, direction=Direction.TO_PARTNERSHIP)
    make_raters(series, 1)
    begin_wave(series=series, by="x", at=datetime.now(UTC))
    ask = RaterAsk.objects.get()
    link = links.list_links(purpose=RATER, subject_ids=[ask.pk])[ask.pk]
    page.goto(f"/u/{links.token(link)}/")
    check(page, "rate")

    for group in page.get_by_role("group").all():
        group.get_by_label("Agree", exact=True).check()
    press(page.get_by_role("button", name="Send it"))

    expect(page.locator(".rg-lede")).to_contain_text("Your answer is counted.")
