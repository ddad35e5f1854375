"""Whose voice we have, who is missing, and the themes of what was said: in a browser."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from regard.domains.engagement import actions
from regard.domains.engagement.actions.points import make_points
from regard.domains.engagement.jobs.themes import propose_themes
from regard.domains.engagement.models import Answer, Contribution, Point
from regard.domains.engagement.types import Change, Speaker, Stage
from regard.domains.register.models import Contact
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.browser.pressing import press
from tests.domains.engagement.rules.test_proposals import EVERYTHING
from tests.factories.accounts import GrantFactory
from tests.factories.audiences import make_audience
from tests.factories.engagement import ContributionFactory, ExerciseFactory, QuestionFactory
from tests.factories.engagement_learning import LearningFactory, ReadNextFactory
from tests.factories.register import SystemFactory

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)

AUDIENCE = {
    ("care_home_nursing", "Harrow Vale"): (73, 50),
    ("care_home_nursing", "Upper Marsh"): (70, 46),
    ("care_home", "Harrow Vale"): (202, 121),
    ("care_home", "Westmere"): (200, 110),
    ("home_care", "Upper Marsh"): (163, 21),
    ("home_care", "Fell Road"): (200, 40),
    ("supported_living", "Westmere"): (118, 19),
    ("extra_care", "Westmere"): (31, 12),
    ("shared_lives", "Harrow Vale"): (6, 2),
    ("community", "Fell Road"): (115, 44),
}


@pytest.fixture
def lead():
    return GrantFactory(role="Partnership lead").person


@pytest.fixture
def exercise():
    system = SystemFactory(
        slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
    )
    exercise = ExerciseFactory(system=system, slug="winter")
    for number, member in enumerate(make_audience(exercise, AUDIENCE)):
        if number % 3:
            Contact.objects.create(
                location=member.location,
                name=f"Manager {number}",
                telephone=f"01632 {number:06}",
                email=f"manager{number}@example.org",
            )
    for number in range(83):
        speaker = (Speaker.CARER, Speaker.PERSON, Speaker.STAFF)[number % 3]
        ContributionFactory(
            exercise=exercise, speaker=speaker, channel=("web", "letter", "telephone")[number % 3]
        )
    return exercise


@pytest.fixture
def themed(exercise):
    """Let those who were heard have said something, and a machine have grouped it."""
    question = QuestionFactory(exercise=exercise)
    said = list(Contribution.objects.filter(exercise=exercise).order_by("pk")[:60])
    texts = [
        f"{EVERYTHING[n % len(EVERYTHING)]} We have written about this before, in the spring."
        if n % 4
        else EVERYTHING[n % len(EVERYTHING)]
        for n in range(len(said))
    ]
    Answer.objects.bulk_create(
        Answer(contribution=contribution, question=question, text=text)
        for contribution, text in zip(said, texts, strict=True)
    )
    for answer in Answer.objects.filter(question=question).select_related(
        "contribution", "question"
    ):
        make_points(contribution=answer.contribution, answers=[answer])
    actions.propose_themes(exercise=exercise, by="person:1", at=NOW)
    propose_themes(Progress(Job.objects.get()))
    return exercise


class TestCoverage:
    def test_a_lead_sees_whose_voice_is_missing(self, page, check, sign_in, lead, exercise):
        sign_in(page, lead)

        page.goto(f"/northmarch/asked/{exercise.slug}/coverage/")

        assert "465 of 1,178 services have answered" in page.inner_text(".rg-lede")
        assert "Home care" in page.inner_text(".rg-lede")
        check(page, "coverage")

    def test_and_whom_to_call_first(self, no_script_page, check, sign_in, lead, exercise):
        page = no_script_page
        sign_in(page, lead)
        page.goto(f"/northmarch/asked/{exercise.slug}/coverage/")

        press(page.get_by_role("button", name="Whom to ring first"))
        assert "Home care" in page.inner_text(".rg-calls li:first-child")

        page.goto(f"/northmarch/asked/{exercise.slug}/missing/")
        page.get_by_label("Show").select_option("place_name:Westmere")
        press(page.get_by_role("button", name="Show", exact=True))
        assert "Westmere" in page.inner_text(".rg-calls li:first-child")

    def test_the_call_list_can_be_used_by_everyone(self, page, check, sign_in, lead, exercise):
        sign_in(page, lead)

        page.goto(f"/northmarch/asked/{exercise.slug}/missing/")

        check(page, "missing")


class TestThemes:
    def test_a_lead_reads_what_was_said(self, page, check, sign_in, lead, themed):
        sign_in(page, lead)

        page.goto("/northmarch/said/")
        check(page, "said")
        press(page.get_by_role("link", name=themed.title))

        assert "points from" in page.inner_text(".rg-lede")
        check(page, "themes")

    def test_decides_on_a_theme_without_scripts(self, no_script_page, sign_in, lead, themed):
        page = no_script_page
        sign_in(page, lead)
        page.goto("/northmarch/said/winter/")

        press(page.get_by_role("link", name="Rename").first)
        page.get_by_label("What does this theme say?").fill("Travel is unpaid, so staff leave")
        press(page.get_by_role("button", name="Save the name"))
        assert page.inner_text("h1") == "Travel is unpaid, so staff leave"

        page.get_by_role("checkbox").first.check()
        page.get_by_label("Split them off, as a new theme").check()
        page.get_by_label("Name of the new theme").fill("Petrol")
        press(page.get_by_role("button", name="Do this with the points ticked"))
        assert "1 point put into a new theme, “Petrol”" in page.inner_text(".rg-notice")

        press(page.get_by_role("button", name="Sign it off"))
        assert "is signed off" in page.inner_text(".rg-notice")

    def test_every_page_of_deciding_can_be_used_by_everyone(
        self, page, check, sign_in, lead, themed
    ):
        sign_in(page, lead)
        page.goto("/northmarch/said/winter/")
        press(page.locator(".rg-card__title a").first)
        check(page, "theme")
        address = page.url
        for name in ("rename", "merge"):
            page.goto(f"{address}{name}/")
            check(page, f"theme-{name}")
        page.goto(address)
        press(page.get_by_role("button", name="Do this with the points ticked"))
        assert "Tick at least one point" in page.inner_text(".nhsuk-error-summary")
        check(page)
        for name in ("alone", "unsure"):
            page.goto(f"/northmarch/said/winter/{name}/")
            check(page, f"themes-{name}")

    def test_anyone_reads_it_once_it_is_answered(self, page, check, themed):
        themed.stage = Stage.ANSWERED
        themed.save()

        page.goto("/northmarch/said/winter/")

        assert page.get_by_role("heading", name="Who we heard from").count() == 1
        assert page.get_by_role("link", name="Rename").count() == 0
        check(page, "themes-public")
        press(page.locator(".rg-card__title a").first)
        check(page, "theme-public")


class TestCoding:
    @pytest.fixture
    def named(self, themed):
        """Name the themes, so that a person knows which to tick; one is a part of another."""
        first, second, *_ = themes = list(themed.themes.order_by("pk"))
        titles = ("Travel between visits is unpaid", "Mileage is too low", "Rotas come too late")
        for theme, title in zip(themes, titles, strict=False):
            theme.title, theme.named_by = title, "person:1"
            theme.save()
        second.parent = first
        second.save()
        return themed

    def test_a_lead_reads_one_point_after_another_by_keyboard(
        self, page, check, sign_in, lead, named
    ):
        sign_in(page, lead)
        page.goto("/northmarch/said/winter/")
        press(page.get_by_role("button", name="Read one point after another"))
        check(page, "coding")
        first = page.url
        boxes = page.locator("input[data-key]")
        ticked = boxes.evaluate_all("all => all.map(box => box.checked)")

        page.keyboard.press("1")
        expect(boxes.nth(0)).to_be_checked(checked=not ticked[0])
        if ticked[0]:
            page.keyboard.press("1")
        page.keyboard.press("a")
        expect(page.locator(".rg-code__stance").nth(0)).to_have_value("against")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url != first
        point = Point.objects.get(pk=int(first.rstrip("/").rsplit("/", 1)[1]))
        assert point.codings.filter(stance="against").exists()
        assert point.decided_by == f"person:{lead.pk}"

        second = page.url
        with page.expect_navigation():
            page.keyboard.press("s")
        assert page.url not in {first, second}
        with page.expect_navigation():
            page.keyboard.press("z")
        assert page.url == second

    def test_the_machine_says_why_it_asks_for_a_point(self, page, check, sign_in, lead, named):
        travel, mileage, *_ = named.themes.order_by("pk")
        asked = Point.objects.filter(exercise=named).order_by("pk")[3]
        ReadNextFactory(point=asked, why="between", theme=travel, other=mileage)
        LearningFactory(exercise=named)
        sign_in(page, lead)

        page.goto("/northmarch/said/winter/themes/code/")

        assert page.url.endswith(f"/code/{asked.pk}/")
        expect(page.get_by_text("Why this one:")).to_be_visible()
        check(page, "coding-asked")
        press(page.get_by_role("button", name="Let it learn now"))
        assert "Read some points first" in page.inner_text("main")

    def test_the_keys_can_be_turned_off(self, page, sign_in, lead, named):
        sign_in(page, lead)
        page.goto("/northmarch/said/winter/themes/code/")
        box = page.locator("input[data-key]").first
        was = box.is_checked()

        page.get_by_label("These keys work on this page").uncheck()
        page.locator("h1").click()
        page.keyboard.press("1")

        expect(box).to_be_checked(checked=was)
        page.reload()
        expect(page.get_by_label("These keys work on this page")).not_to_be_checked()

    def test_it_works_without_scripts(self, no_script_page, sign_in, lead, named):
        page = no_script_page
        sign_in(page, lead)
        page.goto("/northmarch/said/winter/themes/code/")
        first = page.url

        page.get_by_label("A new theme for it").fill("Petrol")
        press(page.get_by_role("button", name="Save and go on"))
        press(page.get_by_role("link", name="Back to the one before"))

        assert page.url == first
        expect(page.get_by_label("Petrol", exact=False).first).to_be_checked()

    def test_every_page_of_shaping_can_be_used_by_everyone(
        self, page, check, sign_in, lead, named
    ):
        sign_in(page, lead)
        for theme in named.themes.filter(named_by="person:1"):
            actions.sign_off_theme(theme=theme, by=f"person:{lead.pk}", at=NOW)
        theme = named.themes.get(title="Rotas come too late")
        actions.rename_theme(
            theme=theme,
            title="Rotas change at the last minute",
            summary="They come late, and change again.",
            change=Change(because="Two homes said that we had misread them.", looks_again=True),
            by=f"person:{lead.pk}",
            at=NOW + timedelta(days=1),
        )
        page.goto("/northmarch/said/winter/")
        check(page, "themes-nested")
        for name, address in {
            "theme-versions": f"themes/{theme.pk}/",
            "theme-rename-again": f"themes/{theme.pk}/rename/",
            "theme-nest": f"themes/{theme.pk}/nest/",
            "theme-parts": f"themes/{theme.exercise.themes.order_by('pk').first().pk}/",
            "look-again": "again/",
        }.items():
            page.goto(f"/northmarch/said/winter/{address}")
            check(page, name)
        page.goto("/northmarch/said/winter/themes/code/")
        press(page.get_by_role("link", name="It says two things"))
        check(page, "borders")
        press(page.get_by_role("button", name="Make two points of it"))
        assert "Copy the first few words" in page.inner_text(".nhsuk-error-summary")
