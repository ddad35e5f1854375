from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from regard.domains.engagement import actions
from regard.domains.engagement.queries.contributions import get_receipt_path
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.foundation.audit.sealing import seal
from regard.foundation.audit.verify import check_proof
from tests.domains.engagement.altered import alter_answers
from tests.factories.engagement import ExerciseFactory, QuestionFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _an_hour_later(time_machine):
    time_machine.move_to(NOON + timedelta(hours=1))


@pytest.fixture
def receipt_path():
    question = QuestionFactory(exercise=ExerciseFactory())
    kept = actions.keep_contribution(
        exercise=question.exercise,
        said=Said(
            answers={question.pk: "Pay for travel."}, speaker=Speaker.PERSON, channel=Channel.WEB
        ),
        by="public",
        at=NOON,
    )
    return get_receipt_path(contribution=kept)


class TestReceiptProof:
    def test_is_led_to_from_the_receipt(self, client, receipt_path):
        page = client.get(receipt_path).text

        assert f'href="{receipt_path}proof/"' in page

    def test_says_plainly_that_it_is_there(self, client, receipt_path):
        seal(at=NOON)

        page = client.get(f"{receipt_path}proof/").text

        assert "<h1>It is there and unaltered</h1>" in page
        assert "— 127.0.0.1:8000/ledger" in page

    def test_says_that_it_waits(self, client, receipt_path):
        assert "will be sealed soon" in client.get(f"{receipt_path}proof/").text
        assert client.get(f"{receipt_path}proof.json").status_code == 404

    def test_says_plainly_that_it_was_changed(self, client, receipt_path):
        seal(at=NOON)
        alter_answers("All is well.")

        assert "It is not as it was" in client.get(f"{receipt_path}proof/").text

    def test_hands_out_what_the_verifier_checks(self, client, receipt_path):
        seal(at=NOON)

        response = client.get(f"{receipt_path}proof.json")

        assert response["Content-Disposition"].startswith('attachment; filename="proof-')
        assert list(check_proof(response.json())) == []

    def test_opens_for_nobody_without_the_link(self, client):
        assert client.get(reverse("engagement:receipt_proof", args=["nothing"])).status_code == 404
