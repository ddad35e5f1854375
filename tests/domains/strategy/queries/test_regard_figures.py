from datetime import date

import pytest

from regard.domains.engagement.types import ThemeState
from regard.domains.strategy import actions, queries
from regard.domains.strategy.models import LateOutcome, OutcomePassage
from regard.domains.strategy.types import OutcomeKind, PassageKind, RegardEffect
from tests.factories.engagement import ThemeFactory
from tests.factories.strategy import DECIDED, PUBLISHED, OutcomeFactory, PassageFactory, Story
from tests.factories.strategy_regard import make_decision, make_published, make_record

pytestmark = pytest.mark.django_db

AFTER = date(2027, 2, 1)


def published(story):
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    return story.strategy


class TestShares:
    def test_are_of_the_newest_version_whatever_version_was_regarded(self):
        first = make_published()
        make_record(make_decision(first.system, decided_on=date(2026, 10, 5)), first)
        second = make_published(
            follows=first, at=DECIDED, passages=[("1", "A", "a"), ("2", "B", "b")]
        )

        figures = queries.get_regard_figures(strategy=second)

        assert (figures.whole.passages, figures.whole.regarded) == (2, 1)
        assert figures.whole.share == 0.5

    def test_are_told_by_kind_and_by_body(self):
        strategy = make_published()
        promised = make_published(strategy.system)
        make_record(
            make_decision(strategy.system),
            strategy,
            effects={"1.1": RegardEffect.DEPARTED, "2.3": RegardEffect.NO_EFFECT},
        )
        make_record(make_decision(strategy.system), promised)

        figures = queries.get_regard_figures(strategy=strategy)

        [kind] = figures.by_kind
        assert (kind.of, kind.regarded, kind.departed) == (PassageKind.TEXT.label, 2, 1)
        [body] = figures.by_body
        assert (body.records, body.regarded, body.departed) == (1, 2, 1)

    def test_change_with_the_next_signed_record(self):
        strategy = make_published()
        before = queries.get_regard_figures(strategy=strategy)

        make_record(make_decision(strategy.system), strategy)

        assert before.whole.regarded == 0
        assert queries.get_regard_figures(strategy=strategy).whole.regarded == 1

    def test_leave_out_what_is_not_signed(self):
        strategy = make_published()
        make_record(make_decision(strategy.system), strategy, is_signed=False)

        assert queries.get_regard_figures(strategy=strategy).whole.regarded == 0


class TestDays:
    def test_run_from_each_voice_to_the_first_decision_after_it(self):
        story = Story()
        for number in range(6):
            story.says(f"The road is long {number}.", theme=story.theme)
        strategy = published(story.decides())
        for day in (AFTER, date(2027, 3, 1)):
            decision = make_decision(story.system, decided_on=day)
            make_record(decision, strategy, effects={"2.4": RegardEffect.FOLLOWED})

        days = queries.get_regard_figures(strategy=strategy).days

        assert (days.voices, days.led, days.reached) == (9, 8, 8)
        said_on = date(2026, 11, 14)
        assert days.median == (AFTER - said_on).days == days.quarter == days.three_quarters

    def test_are_not_shown_of_few(self):
        story = Story()
        strategy = published(story.decides())
        decision = make_decision(story.system, decided_on=AFTER)
        make_record(decision, strategy, effects={"2.4": RegardEffect.FOLLOWED})

        days = queries.get_regard_figures(strategy=strategy).days

        assert (days.reached, days.median) == (2, None)

    def test_go_by_the_other_passages_of_an_outcome_too(self):
        story = Story()
        story.decides()
        more = PassageFactory(strategy=story.strategy, ref="2.5", key="p7")
        OutcomePassage.objects.create(strategy=story.strategy, outcome=story.adopted, passage=more)
        strategy = published(story)
        decision = make_decision(story.system, decided_on=AFTER)
        make_record(decision, strategy, effects={"2.5": RegardEffect.FOLLOWED})

        assert queries.get_regard_figures(strategy=strategy).days.reached == 2

    def test_go_by_a_points_own_outcome_before_its_themes(self):
        story = Story()
        story.decides()
        other = ThemeFactory(
            exercise=story.exercise, state=ThemeState.SIGNED_OFF, signed_off_at=DECIDED
        )
        PassageFactory(strategy=story.strategy, ref="2.6", key="p8")
        story.says("Another.", theme=other)
        OutcomeFactory(strategy=story.strategy, theme=other)
        OutcomeFactory(
            strategy=story.strategy,
            theme=None,
            point=story.home,
            kind=OutcomeKind.ALREADY,
            is_own=True,
        )
        strategy = published(story)
        decision = make_decision(story.system, decided_on=AFTER)
        make_record(decision, strategy, effects={"2.4": RegardEffect.FOLLOWED})

        days = queries.get_regard_figures(strategy=strategy).days

        assert (days.voices, days.reached) == (4, 1)

    def test_go_by_what_came_late_and_was_answered_too(self):
        story = Story()
        strategy = published(story.decides())
        late = story.says("A letter from the bottom of a bag.")
        LateOutcome.objects.create(
            system=story.system,
            strategy=strategy,
            point=late,
            same_as=story.adopted,
            kind=OutcomeKind.ALREADY,
            reason="It says so.",
            passage=story.passage,
            decided_by="person:1",
            decided_at=PUBLISHED,
            wave=2,
        )
        decision = make_decision(story.system, decided_on=AFTER)
        make_record(decision, strategy, effects={"2.4": RegardEffect.FOLLOWED})

        days = queries.get_regard_figures(strategy=strategy).days

        assert (days.voices, days.reached) == (4, 3)

    def test_do_not_count_a_decision_before_the_voice(self):
        story = Story()
        strategy = published(story.decides())
        before = make_decision(story.system, decided_on=date(2026, 11, 13))
        make_record(before, strategy, effects={"2.4": RegardEffect.FOLLOWED})

        assert queries.get_regard_figures(strategy=strategy).days.reached == 0
