"""Pages on which themes and points change their shape: parts, versions and borders."""

import pytest

from regard.domains.engagement.models import Point, Theme
from tests.domains.engagement.views.theme_pages import point_in, sign_in, text_of
from tests.factories.engagement import ExerciseFactory, ThemeFactory

pytestmark = pytest.mark.django_db

SAID = "/northmarch/said/winter/"


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True, system__slug="northmarch", slug="winter")


@pytest.fixture
def theme(exercise):
    return ThemeFactory(exercise=exercise, title="Travel is unpaid")


@pytest.fixture
def lead(client):
    return sign_in(client, "Partnership lead")


def at(theme, deed=""):
    return f"{SAID}themes/{theme.pk}/{deed}"


class TestNest:
    def test_puts_a_theme_under_another_and_shows_it_there(self, lead, exercise, theme):
        pay = ThemeFactory(exercise=exercise, title="Pay")
        point_in(exercise, theme=theme)
        assert "it stands by itself" in text_of(lead.get(at(theme, "nest/")))

        response = lead.post(at(theme, "nest/"), {"whole": pay.pk}, follow=True)

        assert "It is a part of “Pay” now." in text_of(response)
        assert "A part of <a" in text_of(response)
        page = text_of(lead.get(SAID))
        assert page.count('class="rg-card__title"') == 1
        assert 'aria-label="Its parts"' in page
        assert "Its parts" in text_of(lead.get(at(pay)))

    def test_takes_it_out_again(self, lead, exercise, theme):
        theme.parent = ThemeFactory(exercise=exercise, title="Pay")
        theme.save()

        response = lead.post(at(theme, "nest/"), {"whole": ""}, follow=True)

        assert "It stands by itself now." in text_of(response)

    def test_says_why_not(self, lead, exercise, theme):
        assert "There is no wider theme" in text_of(lead.get(at(theme, "nest/")))
        pay = ThemeFactory(exercise=exercise, title="Pay")
        assert "where it is already" in text_of(lead.post(at(theme, "nest/"), {"whole": ""}))
        ThemeFactory(exercise=exercise, title="Mileage", parent=theme)

        assert "It has parts of its own" in text_of(lead.get(at(theme, "nest/")))
        refused = text_of(lead.post(at(theme, "nest/"), {"whole": pay.pk}))
        assert "It has parts of its own" in refused


class TestVersions:
    @pytest.fixture
    def signed_off(self, lead, exercise, theme):
        point_in(exercise, theme=theme)
        point_in(exercise, theme=theme)
        lead.post(at(theme, "sign-off/"))
        return theme

    def test_asks_why_once_it_was_signed_off_and_shows_what_it_was(self, lead, signed_off):
        sent = {"title": "Drive", "summary": "Why."}
        assert "Why does it change?" in text_of(lead.get(at(signed_off, "rename/")))
        assert "Say why it changes" in text_of(lead.post(at(signed_off, "rename/"), sent))

        why = {"because": "It is about driving alone.", "looks_again": "on"}
        page = text_of(lead.post(at(signed_off, "rename/"), sent | why, follow=True))

        assert "What it was before" in page
        assert "“Travel is unpaid”" in page
        assert "It is about driving alone." in page
        assert "2 points in it to be looked at again" in page

    def test_asks_nothing_before(self, lead, theme):
        assert "Why does it change?" not in text_of(lead.get(at(theme, "rename/")))

    def test_asks_why_others_are_merged_into_it(self, lead, exercise, signed_off):
        other = ThemeFactory(exercise=exercise, title="Petrol")
        sent = {"themes": [other.pk]}
        assert "Say why it changes" in text_of(lead.post(at(signed_off, "merge/"), sent))

        lead.post(at(signed_off, "merge/"), sent | {"because": "They say the same."})

        assert Theme.objects.get(pk=other.pk).merged_into == signed_off

    def test_asks_why_it_is_split(self, lead, signed_off):
        sent = {"points": [signed_off.points.first().pk], "to": "new", "title": "Petrol"}
        assert "Say why it changes" in text_of(lead.post(at(signed_off), sent))

        lead.post(at(signed_off), sent | {"because": "Petrol is another matter."})

        assert Theme.objects.filter(title="Petrol").exists()

    def test_goes_through_what_is_to_be_looked_at_again(self, lead, signed_off):
        why = {"because": "It is about driving alone.", "looks_again": "on"}
        lead.post(at(signed_off, "rename/"), {"title": "Drive"} | why)
        assert "2 points to be looked at again" in text_of(lead.get(SAID))

        page = text_of(lead.get(f"{SAID}again/"))
        assert "2 points were put into a theme before it changed." in page
        ids = list(Point.objects.values_list("pk", flat=True))
        done = lead.post(f"{SAID}again/", {"points": ids, "to": "keep"}, follow=True)

        assert "2 points confirmed." in text_of(done)
        assert "Nothing to look at again" in text_of(done)


class TestBorders:
    def test_splits_a_point_and_joins_it_again(self, lead, exercise):
        point = point_in(exercise, text="Pay for travel, and send the rota earlier.")
        address = f"{SAID}themes/code/{point.pk}/borders/"
        assert "the only point in this answer" in text_of(lead.get(address))

        split = lead.post(address, {"do": "split", "begins": "and send"}, follow=True)

        assert "They are two points now" in text_of(split)
        first, second = Point.objects.order_by("start")
        page = text_of(lead.get(address))
        assert "Right after it: “and send the rota earlier.”" in page
        joined = lead.post(address, {"join": second.pk}, follow=True)
        assert "They are one point now" in text_of(joined)
        assert Point.objects.get() == first

    def test_says_why_a_place_is_refused(self, lead, exercise):
        point = point_in(exercise)
        address = f"{SAID}themes/code/{point.pk}/borders/"

        page = text_of(lead.post(address, {"do": "split", "begins": "petrol"}))

        assert "“petrol” is not in this point" in page
        assert "Copy the first few words" in text_of(lead.post(address, {"do": "split"}))
