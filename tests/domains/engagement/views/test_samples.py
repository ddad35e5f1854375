import pytest

from regard.domains.engagement.actions.blind import finish_sample
from regard.domains.engagement.models import BlindSample
from regard.foundation.mail.models import OptOut
from tests.domains.engagement.views.theme_pages import point_in, sign_in, text_of
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ExerciseFactory, ThemeFactory
from tests.factories.engagement_blind import (
    FINISHED_AT,
    PAY,
    ROTAS,
    BlindSampleFactory,
    Sampled,
    coder,
)

pytestmark = pytest.mark.django_db

SAMPLES = "/northmarch/said/winter/samples/"


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True, system__slug="northmarch", slug="winter")


@pytest.fixture
def said(exercise):
    theme = ThemeFactory(exercise=exercise)
    return [point_in(exercise, theme=theme, placed_by="machine") for _ in range(12)]


@pytest.fixture
def lead(client):
    return sign_in(client, "Partnership lead")


def at(sample, more=""):
    return f"{SAMPLES}{sample.pk}/{more}"


class TestSamples:
    def test_draws_one_and_shows_it(self, lead, exercise, said):
        assert "All 12 points" in text_of(lead.get(SAMPLES))

        response = lead.post(SAMPLES, {"size": "12"})

        sample = BlindSample.objects.get()
        assert response.url == at(sample)
        page = text_of(lead.get(response.url))
        assert "12 points of 12, drawn by lot" in page
        assert sample.seed in page

    def test_says_what_is_in_the_way(self, lead, exercise):
        for _ in range(12):
            point_in(exercise)

        assert "There are no themes yet" in text_of(lead.post(SAMPLES, {"size": "12"}))
        assert "Choose how many points" in text_of(lead.post(SAMPLES, {}))

    def test_lists_them_with_who_reads_and_what_became_of_them(self, lead, exercise, said):
        BlindSampleFactory(exercise=exercise, stopped=True)
        person = coder("Bo Ek")
        Sampled(exercise, [((), ())], by=(f"person:{person.pk}", "person:0"))

        page = text_of(lead.get(SAMPLES))

        assert "2 samples drawn, 0 finished. One of 1 point is being read." in page
        assert "Both fell ill." in page
        assert "Bo Ek" in page
        assert "Draw it" not in page

    def test_offers_no_draw_once_everyone_can_see_the_themes(self, lead, exercise, said):
        exercise.stage = "answered"
        exercise.save()

        page = text_of(lead.get(SAMPLES))

        assert "Everyone can see the themes now" in page
        assert "Draw it" not in page

    def test_says_that_there_is_nothing_to_draw(self, lead, exercise):
        assert "There is nothing to draw yet" in text_of(lead.get(SAMPLES))

    def test_makes_as_many_queries_for_many_as_for_one(
        self, lead, exercise, said, django_assert_max_num_queries
    ):
        for _ in range(6):
            BlindSampleFactory(exercise=exercise, stopped=True)
        Sampled(exercise, [((), ())] * 6)

        with django_assert_max_num_queries(24):
            lead.get(SAMPLES)


class TestSample:
    def test_asks_people_by_email(self, lead, exercise):
        sample = BlindSampleFactory(exercise=exercise)
        person = coder("Bo Ek")
        barred = coder("Ann Lee")
        GrantFactory(role="Commissioner", person=barred)
        page = text_of(lead.get(at(sample)))
        assert "May not be asked" in page
        assert "Ann Lee" in page

        response = lead.post(at(sample), {"readers": [f"person:{person.pk}"]}, follow=True)

        page = text_of(response)
        assert "The emails are on their way" in page
        assert "1 person was asked to read it; 0 handed in" in page
        assert "Not begun" in page

    def test_names_whom_somebody_has_to_tell(self, lead, exercise):
        sample = BlindSampleFactory(exercise=exercise)
        person = coder("Bo Ek")
        OptOut.objects.create(
            address=person.email, scope="all", opted_out_at=FINISHED_AT, by="person:1"
        )

        sent = {"readers": [f"person:{person.pk}"]}
        page = text_of(lead.post(at(sample), sent, follow=True))

        assert "Bo Ek asked us not to write" in page
        assert "on their way" not in page

    def test_says_that_nobody_can_be_asked(self, lead, exercise):
        page = text_of(lead.get(at(BlindSampleFactory(exercise=exercise))))

        assert "Nobody can be asked yet" in page

    def test_asks_for_somebody(self, lead, exercise):
        sample = BlindSampleFactory(exercise=exercise)
        coder()

        assert "Choose at least one person to ask" in text_of(lead.post(at(sample), {}))

    def test_leads_on_to_settling_then_to_finishing_then_to_what_it_showed(self, lead, exercise):
        made = Sampled(exercise, [((PAY,), (ROTAS,))])
        assert "1 point to settle" in text_of(lead.get(at(made.sample)))

        point = made.points[0]
        point.settled, point.settled_at = {"1": "for"}, FINISHED_AT
        point.save()
        assert "Everything is read and settled" in text_of(lead.get(at(made.sample)))

        page = text_of(lead.post(at(made.sample, "finish/"), follow=True))
        assert "Working out what a sample" in page
        assert "It is being worked out" in text_of(lead.get(at(made.sample)))

        finish_sample(sample_id=made.sample.pk, by="person:1", at=FINISHED_AT)
        assert "This sample is measured" in text_of(lead.get(at(made.sample)))

    def test_says_what_cannot_be_read_any_more(self, lead, exercise):
        made = Sampled(exercise, [((), ())] * 2)
        made.points[0].point.delete()

        page = text_of(lead.get(at(made.sample)))

        assert "1 point cannot be read any more" in page
        assert "1 of 1" in page

    def test_finds_none_of_another_exercise(self, lead, exercise):
        assert lead.get(at(BlindSampleFactory())).status_code == 404

    @pytest.mark.parametrize("role", ["Commissioner", "Coder", "Board secretary"])
    def test_is_for_those_who_may_edit_themes(self, client, exercise, role):
        sample = BlindSampleFactory(exercise=exercise)
        other = sign_in(client, role)

        for address in (SAMPLES, at(sample), at(sample, "stop/")):
            assert other.get(address).status_code == 403
        assert other.post(at(sample, "finish/")).status_code == 403


class TestUseSample:
    def test_puts_the_points_where_the_readers_put_them(self, lead, exercise):
        made = Sampled(exercise, [((PAY,), (PAY,)), ((), ())])
        made.sample.themes.filter(number=PAY).update(theme=ThemeFactory(exercise=exercise))
        assert "Put the points there" not in text_of(lead.get(at(made.sample)))
        finish_sample(sample_id=made.sample.pk, by="person:1", at=FINISHED_AT)
        assert "Put the points there" in text_of(lead.get(at(made.sample)))

        page = text_of(lead.post(at(made.sample, "use/"), follow=True))

        assert "2 points stand where the readers put them now" in page
        assert made.points[0].point.codings.count() == 1


class TestStopSample:
    def test_ends_it_with_a_reason(self, lead, exercise):
        sample = BlindSampleFactory(exercise=exercise)
        assert "Say why" in text_of(lead.post(at(sample, "stop/"), {}))

        page = text_of(lead.post(at(sample, "stop/"), {"because": "Both fell ill."}, follow=True))

        assert "The sample is stopped" in page
        sample.refresh_from_db()
        assert sample.because == "Both fell ill."

    def test_says_that_it_has_ended_already(self, lead, exercise):
        sample = BlindSampleFactory(exercise=exercise, finished=True)

        page = text_of(lead.post(at(sample, "stop/"), {"because": "x"}))

        assert "no longer being read" in page
