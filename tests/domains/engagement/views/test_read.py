import time

import pytest

from regard.domains.engagement.actions.writing import write_points
from regard.domains.engagement.models import Redaction
from regard.foundation.files import actions as files
from tests.domains.engagement.views.addresses import at
from tests.domains.engagement.views.conftest import NOON
from tests.factories.engagement import AnswerFactory, PointFactory, ThemeFactory

pytestmark = pytest.mark.django_db

BODY = "Staff leave our homes every winter because nobody pays them for travel."
TEXT = f"Workforce\n\n{BODY}\n\nRotas\n\nThey come late, on a Friday. {BODY}"


@pytest.fixture
def answer():
    answer = AnswerFactory(text=TEXT, places=[[0, "page 1"], [91, "page 2"]])
    write_points(exercise=answer.contribution.exercise, answers=[answer])
    return answer


def address(answer, name="read_contribution"):
    contribution = answer.contribution
    return at(name, contribution.exercise, receipt=contribution.receipt)


class TestRead:
    def test_marks_each_point_in_its_place_by_number(self, lead, answer):
        words = lead(answer.contribution.exercise).get(address(answer)).content.decode()

        points = answer.points.order_by("start")
        assert [point.text for point in points] == [BODY, "They come late, on a Friday.", BODY]
        for number, point in enumerate(points, start=1):
            assert f'id="point-{point.pk}">{number} </span><mark>' in words
            assert f'href="#point-{point.pk}"' in words
        assert "<h3>Workforce</h3>" in words
        assert "3 points, in no theme yet." in words

    def test_lists_points_by_theme(self, lead, answer):
        exercise = answer.contribution.exercise
        theme = ThemeFactory(exercise=exercise, title="Travel is unpaid")
        PointFactory(answer=answer, theme=theme, start=0, end=9, text="Workforce")

        words = lead(exercise).get(address(answer)).content.decode()

        assert "Travel is unpaid (1 point)" in words
        assert "In no theme yet (3 points)" in words

    def test_opens_the_original_at_its_page(self, lead, answer):
        exercise = answer.contribution.exercise
        contribution = answer.contribution
        contribution.file = files.keep(
            chunks=[b"%PDF-1.4 made up"], name="a.pdf", origin="x", scope_key="x", by="x", at=NOON
        )
        contribution.save()
        browser = lead(exercise)

        words = browser.get(address(answer)).content.decode()
        sent = browser.get(address(answer, "original_pages"))

        assert f'{address(answer, "original_pages")}#page=2">page 2</a>' in words
        assert sent["Content-Type"] == "application/pdf"
        assert "attachment" not in sent["Content-Disposition"]
        assert b"".join(sent.streaming_content) == b"%PDF-1.4 made up"

    def test_sends_what_only_calls_itself_a_pdf_to_be_kept(self, lead, answer):
        contribution = answer.contribution
        contribution.file = files.keep(
            chunks=[b"<script>"], name="a.pdf", origin="x", scope_key="x", by="x", at=NOON
        )
        contribution.save()

        sent = lead(contribution.exercise).get(address(answer, "original_pages"))

        assert sent["Location"] == address(answer, "original")

    def test_shows_no_words_that_were_taken_out(self, lead, answer):
        start = TEXT.index("on a Friday")
        Redaction.objects.create(
            answer=answer, start=start, end=start + 11, because="x", by="person:1", at=NOON
        )

        words = lead(answer.contribution.exercise).get(address(answer)).content.decode()

        assert "on a Friday" not in words
        assert "They come late" in words

    def test_is_not_for_everybody_before_it_is_answered(self, client_as, answer, client):
        exercise = answer.contribution.exercise

        assert client.get(address(answer)).status_code in {302, 403}
        browser = client_as("Commissioner", exercise.system)
        assert browser.get(address(answer)).status_code == 200
        assert browser.get(address(answer, "original_pages")).status_code == 403

    def test_reads_a_report_of_thirty_pages_in_a_fixed_number_of_queries(
        self, lead, django_assert_max_num_queries
    ):
        text = "\n\n".join(f"{n}. {BODY} And that is what number {n} says." for n in range(1_700))
        answer = AnswerFactory(text=text, places=[[n * 6_000, f"page {n + 1}"] for n in range(33)])
        exercise = answer.contribution.exercise
        write_points(exercise=exercise, answers=[answer])
        browser = lead(exercise)
        browser.get(address(answer))

        with django_assert_max_num_queries(20):
            began = time.process_time()
            response = browser.get(address(answer))
            took = time.process_time() - began

        assert len(text) > 180_000
        assert response.content.count(b"<mark>") >= 1_700
        assert took < 5
