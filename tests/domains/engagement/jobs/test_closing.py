from datetime import UTC, date, datetime

import pytest
import time_machine

from regard.domains.engagement.jobs import close_due
from regard.domains.engagement.models import Exercise
from regard.domains.engagement.types import Stage
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.factories.engagement import ExerciseFactory

pytestmark = pytest.mark.django_db


class TestCloseDue:
    def test_closes_what_has_had_its_last_day_and_nothing_else(self):
        over = ExerciseFactory(closes_on=date(2026, 11, 20))
        last_day = ExerciseFactory(closes_on=date(2026, 11, 21))
        draft = ExerciseFactory(draft=True, closes_on=date(2026, 11, 20))
        job = Job.objects.create(kind="engagement.close_due", title="Close", by="schedule")

        with time_machine.travel(datetime(2026, 11, 21, 23, 30, tzinfo=UTC), tick=False):
            result = close_due(Progress(job))

        assert result == "1 closed."
        stages = dict(Exercise.objects.values_list("pk", "stage"))
        assert stages == {over.pk: Stage.CLOSED, last_day.pk: Stage.OPEN, draft.pk: Stage.DRAFT}
