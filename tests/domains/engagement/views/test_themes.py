from datetime import UTC, datetime

import pytest

from regard.domains.engagement.models import Point
from regard.domains.engagement.types import Stage, ThemeState
from regard.foundation.jobs.models import Job
from tests.domains.engagement.views.theme_pages import point_in, sign_in, text_of
from tests.factories.audiences import make_audience
from tests.factories.engagement import ContributionFactory, ExerciseFactory, ThemeFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True, system__slug="northmarch", slug="winter")


@pytest.fixture
def theme(exercise):
    return ThemeFactory(exercise=exercise, title="Travel is unpaid", terms=["travel"])


@pytest.fixture
def lead(client):
    return sign_in(client, "Partnership lead")


class TestSaid:
    def test_lists_what_was_asked_and_links_to_what_is_answered(self, client, exercise):
        answered = ExerciseFactory(system=exercise.system, answered=True, slug="autumn")
        ExerciseFactory(system=exercise.system, draft=True, title="A secret plan")

        page = text_of(client.get("/northmarch/said/"))

        assert f"/northmarch/said/{answered.slug}/" in page
        assert "/northmarch/said/winter/" not in page
        assert "published by 28 February 2027" in page
        assert "A secret plan" not in page

    def test_links_to_all_for_those_who_may_read_before_that(self, lead, exercise):
        assert "/northmarch/said/winter/" in text_of(lead.get("/northmarch/said/"))

    def test_says_when_nothing_was_asked(self, client):
        ExerciseFactory(draft=True, system__slug="empty")

        assert "Nobody has been asked anything yet" in text_of(client.get("/empty/said/"))


class TestThemes:
    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("Partnership lead", 200),
            ("Commissioner", 200),
            ("Board secretary", 200),
            ("Association lead", 403),
            ("Provider", 403),
        ],
    )
    def test_is_for_those_who_may_read_what_was_said(self, client, exercise, role, status):
        assert sign_in(client, role).get("/northmarch/said/winter/").status_code == status

    def test_asks_the_public_to_sign_in_until_it_is_answered(self, client, exercise):
        assert client.get("/northmarch/said/winter/").status_code == 302

        exercise.stage = Stage.ANSWERED
        exercise.save()

        assert client.get("/northmarch/said/winter/").status_code == 200

    def test_shows_each_theme_with_its_counts_and_its_words_in_their_answer(
        self, lead, exercise, theme
    ):
        point_in(exercise, theme=theme, similarity=0.5, argument=0)

        page = text_of(lead.get("/northmarch/said/winter/"))

        assert "Travel is unpaid" in page
        assert "<b>1</b> submission ·" in page
        assert "<mark>Nobody pays them to drive between calls.</mark>" in page
        assert "1 point from 1 person or group. Every one is in a theme." in page

    def test_shows_what_stands_alone_each_argument_once(self, lead, exercise, theme):
        for _ in range(3):
            point_in(exercise, text="Let retired nurses hold the bank key.", argument=7)

        page = text_of(lead.get("/northmarch/said/winter/"))

        assert page.count("Let retired nurses hold the bank key.") == 1
        assert "one of 3 in nearly the same words" in page

    def test_names_nobody_to_a_commissioner(self, client, exercise, theme):
        [member, *_] = make_audience(exercise, {("home_care", "Westmere"): (6, 0)})
        said = ContributionFactory(exercise=exercise, location=member.location)
        point_in(exercise, contribution=said, theme=theme, similarity=0.5)
        theme.state, theme.signed_off_by, theme.signed_off_at = "signed_off", "person:1", NOW
        theme.save()

        page = text_of(sign_in(client, "Commissioner").get("/northmarch/said/winter/"))

        assert "Home care, Westmere" in page
        assert member.location.name not in page
        assert "Signed off</strong>" in page
        assert "Rename" not in page

    def test_never_shows_words_for_the_team_only_to_others(self, client, exercise, theme):
        said = ContributionFactory(exercise=exercise, visibility="counted")
        point_in(exercise, contribution=said, theme=theme, text="The rota is a disgrace.")
        point_in(exercise, contribution=said, text="My manager shouts.")
        exercise.stage = Stage.ANSWERED
        exercise.save()

        for address in ("", "alone/", f"themes/{theme.pk}/"):
            page = text_of(client.get(f"/northmarch/said/winter/{address}"))
            assert "disgrace" not in page
            assert "shouts" not in page

    def test_offers_to_group_what_is_not_grouped(self, lead, exercise):
        point_in(exercise)

        page = text_of(lead.get("/northmarch/said/winter/"))

        assert "Propose themes" in page
        assert "What was said, not yet in groups" in page

    def test_says_when_nothing_was_said(self, lead, exercise):
        assert "Nothing to read yet" in text_of(lead.get("/northmarch/said/winter/"))

    def test_narrows_to_what_is_to_be_signed_off(self, lead, exercise, theme):
        point_in(exercise, theme=theme)

        assert "Travel is unpaid" not in text_of(
            lead.get("/northmarch/said/winter/?show=signed-off")
        ).replace("“Travel is unpaid”", "")
        assert "None here" in text_of(lead.get("/northmarch/said/winter/?show=signed-off"))

    def test_goes_on_to_the_next_page_after_ten(self, lead, exercise):
        for n in range(11):
            point_in(exercise, theme=ThemeFactory(exercise=exercise, title=f"Theme {n:02}."))

        first = text_of(lead.get("/northmarch/said/winter/"))
        second = text_of(lead.get("/northmarch/said/winter/?from=10"))

        assert "Theme 09." in first
        assert "Theme 10." not in first
        assert "Theme 10." in second

    @pytest.mark.parametrize("count", [1, 9])
    def test_makes_as_many_queries_for_many_themes_as_for_one(
        self, lead, exercise, count, django_assert_max_num_queries
    ):
        for theme in ThemeFactory.create_batch(count, exercise=exercise):
            point_in(exercise, theme=theme, argument=0, similarity=0.5)
        point_in(exercise)

        with django_assert_max_num_queries(26):
            lead.get("/northmarch/said/winter/")


class TestPropose:
    def test_starts_the_job_and_goes_to_its_page(self, lead, exercise):
        point_in(exercise)

        response = lead.post("/northmarch/said/winter/propose/")

        assert response.url == f"/jobs/{Job.objects.get().pk}/"

    def test_is_refused_to_those_who_may_only_read(self, client, exercise):
        commissioner = sign_in(client, "Commissioner")

        assert commissioner.post("/northmarch/said/winter/propose/").status_code == 403
        assert not Job.objects.exists()


class TestTheme:
    def test_shows_all_that_is_in_it_twenty_at_a_time(self, lead, exercise, theme):
        for n in range(21):
            point_in(exercise, theme=theme, text=f"Reason number {n:02} for it.")
        address = f"/northmarch/said/winter/themes/{theme.pk}/"

        first = text_of(lead.get(address))
        after = Point.objects.order_by("pk")[19].pk
        second = text_of(lead.get(f"{address}?after={after}"))

        assert "number 19" in first
        assert "number 20" not in first
        assert f"?after={after}" in first
        assert "number 20" in second

    def test_goes_to_the_theme_that_it_was_merged_into(self, lead, exercise, theme):
        merged = ThemeFactory(exercise=exercise, state=ThemeState.MERGED, merged_into=theme)

        response = lead.get(f"/northmarch/said/winter/themes/{merged.pk}/")

        assert response.url == f"/northmarch/said/winter/themes/{theme.pk}/"

    def test_is_not_found_under_another_exercise(self, lead, exercise):
        other = ThemeFactory()

        assert lead.get(f"/northmarch/said/winter/themes/{other.pk}/").status_code == 404

    def test_tells_its_history(self, lead, exercise, theme):
        point_in(exercise, theme=theme)
        lead.post(f"/northmarch/said/winter/themes/{theme.pk}/sign-off/")

        page = text_of(lead.get(f"/northmarch/said/winter/themes/{theme.pk}/"))

        assert "Signed off, with 1 point" in page
        assert "Take back the sign-off" in page

    @pytest.mark.parametrize(
        ("choice", "words"),
        [
            ({"to": "alone"}, "1 point taken out of “"),
            ({"to": "keep"}, "1 point confirmed."),
            ({"to": "new", "title": "Petrol"}, "1 point put into a new theme, “Petrol”."),
        ],
    )
    def test_does_with_the_ticked_points_what_was_chosen(
        self, lead, exercise, theme, choice, words
    ):
        point, _ = point_in(exercise, theme=theme), point_in(exercise, theme=theme)

        response = lead.post(
            f"/northmarch/said/winter/themes/{theme.pk}/",
            {"points": [point.pk]} | choice,
            follow=True,
        )

        assert words in text_of(response)
        point.refresh_from_db()
        assert point.decided_by.startswith("person:")

    def test_moves_them_to_another_theme(self, lead, exercise, theme):
        other = ThemeFactory(exercise=exercise, title="Pay")
        point = point_in(exercise, theme=theme)

        lead.post(
            f"/northmarch/said/winter/themes/{theme.pk}/",
            {"points": [point.pk], "to": "move", "themes": [other.pk]},
        )

        point.refresh_from_db()
        assert point.codings.get().theme == other

    def test_puts_them_into_others_as_well_with_a_stance(self, lead, exercise, theme):
        others = [ThemeFactory(exercise=exercise, title=title) for title in ("Pay", "Rotas")]
        point = point_in(exercise, theme=theme)

        response = lead.post(
            f"/northmarch/said/winter/themes/{theme.pk}/",
            {
                "points": [point.pk],
                "to": "also",
                "themes": [other.pk for other in others],
                "stance": "against",
            },
            follow=True,
        )

        assert "1 point put into “Pay” and “Rotas” as well." in text_of(response)
        stances = dict(point.codings.values_list("theme", "stance"))
        assert stances == {theme.pk: "unclear"} | {other.pk: "against" for other in others}

    def test_tells_how_many_are_for_and_against_and_shows_only_these(self, lead, exercise, theme):
        point_in(exercise, theme=theme, stance="for", text="Pay them to drive.")
        point_in(exercise, theme=theme, stance="against", text="Driving is no work.")
        address = f"/northmarch/said/winter/themes/{theme.pk}/"

        page, narrowed = text_of(lead.get(address)), text_of(lead.get(f"{address}?stance=against"))

        assert "Of 2 points, 1 speaks for it and 1 against; 0 neither" in page
        assert "speaks against it" in page
        assert "Driving is no work." in narrowed
        assert "Pay them to drive." not in narrowed
        assert "None here" in text_of(lead.get(f"{address}?stance=unclear"))

    @pytest.mark.parametrize(
        ("choice", "words"),
        [
            ({}, "Tick at least one point"),
            ({"points": ["1"], "to": "move"}, "Choose the themes that they go into"),
            ({"points": ["1"], "to": "new"}, "Enter a name for the new theme"),
            ({"points": ["nonsense"], "to": "keep"}, "Tick at least one point"),
            ({"points": ["999999999"], "to": "alone"}, "Choose at least one point to move"),
        ],
    )
    def test_says_what_is_missing(self, lead, exercise, theme, choice, words):
        point_in(exercise, theme=theme)

        page = text_of(lead.post(f"/northmarch/said/winter/themes/{theme.pk}/", choice))

        assert words in page
        assert "There is a problem" in page

    def test_is_not_changed_by_those_who_may_only_read(self, client, exercise, theme):
        point = point_in(exercise, theme=theme)
        commissioner = sign_in(client, "Commissioner")

        response = commissioner.post(
            f"/northmarch/said/winter/themes/{theme.pk}/", {"points": [point.pk], "to": "alone"}
        )

        assert response.status_code == 403
        point.refresh_from_db()
        assert point.codings.get().theme == theme
