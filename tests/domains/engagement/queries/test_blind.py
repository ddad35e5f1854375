from datetime import UTC, datetime

import pytest

from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries import blind as queries
from regard.domains.engagement.queries import blind_reading as readings
from regard.domains.engagement.types import Stance, Visibility
from regard.foundation.base.errors import NotAllowed, NotFound
from regard.foundation.mail.models import Message
from tests.domains.engagement.views.theme_pages import point_in
from tests.factories.accounts import GrantFactory, Holder
from tests.factories.engagement import ContributionFactory, ExerciseFactory
from tests.factories.engagement_blind import (
    PAY,
    ROTAS,
    BlindPointFactory,
    BlindReaderFactory,
    BlindSampleFactory,
    Sampled,
    coder,
)
from tests.factories.engagement_care import RedactionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 3, 9, tzinfo=UTC)


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


@pytest.fixture
def read(exercise):
    return Sampled(exercise, [((PAY,), (PAY,)), ((PAY,), (ROTAS,))])


class TestListSamples:
    def test_lists_the_newest_first_with_how_far_their_readers_are(self, exercise):
        old = BlindSampleFactory(exercise=exercise, finished=True)
        person = coder("Amara")
        made = Sampled(
            exercise, [((), ())], by=(f"person:{person.pk}", "person:0"), handed_in=False
        )
        BlindPointFactory(sample=made.sample, place=2)

        newest, oldest = queries.list_samples(exercise=exercise)

        assert (newest.sample_id, oldest.sample_id) == (made.sample.pk, old.pk)
        assert newest.is_open
        assert not oldest.is_open
        assert (newest.points, newest.readable) == (2, 2)
        assert [(row.letter, row.name, row.read) for row in newest.readers] == [
            ("A", "Amara", 1),
            ("B", "Someone who has left", 1),
        ]
        assert oldest.measured.points == 40

    def test_counts_what_can_still_be_read_as_it_was_drawn(self, exercise, read):
        point = read.points[0].point
        point.contribution.visibility = Visibility.COUNTED
        point.contribution.save()

        [row] = queries.list_samples(exercise=exercise)

        assert (row.points, row.readable) == (2, 1)
        assert [reader.read for reader in row.readers] == [1, 1]

    def test_makes_four_queries_however_many_there_are(
        self, exercise, django_assert_max_num_queries
    ):
        for _ in range(5):
            BlindSampleFactory(exercise=exercise, stopped=True)
        Sampled(exercise, [((), ())] * 4)

        with django_assert_max_num_queries(4):
            queries.list_samples(exercise=exercise)


class TestGetSample:
    def test_finds_none_of_another_exercise(self, exercise, read):
        assert queries.get_sample(exercise=exercise, sample_id=read.sample.pk).points == 2
        with pytest.raises(NotFound):
            queries.get_sample(exercise=ExerciseFactory(), sample_id=read.sample.pk)


class TestGetMeasured:
    def test_is_what_was_finished_last(self, exercise, read):
        assert queries.get_measured(exercise=exercise) is None

        BlindSampleFactory(exercise=exercise, finished=True)
        later = BlindSampleFactory(
            exercise=exercise, finished=True, finished_at=NOW.replace(year=2027)
        )

        found = queries.get_measured(exercise=exercise)
        assert found.sample_id == later.pk
        assert found.readers == ()


class TestListCandidates:
    def test_names_coders_and_says_why_some_may_not(self, exercise):
        fine = coder("Amara")
        both = coder("Bo")
        GrantFactory(role="Commissioner", person=both)
        GrantFactory(role="Partnership lead")

        found = queries.list_candidates(exercise=exercise)

        assert [(each.name, bool(each.reason)) for each in found] == [
            ("Amara", False),
            ("Bo", True),
        ]
        assert (found[0].by, found[0].email) == (f"person:{fine.pk}", fine.email)


class TestPool:
    def test_is_of_what_anybody_may_read(self, exercise):
        point_in(exercise)
        point_in(exercise, contribution=ContributionFactory(exercise=exercise, withheld_at=NOW))
        point_in(ExerciseFactory())

        assert queries.count_pool(exercise=exercise) == 1


class TestListReadPoints:
    def test_gives_the_marks_of_those_who_handed_in(self, read):
        BlindReaderFactory(sample=read.sample, letter="C")

        first, second = queries.list_read_points(sample_id=read.sample.pk)

        assert first.readings == ({PAY: Stance.FOR}, {PAY: Stance.FOR})
        assert second.readings == ({PAY: Stance.FOR}, {ROTAS: Stance.FOR})
        assert second.settled is None

    def test_says_whether_a_reader_settled_it(self, read):
        for point, by in zip(read.points, ("person:1", "person:7"), strict=True):
            point.settled, point.settled_by, point.settled_at = {}, by, NOW
            point.save()

        found = queries.list_read_points(sample_id=read.sample.pk)

        assert [each.is_settled_by_reader for each in found] == [True, False]
        assert [each.settled for each in found] == [{}, {}]

    def test_leaves_out_what_one_of_them_did_not_read(self, read):
        BlindPointFactory(sample=read.sample, place=3)

        assert len(queries.list_read_points(sample_id=read.sample.pk)) == 2


class TestGetReader:
    def test_is_for_those_who_were_asked(self, exercise, read):
        mine = Holder(Permission.CODE, by="person:1")
        other = Holder(Permission.CODE, by="person:9")

        found = readings.get_reader(exercise=exercise, sample_id=read.sample.pk, caller=mine)

        assert found == read.readers[0]
        with pytest.raises(readings.NotAsked):
            readings.get_reader(exercise=exercise, sample_id=read.sample.pk, caller=other)
        with pytest.raises(NotFound):
            readings.get_reader(exercise=ExerciseFactory(), sample_id=read.sample.pk, caller=mine)

    @pytest.mark.parametrize("more", [Permission.VIEW_CONTRIBUTIONS, Permission.EDIT_THEMES])
    def test_is_not_for_those_who_see_the_marks_elsewhere(self, exercise, read, more):
        caller = Holder(Permission.CODE, more, by="person:1")

        with pytest.raises(NotAllowed, match="cannot read blind"):
            readings.get_reader(exercise=exercise, sample_id=read.sample.pk, caller=caller)

    def test_is_not_for_those_who_lost_the_right(self, exercise, read):
        with pytest.raises(NotAllowed):
            readings.get_reader(
                exercise=exercise, sample_id=read.sample.pk, caller=Holder(by="person:1")
            )


class TestGetSettler:
    def test_is_for_the_team_and_for_readers_who_handed_in(self, exercise, read):
        lead = Holder(Permission.EDIT_THEMES, by="person:9")
        reader = Holder(Permission.CODE, by="person:1")
        which = {"exercise": exercise, "sample_id": read.sample.pk}

        assert readings.get_settler(**which, caller=lead) == read.sample
        assert readings.get_settler(**which, caller=reader) == read.sample
        with pytest.raises(NotAllowed):
            readings.get_settler(**which, caller=Holder(Permission.CODE, by="person:9"))
        with pytest.raises(NotFound):
            readings.get_settler(**which | {"exercise": ExerciseFactory()}, caller=lead)

    def test_waits_until_they_have_handed_in(self, exercise):
        made = Sampled(exercise, [((), ())], handed_in=False)

        with pytest.raises(NotAllowed, match="Hand in your own"):
            readings.get_settler(
                exercise=exercise,
                sample_id=made.sample.pk,
                caller=Holder(Permission.CODE, by="person:1"),
            )


class TestGetProgress:
    def test_tells_what_is_left(self, read):
        BlindPointFactory(sample=read.sample, place=3)

        found = readings.get_progress(reader=read.readers[0])

        assert (found.places, found.unread, found.read) == ([1, 2, 3], [3], 2)


class TestGetWords:
    def test_gives_the_words_as_readers_may_see_them(self, exercise, read):
        point = read.points[0].point
        RedactionFactory(answer=point.answer, start=0, end=3)

        found = readings.get_words(exercise=exercise, sample_id=read.sample.pk, place=1)

        assert "Pay for" not in found.answer_text
        assert found.question == point.answer.question.text

    def test_finds_nothing_that_cannot_be_read_any_more(self, exercise, read):
        read.points[0].point.delete()

        for place in (1, 9):
            with pytest.raises(NotFound):
                readings.get_words(exercise=exercise, sample_id=read.sample.pk, place=place)


class TestGetOwnMarks:
    def test_gives_a_reader_their_own_and_nobody_elses(self, read):
        one, other = read.readers

        assert readings.get_own_marks(reader=one, place=2) == ({PAY: Stance.FOR}, False)
        assert readings.get_own_marks(reader=other, place=2) == ({ROTAS: Stance.FOR}, False)
        assert readings.get_own_marks(reader=one, place=3) is None


class TestFindOwnSample:
    def test_is_the_newest_that_they_were_asked_to_read(self, exercise, read):
        caller = Holder(Permission.CODE, by="person:1")

        assert readings.find_own_sample(exercise=exercise, caller=caller) == read.sample.pk
        assert readings.find_own_sample(exercise=ExerciseFactory(), caller=caller) is None
        with pytest.raises(NotAllowed):
            readings.find_own_sample(exercise=exercise, caller=Holder())


class TestListToSend:
    def test_lists_the_emails_of_one_sample_that_wait(self, read):
        known = {"scope_key": "x", "to": "x", "subject": "x", "body": "x"}
        mine = Message.objects.create(about=readings.about_sample(read.sample.pk), **known)
        Message.objects.create(about=readings.about_sample(0), **known)
        Message.objects.create(about=mine.about, state="failed", **known)

        assert readings.list_to_send(sample_id=read.sample.pk) == [mine.pk]
