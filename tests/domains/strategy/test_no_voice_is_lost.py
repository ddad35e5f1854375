"""
Not one voice without an outcome or a reply, whatever happens and in whatever order.

Random histories in a real database: people speak, by themselves and for members; points are coded,
moved, split and joined; themes are made, split and merged; contributions are withheld and given
back; outcomes are given, taken back and read twice; versions are published and followed by others;
what comes late, and what is looked at again, is answered; replies are written a few at a time.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.models import Contribution, Exercise, Point
from regard.domains.engagement.types import Channel, Said, Speaker, Stage
from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import CannotPublish
from regard.domains.strategy.models import LateOutcome, Outcome, Reply
from regard.domains.strategy.queries.owed import to_write
from regard.domains.strategy.types import Decision, OutcomeKind
from regard.foundation.base.errors import NotFound, Refusal
from tests.domains.strategy.queries.alike import check_alike
from tests.domains.strategy.voices import PICK, WORDS, Voices, pick

REASON = "The law does not let us do this here."


class History(Voices):
    """A document, its versions, and all that was said in the exercises that they answer."""

    def teardown(self):
        try:
            self.answer_everything_late()
            self.nobody_waits_any_more()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    # What becomes of it.

    def decide(self, *, kind, **what):
        with suppress(Refusal, NotFound):
            actions.decide_outcome(
                strategy=self.strategy,
                kind=kind,
                reason=REASON,
                passage_ref="1" if kind.is_change else None,
                more_refs=["2"] if kind.is_change else [],
                passed_to="The council" if kind is OutcomeKind.PASSED_ON else "",
                **what,
                **self.who(),
            )

    @rule(one=PICK, kind=st.sampled_from(list(OutcomeKind)))
    def a_theme_is_decided(self, one, kind):
        theme = pick(self.themes, one)
        if theme is not None:
            self.decide(theme_id=theme.pk, kind=kind)

    @rule(which=PICK, kind=st.sampled_from(list(OutcomeKind)), is_own=st.booleans())
    def a_point_is_decided(self, which, kind, is_own):
        self.decide(point_id=pick(self.points, which).pk, kind=kind, is_own=is_own)

    @rule(which=PICK)
    def an_outcome_is_taken_back(self, which):
        found = pick(Outcome.objects.filter(strategy=self.strategy).order_by("pk"), which)
        if found is None:
            return
        with suppress(Refusal):
            actions.take_back_outcome(
                strategy=self.strategy,
                theme_id=found.theme_id,
                point_id=found.point_id,
                **self.who(),
            )

    @rule()
    def everything_left_is_decided(self):
        """Do what a diligent lead does before publishing."""
        for theme in self.themes.filter(state="proposed"):
            with suppress(Refusal):
                engagement.sign_off_theme(theme=theme, **self.who())
        sheet = queries.get_sheet(strategy=self.strategy, shows_who=True)
        for item in sheet.missing:
            self.decide(
                kind=OutcomeKind.ADOPTED if item.theme else OutcomeKind.NOT_ADOPTED,
                theme_id=item.theme.theme_id if item.theme else None,
                point_id=item.point.point_id if item.point else None,
            )
        sheet = queries.get_sheet(strategy=self.strategy, shows_who=True)
        waiting = [i.outcome.outcome_id for i in sheet.waiting_for_second_reader]
        with suppress(Refusal, NotFound):
            actions.read_second(
                strategy=self.strategy,
                outcome_ids=waiting,
                agrees=True,
                by="person:2",
                at=self.at,
            )

    @rule()
    def it_is_published(self):
        if self.strategy.published_at:
            return
        with suppress(CannotPublish, engagement.CannotMarkAnswered):
            self.strategy = actions.publish_strategy(strategy=self.strategy, **self.who())
            self.exercise.refresh_from_db()
            self.frozen[self.strategy.pk] = self.outcomes_of(self.strategy)
            told = Reply.objects.filter(strategy=self.strategy, member=None)
            kept = Contribution.objects.filter(exercise=self.exercise)
            assert set(kept.values_list("pk", flat=True)) <= set(
                told.values_list("contribution", flat=True)
            )

    @rule()
    def the_next_version_is_begun(self):
        if self.strategy.published_at and self.strategy.number < 3:
            self.begin(self.strategy)

    # What comes after.

    @rule(which=PICK, nothing=st.booleans())
    def somebody_speaks_late(self, which, nothing):
        answered = Exercise.objects.filter(system=self.system, stage=Stage.ANSWERED)
        exercise = pick(answered.order_by("pk"), which)
        if exercise is None:
            return
        self.at += timedelta(minutes=1)
        said = Said(
            answers={exercise.questions.get().pk: "Nothing." if nothing else WORDS},
            speaker=Speaker.PERSON,
            channel=Channel.TELEPHONE,
            said_on=exercise.closes_on,
        )
        engagement.keep_contribution(exercise=exercise, said=said, by="person:1", at=self.at)

    @property
    def newest(self):
        published = [s for s in queries.list_newest_published() if s.system_id == self.system.pk]
        return published[0] if published else None

    @rule(which=PICK, as_published=st.booleans(), is_again=st.booleans())
    def a_late_voice_is_answered(self, which, as_published, is_again):
        if self.newest is None:
            return
        waiting = list(queries.list_waiting_ids(strategy=self.newest))
        told = Point.objects.filter(exercise__stage=Stage.ANSWERED, system=self.system)
        ids = told.order_by("pk").values_list("pk", flat=True) if is_again else waiting
        point_id = pick(ids, which)
        if point_id is not None:
            self.answer_late(point_id, as_published=as_published, is_again=is_again)

    def answer_late(self, point_id, *, as_published, is_again=False):
        same = pick(queries.list_same_as(strategy=self.newest), point_id) if as_published else None
        decision = None if same else Decision(OutcomeKind.NOT_ADOPTED, REASON)
        with suppress(Refusal, NotFound):
            actions.decide_late(
                strategy=self.newest,
                point_ids=[point_id],
                same_as_id=same.pk if same else None,
                decision=decision,
                is_again=is_again,
                **self.who(),
            )

    @rule(limit=st.integers(1, 3), chunks=st.integers(1, 3))
    def some_replies_are_written(self, limit, chunks):
        """Write a few and stop, as a worker does that is killed."""
        if self.newest is None:
            return
        wave, after = actions.begin_wave(strategy=self.newest), 0
        for _ in range(chunks):
            chunk = actions.write_replies(wave=wave, after=after, limit=limit, **self.who())
            after = chunk.last or after

    # What holds at all times.

    @invariant()
    def everyone_published_to_has_a_reply_or_is_on_the_list(self):
        if self.newest is None:
            return
        told = set(Reply.objects.filter(member=None).values_list("contribution", flat=True))
        owed = set(to_write(strategy=self.newest).values_list("pk", flat=True))
        for said in self.kept():
            assert said.pk in told | owed

    @invariant()
    def every_point_has_its_outcome_or_is_on_the_list(self):
        if self.newest is None:
            return
        waiting = set(queries.list_waiting_ids(strategy=self.newest))
        for said in self.kept():
            for point in said.points.all():
                assert self.is_answered(point) != (point.pk in waiting)

    @invariant()
    def a_reply_tells_of_every_point_once_in_each_theme_and_is_the_only_one_of_its_wave(self):
        for reply in Reply.objects.select_related("contribution"):
            parts = reply.content["parts"]
            told = [(n, part["theme"]) for part in parts for n in part["point_ids"]]
            assert len(told) == len(set(told))
            if not reply.content["is_again"]:
                points = reply.contribution.points.values_list("pk", flat=True)
                assert {number for number, _ in told} == set(points)

    @invariant()
    def it_is_counted_as_it_is_read(self):
        check_alike(self.strategy)
        check_alike(self.strategy, shows_who=False)

    @invariant()
    def what_is_published_stays(self):
        for pk, outcomes in self.frozen.items():
            assert self.outcomes_of(pk) == outcomes

    def outcomes_of(self, strategy):
        rows = Outcome.objects.filter(strategy=strategy).order_by("pk")
        return list(rows.values_list("pk", "kind", "reason", "theme", "point"))

    def kept(self):
        """Yield all that was kept in exercises that something published answers."""
        answered = Contribution.objects.filter(
            system=self.system, exercise__stage=Stage.ANSWERED, kept_at__isnull=False
        )
        return answered.select_related("exercise").prefetch_related("points__codings")

    def is_answered(self, point):
        if LateOutcome.objects.filter(point=point).exists():
            return True
        published = Outcome.objects.filter(strategy__stage="published")
        if published.filter(point=point).exists():
            return True
        themes = {coding.theme_id for coding in point.codings.all()}
        with_one = set(published.filter(theme__in=themes).values_list("theme", flat=True))
        assert themes == with_one
        return bool(themes)

    # At the end of every history, whoever still waits is answered, and everyone has heard.

    def answer_everything_late(self):
        if self.newest is None:
            return
        Outcome.objects.filter(strategy__stage="draft", point__isnull=False).delete()
        for point_id in queries.list_waiting_ids(strategy=self.newest):
            self.answer_late(point_id, as_published=bool(point_id % 2))
        wave = actions.begin_wave(strategy=self.newest)
        actions.write_replies(wave=wave, limit=1_000, **self.who())

    def nobody_waits_any_more(self):
        if self.newest is None:
            return
        assert not queries.list_waiting_ids(strategy=self.newest)
        assert not queries.has_to_write(strategy=self.newest)
        told = set(Reply.objects.filter(member=None).values_list("contribution", flat=True))
        assert {said.pk for said in self.kept()} <= told


@pytest.mark.django_db
@pytest.mark.timeout(600)
def test_not_one_voice_is_lost_whatever_happens(time_machine):
    time_machine.move_to(datetime(2027, 1, 20, 12, tzinfo=UTC))
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


EXAMPLES, STEPS = 6, 25
"""Histories, and what happens in each at most."""
