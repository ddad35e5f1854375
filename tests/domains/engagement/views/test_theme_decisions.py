import pytest

from regard.domains.engagement.models import Theme
from regard.domains.engagement.types import ThemeState
from tests.domains.engagement.views.theme_pages import point_in, sign_in, text_of
from tests.factories.audiences import use_in_a_strategy
from tests.factories.engagement import ExerciseFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True, system__slug="northmarch", slug="winter")


@pytest.fixture
def theme(exercise):
    return ThemeFactory(exercise=exercise, title="Travel is unpaid", terms=["travel"])


@pytest.fixture
def lead(client):
    return sign_in(client, "Partnership lead")


class TestDecide:
    @pytest.mark.parametrize("deed", ["rename", "merge", "sign-off", "take-back"])
    def test_is_for_those_who_may_edit_themes(self, client, exercise, theme, deed):
        commissioner = sign_in(client, "Commissioner")

        response = commissioner.post(f"/northmarch/said/winter/themes/{theme.pk}/{deed}/")

        assert response.status_code == 403

    def test_renames(self, lead, exercise, theme):
        address = f"/northmarch/said/winter/themes/{theme.pk}/"
        assert "Travel is unpaid" in text_of(lead.get(f"{address}rename/"))

        response = lead.post(f"{address}rename/", {"title": "Drive", "summary": "Why."})

        assert response.url == address
        theme.refresh_from_db()
        assert (theme.title, theme.summary) == ("Drive", "Why.")

    def test_shows_why_a_name_is_refused(self, lead, exercise, theme):
        ThemeFactory(exercise=exercise, title="Pay")

        page = text_of(
            lead.post(f"/northmarch/said/winter/themes/{theme.pk}/rename/", {"title": "pay"})
        )

        assert "Another theme has this name already" in page

    def test_merges(self, lead, exercise, theme):
        other = ThemeFactory(exercise=exercise, title="Petrol")
        address = f"/northmarch/said/winter/themes/{theme.pk}/"
        assert "Petrol" in text_of(lead.get(f"{address}merge/"))

        response = lead.post(f"{address}merge/", {"themes": [other.pk]})

        assert response.url == address
        other.refresh_from_db()
        assert other.merged_into == theme

    def test_says_why_nothing_was_merged(self, lead, exercise, theme):
        address = f"/northmarch/said/winter/themes/{theme.pk}/merge/"
        assert "There is no other theme" in text_of(lead.get(address))
        ThemeFactory(exercise=exercise)

        assert "Choose at least one theme" in text_of(lead.post(address, {}))

    def test_shows_why_a_merge_is_refused(self, lead, exercise, theme):
        other = ThemeFactory(exercise=exercise, title="Petrol")
        use_in_a_strategy(theme=other)

        page = text_of(
            lead.post(f"/northmarch/said/winter/themes/{theme.pk}/merge/", {"themes": [other.pk]})
        )

        assert "“Petrol” already has an outcome" in page

    def test_signs_off_and_takes_it_back(self, lead, exercise, theme):
        point_in(exercise, theme=theme)
        address = f"/northmarch/said/winter/themes/{theme.pk}/"

        lead.post(f"{address}sign-off/")
        assert Theme.objects.get().state == ThemeState.SIGNED_OFF

        lead.post(f"{address}take-back/")
        assert Theme.objects.get().state == ThemeState.PROPOSED

    def test_shows_a_refusal_as_a_page(self, lead, exercise, theme):
        response = lead.post(f"/northmarch/said/winter/themes/{theme.pk}/sign-off/")

        assert response.status_code == 409
        assert "nothing in this theme" in text_of(response)


class TestSorting:
    def test_shows_what_stands_alone_and_moves_it(self, lead, exercise, theme):
        points = [point_in(exercise, text=f"Idea number {n:02} of mine.") for n in range(21)]

        page = text_of(lead.get("/northmarch/said/winter/alone/"))
        assert "21 points are like no other" in page
        assert f"?after={points[19].pk}" in page
        response = lead.post(
            "/northmarch/said/winter/alone/",
            {"points": [points[0].pk, points[1].pk], "to": "new", "title": "Ideas"},
            follow=True,
        )

        assert "2 points put into a new theme, “Ideas”." in text_of(response)
        assert Theme.objects.get(title="Ideas").points.count() == 2

    def test_goes_through_what_the_machine_is_unsure_of(self, lead, exercise, theme):
        point = point_in(exercise, theme=theme, is_unsure=True, placed_by="machine")

        page = text_of(lead.get("/northmarch/said/winter/unsure/"))
        assert "now in “Travel is unpaid”" in page
        response = lead.post(
            "/northmarch/said/winter/unsure/", {"points": [point.pk], "to": "keep"}, follow=True
        )

        assert "Nothing is in doubt" in text_of(response)
        point.refresh_from_db()
        coding = point.codings.get()
        assert (coding.theme, coding.is_unsure) == (theme, False)

    def test_says_what_is_missing_of_the_doubtful(self, lead, exercise, theme):
        point_in(exercise, theme=theme, is_unsure=True)

        page = text_of(lead.post("/northmarch/said/winter/unsure/", {}))

        assert "Tick at least one point" in page

    def test_says_why_it_is_refused(self, lead, exercise, theme):
        point = point_in(exercise)

        page = text_of(
            lead.post(
                "/northmarch/said/winter/alone/",
                {"points": [point.pk], "to": "new", "title": "Travel is unpaid"},
            )
        )

        assert "has this name already" in page

    def test_the_doubtful_are_for_those_who_may_edit_themes(self, client, exercise):
        commissioner = sign_in(client, "Commissioner")

        assert commissioner.get("/northmarch/said/winter/unsure/").status_code == 403
        assert commissioner.get("/northmarch/said/winter/alone/").status_code == 200
        assert commissioner.post("/northmarch/said/winter/alone/").status_code == 403
