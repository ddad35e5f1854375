import pytest

from tests.domains.engagement.views.theme_pages import text_of
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ExerciseFactory, ThemeFactory
from tests.factories.engagement_blind import (
    FINISHED_AT,
    PAY,
    ROTAS,
    BlindPointFactory,
    BlindReadingFactory,
    Sampled,
    coder,
)

pytestmark = pytest.mark.django_db

SAMPLES = "/northmarch/said/winter/samples/"


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True, system__slug="northmarch", slug="winter")


@pytest.fixture
def reading(exercise, person):
    """Three points, of which the other reader has read all and put them into Rotas."""
    by = (f"person:{person.pk}", "person:0")
    made = Sampled(exercise, handed_in=False, by=by)
    for place in (1, 2, 3):
        point = BlindPointFactory(sample=made.sample, place=place, placed={"1": "against"})
        marks = {"3": "against"}
        BlindReadingFactory(reader=made.readers[1], point=point, marks=marks)
    return made


def at(made, place=None):
    return f"{SAMPLES}{made.sample.pk}/read/{f'{place}/' if place else ''}"


class TestOwnSample:
    def test_goes_to_what_they_were_asked_to_read(self, reader, reading):
        assert reader.get(f"{SAMPLES}mine/").url == at(reading)

    def test_says_that_there_is_nothing(self, reader, exercise):
        assert "Nobody has asked you" in text_of(reader.get(f"{SAMPLES}mine/"))

    def test_is_offered_on_the_page_of_the_exercise(self, reader, reading):
        page = text_of(reader.get("/northmarch/asked/winter/"))

        assert f"{SAMPLES}mine/" in page


class TestReadSample:
    def test_says_how_to_read_and_where_to_begin(self, reader, reading):
        page = text_of(reader.get(at(reading)))

        assert "3 points left, about 1 minute." in page
        assert f'href="{at(reading, 1)}"' in page
        assert "Travel is unpaid" in page

    def test_is_handed_in_when_all_is_read(self, reader, reading):
        assert "Read all of it first: 3 left" in text_of(reader.post(at(reading)))
        for place in (1, 2, 3):
            reader.post(at(reading, place), {"do": "save"})
        page = text_of(reader.get(at(reading)))
        assert "You have read all of it" in page
        assert "Look at your marks again first" in page

        page = text_of(reader.post(at(reading), follow=True))

        assert "You have handed in your reading" in page
        assert f"{SAMPLES}{reading.sample.pk}/settle/" in page

    def test_says_that_it_is_over(self, reader, reading):
        reading.sample.stopped_at, reading.sample.because = FINISHED_AT, "Ill"
        reading.sample.save()

        assert "no longer being read" in text_of(reader.get(at(reading)))


class TestReadSamplePoint:
    def test_shows_the_words_and_nobodys_marks(self, reader, reading, exercise):
        point = reading.sample.points.get(place=1)
        point.point.codings.create(
            theme=ThemeFactory(exercise=exercise, title="Where the lead put it"),
            stance="against",
            placed_by="person:1",
            placed_at=FINISHED_AT,
        )

        page = text_of(reader.get(at(reading, 1)))

        assert f"<mark>{point.point.text}</mark>" in page
        assert page.count("data-key") == 3
        assert page.count(" checked>") == 1  # that the keys work
        assert 'value="against" selected' not in page
        assert "Where the lead put it" not in page
        assert "machine" not in page

    def test_shows_nothing_of_who_said_it(self, reader, reading):
        contribution = reading.sample.points.get(place=1).point.contribution

        page = text_of(reader.get(at(reading, 1)))

        assert contribution.receipt not in page

    def test_keeps_themes_with_stances_and_goes_on(self, reader, reading):
        sent = {"do": "save", "themes": [PAY, ROTAS], "stance-1": "against", "missing": "yes"}

        response = reader.post(at(reading, 1), sent)

        assert response.url == at(reading, 2)
        kept = reading.readers[0].readings.get()
        assert kept.marks == {"1": "against", "3": "unclear"}
        assert kept.is_theme_missing

    def test_shows_their_own_marks_again_and_changes_them(self, reader, reading):
        sent = {"do": "save", "themes": [PAY], "stance-1": "for", "missing": "yes"}
        reader.post(at(reading, 1), sent)

        page = text_of(reader.get(at(reading, 1)))
        assert 'value="1" id="id_themes" data-key="1" checked' in page
        assert 'id="id_missing" checked' in page
        assert "Point 1, read" in page

        reader.post(at(reading, 1), {"do": "save"})
        assert reading.readers[0].readings.get().marks == {}

    def test_skips_to_the_next_and_comes_back_to_it(self, reader, reading):
        assert reader.post(at(reading, 1), {"do": "skip"}).url == at(reading, 2)
        reader.post(at(reading, 2), {"do": "save"})

        assert reader.post(at(reading, 3), {"do": "save"}).url == at(reading, 1)
        assert reader.post(at(reading, 1), {"do": "skip"}).url == at(reading)
        assert reader.post(at(reading, 1), {"do": "save"}).url == at(reading)

    def test_leads_back_to_the_one_before(self, reader, reading):
        assert f'href="{at(reading, 1)}" data-coding-back' in text_of(reader.get(at(reading, 2)))
        assert "data-coding-back" not in text_of(reader.get(at(reading, 1)))

    def test_says_why_it_cannot_be_kept_and_keeps_what_was_ticked(self, reader, reading):
        sent = {"do": "save", "themes": [PAY, 77], "missing": "yes"}

        page = text_of(reader.post(at(reading, 1), sent))

        assert "There is no such theme in this sample" in page
        assert 'data-key="1" checked' in page
        assert 'id="id_missing" checked' in page

    def test_is_for_those_who_were_asked(self, client, reading):
        stranger = coder()
        client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")

        assert "You were not asked" in text_of(client.get(at(reading, 1)))

    @pytest.mark.parametrize("role", ["Commissioner", "Partnership lead", "Steward"])
    def test_is_not_for_those_who_see_the_marks_elsewhere(self, reader, reading, person, role):
        GrantFactory(role=role, person=person)

        response = reader.get(at(reading, 1))

        assert response.status_code == 403
        assert "cannot read blind" in text_of(response)

    def test_a_reader_can_open_no_page_that_shows_marks(self, reader, reading):
        said = "/northmarch/said/winter/"

        for page in ("", "alone/", "unsure/", "accuracy/", "themes/code/"):
            assert reader.get(f"{said}{page}").status_code == 403

    def test_makes_as_many_queries_for_much_as_for_little(
        self, reader, reading, django_assert_max_num_queries
    ):
        for place in range(4, 30):
            BlindPointFactory(sample=reading.sample, place=place)

        with django_assert_max_num_queries(24):
            reader.get(at(reading, 1))
