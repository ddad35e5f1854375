import json
from datetime import UTC, datetime

import pytest

from regard.domains.engagement import actions
from regard.domains.engagement.models import Contribution
from regard.domains.engagement.queries.proving import list_contents, prove_kept
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.foundation.audit.models import Entry
from regard.foundation.audit.sealing import seal
from regard.foundation.audit.verify import check_proof
from regard.foundation.base.errors import NotFound
from tests.domains.engagement.altered import alter_answers
from tests.factories.engagement import ContributionFactory, ExerciseFactory, QuestionFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def kept():
    exercise = ExerciseFactory()
    question = QuestionFactory(exercise=exercise)
    said = Said(
        answers={question.pk: "Pay for “travel”.\nPlease."},
        speaker=Speaker.PERSON,
        channel=Channel.WEB,
    )
    return actions.keep_contribution(exercise=exercise, said=said, by="public", at=NOON)


class TestProveKept:
    def test_proves_that_it_is_there_and_unaltered(self, kept):
        seal(at=NOON)

        proven = prove_kept(contribution=kept)

        assert proven.is_unaltered
        assert list(check_proof(json.loads(json.dumps(proven.as_file())))) == []

    def test_waits_for_the_seal(self, kept):
        proven = prove_kept(contribution=kept)

        assert proven.is_unaltered
        with pytest.raises(NotFound, match="not sealed yet"):
            proven.as_file()

    def test_finds_words_that_were_changed(self, kept):
        seal(at=NOON)
        alter_answers("Pay for “travel”.\nPlease?")

        proven = prove_kept(contribution=kept)

        assert not proven.is_unaltered
        assert list(check_proof(proven.as_file())) == [
            "What was said is altered: the ledger's entry was made of other words."
        ]

    def test_knows_nothing_of_what_came_before_there_were_digests(self):
        proven = prove_kept(contribution=ContributionFactory())

        assert (proven.checked, proven.is_unaltered) == (None, False)
        assert set(proven.as_file()) == {"content"}

    def test_tells_nothing_about_the_words_without_the_salt(self, kept, settings):
        digest = prove_kept(contribution=kept).digest
        settings.SECRET_KEY = "another"

        assert prove_kept(contribution=kept).digest != digest


class TestRowsOfAFile:
    def test_have_an_entry_each_with_few_statements(self, django_assert_max_num_queries):
        exercise = ExerciseFactory()
        kept = [ContributionFactory(exercise=exercise) for _ in range(3)]

        with django_assert_max_num_queries(2):
            actions.contributions.record_rows_kept(contributions=kept, by="person:1", at=NOON)

        digests = set(Entry.objects.values_list("detail__digest", flat=True))
        assert len(digests) == 3
        assert len(list_contents(contributions=Contribution.objects.all())) == 3
