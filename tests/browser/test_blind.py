"""Having a sample read blind: by a lead, and by readers, one on a phone without JavaScript."""

import pytest
from playwright.sync_api import expect

from regard.domains.engagement.models import BlindReading, BlindSample
from tests.browser.conftest import PHONE
from tests.browser.pressing import press
from tests.domains.engagement.views.theme_pages import point_in
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ExerciseFactory, ThemeFactory
from tests.factories.engagement_blind import BlindSampleFactory, Sampled, coder
from tests.factories.register import SystemFactory

SAID = (
    "Nobody pays them to drive between calls, so they go to the warehouse.",
    "The rota comes on Friday night for Monday. Give us four weeks.",
    "A pound more an hour would keep most of them.",
)
SAMPLES = "/northmarch/said/winter/samples/"


@pytest.fixture
def exercise():
    system = SystemFactory(
        slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
    )
    exercise = ExerciseFactory(system=system, slug="winter", closed=True)
    titles = ("Travel between visits is unpaid", "Rotas come too late", "Pay is too low")
    themes = [
        ThemeFactory(exercise=exercise, title=title, summary=f"People say that {title.lower()}.")
        for title in titles
    ]
    for number in range(12):
        point_in(exercise, text=SAID[number % 3], theme=themes[number % 3], placed_by="machine")
    return exercise


@pytest.fixture
def lead():
    return GrantFactory(role="Partnership lead", person__name="Amara Okafor").person


class TestHavingASampleRead:
    def test_a_lead_draws_it_and_asks_two(self, page, check, sign_in, lead, exercise):
        for name in ("Bo Ek", "Ann Lee"):
            coder(name)
        sign_in(page, lead)
        page.goto(SAMPLES)
        check(page, "samples")

        page.get_by_label("All 12 points").check()
        press(page.get_by_role("button", name="Draw it"))
        page.get_by_label("Ann Lee").check()
        page.get_by_label("Bo Ek").check()
        press(page.get_by_role("button", name="Ask by email"))

        expect(page.get_by_text("The emails are on their way")).to_be_visible()
        expect(page.get_by_text("2 people were asked to read it; 0 handed in")).to_be_visible()
        check(page, "sample")

    def test_a_reader_reads_it_by_keyboard(self, page, check, sign_in, exercise):
        person = coder("Bo Ek")
        made = Sampled(exercise, [((), ())] * 2, by=(f"person:{person.pk}", "person:0"))
        made.readers[0].readings.all().delete()
        made.sample.readers.update(handed_in_at=None)
        sign_in(page, person)
        page.goto("/northmarch/asked/winter/")
        press(page.get_by_role("link", name="Points for you to read"))
        expect(page.get_by_text("2 points left, about 1 minute.")).to_be_visible()
        check(page, "sample-begin")
        press(page.get_by_role("button", name="Read the first point"))
        check(page, "sample-read")

        page.keyboard.press("2")
        page.keyboard.press("a")
        expect(page.get_by_label("Where it stands on “Travel is unpaid”")).to_have_value("against")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_text("1 of 2 points read")).to_be_visible()

        assert made.readers[0].readings.get().marks == {"2": "against"}

    def test_a_reader_reads_and_settles_on_a_phone_without_javascript(
        self, no_script_page, sign_in, exercise
    ):
        page, person = no_script_page, coder("Bo Ek")
        page.set_viewport_size(PHONE)
        made = Sampled(exercise, [((3,), (3,))], by=(f"person:{person.pk}", "person:0"))
        made.readers[0].readings.all().delete()
        made.readers[0].handed_in_at = None
        made.readers[0].save()
        sign_in(page, person)
        page.goto(f"{SAMPLES}{made.sample.pk}/read/1/")

        page.get_by_role("checkbox", name="Pay is too low").check()
        press(page.get_by_role("button", name="Save and go on"))
        press(page.get_by_role("button", name="Hand in"))
        expect(page.get_by_text("Thank you. You have handed in your reading.")).to_be_visible()
        press(page.get_by_role("button", name="See where readers differ"))
        expect(page.get_by_text("(reader A)")).to_be_visible()
        page.get_by_role("checkbox", name="Pay is too low").check()
        press(page.get_by_role("button", name="Save and go on"))
        expect(page.get_by_text("Everything is settled.")).to_be_visible()

        assert BlindReading.objects.filter(reader__sample=made.sample).count() == 2
        assert BlindSample.objects.get().points.get().settled == {"1": "unclear"}

    def test_what_differs_is_settled(self, page, check, sign_in, lead, exercise):
        made = Sampled(exercise, [((1,), (3,)), ((2,), ())])
        sign_in(page, lead)
        page.goto(f"{SAMPLES}{made.sample.pk}/settle/1/")

        expect(page.get_by_text("0 of 2 differences settled")).to_be_visible()
        check(page, "sample-settle")

    def test_what_it_showed_is_told(self, page, check, sign_in, lead, exercise):
        BlindSampleFactory(exercise=exercise, finished=True)
        sign_in(page, lead)
        page.goto("/northmarch/said/winter/")
        press(page.get_by_role("link", name="What this means, theme by theme"))

        expect(page.get_by_role("heading", name="How far people agree")).to_be_visible()
        check(page, "accuracy")
