from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.models import Exercise
from regard.domains.engagement.rules import gate
from regard.entrypoints.demonstration.corpus import read
from regard.entrypoints.demonstration.fairness import show_fair
from tests.factories.engagement import ExerciseFactory, QuestionFactory

pytestmark = pytest.mark.django_db

WRITTEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


class TestShowFair:
    @pytest.mark.parametrize("name", ["leaving", "winter"])
    @pytest.mark.parametrize("opens_on", [date(2026, 9, 1), date(2026, 4, 20), date(2026, 12, 20)])
    def test_leaves_nothing_missing_whatever_the_day(self, name, opens_on):
        words = read("exercises")[name]
        draft = ExerciseFactory(
            draft=True,
            purpose=words["purpose"],
            decided=words["decided"],
            opens_on=opens_on,
            closes_on=opens_on + timedelta(days=12),
            reply_by=opens_on + timedelta(days=90),
        )
        QuestionFactory(exercise=draft)

        show_fair(draft, information=words["information"], by="person:1", at=WRITTEN)

        states = queries.get_gate(exercise=Exercise.objects.get(), today=opens_on)
        assert gate.reasons_not_to_open(states) == []
