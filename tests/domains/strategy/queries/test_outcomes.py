import pytest

from regard.domains.engagement.types import ThemeState, Visibility
from regard.domains.strategy import actions, queries
from regard.domains.strategy.types import OutcomeKind, ReplyChannel
from tests.factories.engagement import ThemeFactory, code
from tests.factories.strategy import (
    DECIDED,
    PUBLISHED,
    OutcomeFactory,
    PassageFactory,
    Story,
)

pytestmark = pytest.mark.django_db


def sheet(story, *, shows_who=True):
    return queries.get_sheet(strategy=story.strategy, shows_who=shows_who)


class TestGetSheet:
    def test_lists_themes_then_lone_points_with_their_outcomes(self):
        story = Story().decides()

        found = sheet(story)

        [theme] = found.themes
        [lone] = found.lone
        assert (theme.title, theme.points, theme.is_signed_off) == (story.theme.title, 2, True)
        assert theme.outcome.kind is OutcomeKind.IN_PART
        assert theme.outcome.passage_ref == "2.4"
        assert (lone.title, lone.points) == (story.person.text, 1)
        assert lone.outcome.outcome_id == story.refused.pk
        assert found.missing == ()

    def test_counts_an_outcome_no_more_once_its_theme_is_merged_into_another(self):
        story = Story().decides()
        survivor = ThemeFactory(exercise=story.exercise)
        story.theme.codings.update(theme=survivor)
        story.theme.state, story.theme.merged_into = ThemeState.MERGED, survivor
        story.theme.save()

        assert [item.theme.theme_id for item in sheet(story).missing] == [survivor.pk]
        [former] = queries.list_former_outcomes(strategy=story.strategy, theme_id=survivor.pk)
        assert former.outcome_id == story.adopted.pk

    def test_counts_the_outcome_of_a_point_no_more_once_it_is_in_a_theme(self):
        story = Story().decides()
        code(story.person, story.theme)

        found = sheet(story)

        assert (len(found.themes), found.lone, found.missing) == (1, (), ())

    def test_leaves_out_lone_words_said_to_the_team_only_for_those_outside_it(self):
        story = Story()
        story.says("They would know me.", visibility=Visibility.COUNTED)

        assert len(sheet(story).lone) == 2
        assert len(sheet(story, shows_who=False).lone) == 1

    def test_makes_as_many_queries_for_much_as_for_little(self, django_assert_num_queries):
        story = Story().decides()
        with django_assert_num_queries(12):
            sheet(story)
        for number in range(4):
            theme = ThemeFactory(exercise=story.exercise)
            story.says(f"Another {number}.", theme=theme)
            story.says(f"And alone {number}.")

        with django_assert_num_queries(12):
            sheet(story)


class TestListMissingOutcomes:
    def test_lists_what_has_none(self):
        story = Story()

        missing = queries.list_missing_outcomes(strategy=story.strategy)

        assert [item.title for item in missing] == [story.theme.title, story.person.text]


class TestListVoices:
    def test_lists_points_of_its_themes_and_lone_ones_a_page_at_a_time(self):
        story = Story().decides()
        later = story.says("Later leases.")
        OutcomeFactory(
            strategy=story.strategy,
            theme=None,
            point=later,
            kind=OutcomeKind.ADOPTED,
            passage=story.passage,
        )

        def voices(**known):
            rows = queries.list_voices(passage=story.passage, shows_who=False, **known)
            return [row.point_id for row in rows]

        assert voices() == [story.home.pk, story.carer.pk, later.pk]
        assert voices(limit=2) == [story.home.pk, story.carer.pk]
        assert voices(after=story.carer.pk) == [later.pk]

    def test_has_none_where_no_outcome_names_it(self):
        story = Story().decides()
        passage = PassageFactory(strategy=story.strategy, ref="3")

        assert queries.list_voices(passage=passage, shows_who=True) == []


class TestGetStatus:
    def test_counts_what_has_an_outcome_and_who_is_owed_a_reply(self):
        story = Story()
        PassageFactory(strategy=story.strategy)
        OutcomeFactory(strategy=story.strategy, theme=story.theme)

        status = queries.get_status(strategy=story.strategy)

        assert (status.points, status.points_with_outcome) == (3, 2)
        assert (status.themes, status.themes_with_outcome) == (1, 1)
        assert (status.lone_points, status.lone_points_with_outcome) == (1, 0)
        assert (status.contributions, status.sent, status.owed) == (3, 0, 3)
        assert status.is_complete is False

    def test_counts_replies_by_channel_once_published(self):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        status = queries.get_status(strategy=story.strategy)

        assert [(r.channel, r.owed, r.sent, r.failed) for r in status.replies] == [
            (ReplyChannel.EMAIL, 1, 0, 0),
            (ReplyChannel.LETTER, 1, 0, 0),
            (ReplyChannel.NOTE, 0, 0, 0),
            (ReplyChannel.PAGE, 0, 1, 0),
        ]
        assert (status.sent, status.owed, status.failed) == (1, 2, 0)

    def test_is_complete_when_everyone_has_had_their_reply(self):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        story.strategy.replies.update(state="sent", sent_at=PUBLISHED)

        assert queries.get_status(strategy=story.strategy).is_complete is True

    def test_counts_themes_that_nobody_signed_off(self):
        story = Story()
        story.says("More.", theme=ThemeFactory(exercise=story.exercise))

        assert queries.get_status(strategy=story.strategy).themes_not_signed_off == 1


class TestCountWaysToReply:
    def test_counts_each_channel(self):
        story = Story()

        assert queries.count_ways_to_reply(strategy=story.strategy) == {
            ReplyChannel.EMAIL: 1,
            ReplyChannel.LETTER: 1,
            ReplyChannel.NOTE: 0,
            ReplyChannel.PAGE: 1,
        }


class TestListLatestOutcomes:
    def test_lists_themes_of_the_newest_published_strategy_most_said_first(self):
        story = Story().decides()
        few = ThemeFactory(
            exercise=story.exercise,
            title="Longer leases",
            state=ThemeState.SIGNED_OFF,
            signed_off_at=DECIDED,
        )
        story.says("Longer leases.", theme=few)
        OutcomeFactory(strategy=story.strategy, theme=few)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        latest = queries.list_latest_outcomes(system=story.system, limit=5)

        assert [each.title for each in latest] == [story.theme.title, "Longer leases"]
        assert (latest[0].kind, latest[0].passage_ref) == (OutcomeKind.IN_PART, "2.4")
        assert (latest[0].strategy_slug, latest[0].exercise_slug) == ("care-2027", "staff")
        assert (latest[0].organisations, latest[0].submissions) == (1, 2)
        assert len(queries.list_latest_outcomes(system=story.system, limit=1)) == 1

    def test_lists_the_most_said_of_every_outcome_before_the_next_of_any(self):
        story = Story().decides()
        for number, kind in enumerate(["not_adopted", "already", "already"]):
            theme = ThemeFactory(
                exercise=story.exercise,
                title=f"{kind} {number}",
                state=ThemeState.SIGNED_OFF,
                signed_off_at=DECIDED,
            )
            for again in range(number + 1):
                story.says(f"{kind} {number} {again}.", theme=theme)
            OutcomeFactory(strategy=story.strategy, theme=theme, kind=kind)
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        latest = queries.list_latest_outcomes(system=story.system, limit=5)

        assert [each.title for each in latest] == [
            story.theme.title,
            "not_adopted 0",
            "already 2",
            "already 1",
        ]

    def test_lists_nothing_of_a_draft(self):
        story = Story().decides()

        assert queries.list_latest_outcomes(system=story.system, limit=5) == []


class TestGetReplyDays:
    def test_is_the_middle_of_days_from_voice_to_reply(self):
        story = Story().decides()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        assert queries.get_reply_days(system=story.system) == 64.0  # 14 November to 17 January

    def test_is_unknown_while_none_was_sent(self):
        assert queries.get_reply_days(system=Story().system) is None
