from datetime import UTC, datetime, timedelta

import pytest

from regard.domains.engagement.presenters import blind as presenters
from regard.domains.engagement.types import Stance
from regard.domains.engagement.types.blind import BlindWords, ReaderRow, SampleRow
from tests.factories.engagement_blind import PAY, ROTAS, THEMES, TRAVEL, marks_of, read_point

NOW = datetime(2026, 12, 3, 9, tzinfo=UTC)


def row(**known):
    return SampleRow(
        **{
            "sample_id": 1,
            "seed": "5eed",
            "drawn_from": 1_204,
            "pool_hash": "0" * 64,
            "drawn_at": NOW,
            "points": 200,
            "readable": 200,
            "finished_at": None,
            "stopped_at": None,
            "because": "",
            "readers": (),
            "measured": None,
        }
        | known
    )


def reader(letter="A", **known):
    return ReaderRow(
        **{
            "reader_id": 1,
            "by": "person:1",
            "letter": letter,
            "name": "Bo Ek",
            "asked_at": NOW,
            "read": 0,
            "handed_in_at": None,
        }
        | known
    )


class TestTickRows:
    def test_numbers_the_themes_and_ticks_those_that_are_marked(self):
        rows = presenters.tick_rows(THEMES, marks=marks_of(TRAVEL))

        assert [(each.number, each.is_part, each.is_ticked) for each in rows] == [
            (PAY, False, False),
            (TRAVEL, True, True),
            (ROTAS, False, False),
        ]
        assert rows[1].stance is Stance.FOR
        assert rows[0].stance is Stance.UNCLEAR
        assert not any(each.ticked_by for each in rows)

    def test_says_who_ticked_what_where_it_is_settled(self):
        readings = [marks_of(PAY), marks_of(PAY, ROTAS)]

        rows = presenters.tick_rows(THEMES, marks={}, readings=readings)

        assert [each.ticked_by for each in rows] == [("A", "B"), (), ("B",)]


class TestTickedNone:
    def test_names_who_ticked_nothing(self):
        assert presenters.ticked_none([marks_of(PAY), {}]) == "In none of them: B"
        assert presenters.ticked_none([marks_of(PAY)]) == ""


class TestExcerptOf:
    def test_marks_the_point_in_its_answer(self):
        words = BlindWords(1, "Why?", "The pay. The rota.", 9, 18)

        found = presenters.excerpt_of(words)

        assert found.words[slice(*found.mark)] == "The rota."


class TestSamplesLede:
    def test_says_what_became_of_them(self):
        assert "nobody knows" in presenters.samples_lede([])
        done = row(finished_at=NOW)
        assert presenters.samples_lede([done]) == "1 sample drawn, 1 finished."
        assert "One of 200 points is being read." in presenters.samples_lede([row(), done])


class TestSampleTag:
    @pytest.mark.parametrize(
        ("known", "words"),
        [
            ({"finished_at": NOW}, "Finished"),
            ({"stopped_at": NOW}, "Stopped"),
            ({"readers": (reader(),)}, "Being read"),
            ({}, "Nobody asked yet"),
        ],
    )
    def test_says_its_state(self, known, words):
        assert presenters.sample_tag(row(**known))[0] == words


class TestSampleLede:
    def test_says_what_it_is_and_how_far(self):
        both = (reader(handed_in_at=NOW), reader("B"))

        assert presenters.sample_lede(row(readers=both)) == (
            "200 points of 1,204, drawn by lot on 3 December 2026. "
            "2 people were asked to read it; 1 handed in."
        )
        assert "No people were asked" in presenters.sample_lede(row())

    def test_says_why_it_was_stopped(self):
        stopped = row(stopped_at=NOW, because="Both fell ill.")

        assert "Stopped on 3 December 2026: Both fell ill." in presenters.sample_lede(stopped)


class TestReaderTag:
    @pytest.mark.parametrize(
        ("known", "words"),
        [({"handed_in_at": NOW}, "Handed in"), ({"read": 3}, "Reading"), ({}, "Not begun")],
    )
    def test_says_how_far_they_are(self, known, words):
        assert presenters.reader_tag(reader(**known))[0] == words


class TestSampleStep:
    done = (reader(handed_in_at=NOW), reader("B", handed_in_at=NOW))

    def step(self, found, *, unsettled=0, now=NOW):
        return presenters.sample_step(found, unsettled=unsettled, now=now)

    def test_waits_some_minutes_while_it_is_worked_out(self):
        asked = row(readers=self.done, finishing_at=NOW)

        assert self.step(asked).page == "sample"
        assert self.step(asked, now=NOW + timedelta(minutes=11)).page == "finish_sample"

    def test_leads_from_settling_to_finishing_to_what_it_showed(self):
        steps = [
            self.step(row(readers=self.done), unsettled=3),
            self.step(row(readers=self.done)),
            self.step(row(finished_at=NOW)),
        ]

        assert [step.page for step in steps] == ["settle_sample", "finish_sample", "accuracy"]
        assert [step.is_post for step in steps] == [False, True, False]

    def test_waits_while_it_is_read_and_where_it_was_stopped(self):
        assert self.step(row(readers=(reader(),))) is None
        assert self.step(row(readers=self.done, stopped_at=NOW)) is None


class TestUnsettled:
    def test_counts_what_was_put_differently_and_not_settled(self):
        points = [
            read_point(1, (PAY,), (PAY,)),
            read_point(2, (PAY,), ()),
            read_point(3, (PAY,), (), settled=()),
        ]

        assert presenters.unsettled_places(points) == [2]
        assert presenters.count_unsettled(points) == 1


class TestWords:
    def test_say_how_far_and_how_long(self):
        assert presenters.reading_words(3, range(200)) == "3 of 200 points read"
        assert presenters.left_words(0) == "You have read all of it."
        assert presenters.left_words(24) == "24 points left, about 10 minutes."
