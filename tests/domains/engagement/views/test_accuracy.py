import csv
from datetime import timedelta

import pytest

from regard.domains.engagement.rules import measuring
from tests.domains.engagement.views.theme_pages import point_in, sign_in, text_of
from tests.factories.engagement import ExerciseFactory, ThemeFactory
from tests.factories.engagement_blind import (
    FINISHED_AT,
    PAY,
    ROTAS,
    BlindSampleFactory,
    Sampled,
    measured,
)
from tests.factories.engagement_learning import LearningFactory

pytestmark = pytest.mark.django_db

SAID = "/northmarch/said/winter/"


@pytest.fixture
def exercise():
    return ExerciseFactory(answered=True, system__slug="northmarch", slug="winter")


class TestAccuracy:
    def test_tells_everyone_once_it_is_answered(self, client, exercise):
        sample = BlindSampleFactory(exercise=exercise, finished=True)

        page = text_of(client.get(f"{SAID}accuracy/"))

        assert "Measured blind on 9 December 2026: 2 people" in page
        assert "Of the marks that the machine set" in page
        assert "Krippendorff’s alpha is" in page
        assert "Travel is unpaid" in page
        assert sample.seed in page

    def test_says_as_of_when_and_whether_the_machine_has_learnt_since(self, client, exercise):
        sample = BlindSampleFactory(exercise=exercise, finished=True, learnt_from=50)

        for address in (SAID, f"{SAID}accuracy/"):
            point_in(exercise)
            page = text_of(client.get(address))
            assert "as of 2 December 2026, when the sample was drawn" in page
            assert "had learnt from 50 points that people had read" in page
            assert "It has not learnt since." in page

        later = sample.drawn_at + timedelta(days=3)
        LearningFactory(exercise=exercise, learnt_at=later, learnt_from=140)
        for address in (SAID, f"{SAID}accuracy/"):
            page = text_of(client.get(address))
            assert "learnt since, last on 5 December 2026 from 140 points" in page
            assert "how well it places points now was not measured" in page

    def test_stands_with_the_themes(self, client, exercise):
        theme = ThemeFactory(exercise=exercise, state="signed_off", signed_off_at=FINISHED_AT)
        point_in(exercise, theme=theme)
        assert "has not been measured" in text_of(client.get(SAID))
        BlindSampleFactory(exercise=exercise, finished=True)

        page = text_of(client.get(SAID))

        assert "Measured blind on 9 December 2026" in page
        assert f'href="{SAID}accuracy/"' in page

    def test_says_that_nobody_measured_it(self, client, exercise):
        page = text_of(client.get(f"{SAID}accuracy/"))

        assert "Nobody has measured it yet" in page
        assert "Have a sample read" not in page

    def test_leads_the_team_to_having_it_measured(self, client, exercise):
        exercise.stage = "closed"
        exercise.save()
        lead = sign_in(client, "Partnership lead")

        assert "Have a sample read" in text_of(lead.get(f"{SAID}accuracy/"))

    def test_is_not_public_before(self, client, exercise):
        exercise.stage = "closed"
        exercise.save()

        assert client.get(f"{SAID}accuracy/").status_code == 302

    def test_names_no_reader(self, client, exercise):
        BlindSampleFactory(exercise=exercise, finished=True)

        assert "person:" not in text_of(client.get(f"{SAID}accuracy/"))


class TestAccuracyCsv:
    def test_gives_the_marks_of_every_point(self, client, exercise):
        made = Sampled(exercise, [((PAY,), (PAY, ROTAS)), ((), ())])
        made.points[0].settled, made.points[0].settled_at = {"3": "against"}, FINISHED_AT
        made.points[0].save()
        made.sample.finished_at = FINISHED_AT
        made.sample.measured = measuring.to_json(measured())
        made.sample.save()

        response = client.get(f"{SAID}accuracy/marks.csv")

        rows = list(csv.reader(text_of(response).lstrip("\ufeff").splitlines()))
        assert rows == [
            ["place", "placed_by", "placed", "reader_1", "reader_2", "settled"],
            ["1", "machine", "none", "1 for", "1 for; 3 for", "3 against"],
            ["2", "machine", "none", "none", "none", ""],
        ]
        assert "sample-winter.csv" in response["Content-Disposition"]

    def test_gives_nothing_before_it_is_measured(self, client, exercise):
        assert client.get(f"{SAID}accuracy/marks.csv").status_code == 404
