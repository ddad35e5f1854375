from datetime import date

import pytest

from regard.domains.engagement.models import Campaign
from regard.domains.engagement.queries import campaign_marks as marking
from regard.domains.engagement.queries import campaign_uses as uses
from regard.domains.engagement.queries import campaigns as queries
from regard.domains.engagement.queries.voices import count_voices, get_voices
from regard.domains.engagement.types import CampaignState, Visibility
from regard.domains.engagement.types.campaigns import CampaignMark, DayCount, Voices
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import (
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
)
from tests.factories.engagement_campaigns import LETTER, OWN, look, send
from tests.factories.engagement_care import RedactionFactory
from tests.factories.register import LocationFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    """Return an exercise in which a provider with three homes, and two people, sent a letter."""
    exercise = ExerciseFactory()
    homes = LocationFactory.create_batch(3, organisation=LocationFactory().organisation)
    for home in homes:
        service = ServiceFactory(location=home)
        AudienceMemberFactory(exercise=exercise, service=service, location=home)
    send(exercise, f"{LETTER} {OWN}", location=homes[0], said_on=date(2026, 11, 9))
    send(exercise, LETTER, location=homes[1])
    send(exercise, LETTER, visibility=Visibility.COUNTED)
    send(exercise, f"{OWN} {LETTER} {OWN}")
    send(exercise, "We have nobody for the nights.", said_on=date(2026, 11, 12))
    look(exercise)
    return exercise


@pytest.fixture
def campaign(exercise):
    return Campaign.objects.get()


class TestListCampaigns:
    def test_says_who_used_it_and_what_they_run(self, exercise, django_assert_num_queries):
        with django_assert_num_queries(2):
            [row] = queries.list_campaigns(exercise=exercise)
        with django_assert_num_queries(1):
            assert queries.list_campaigns(exercise=exercise) == [row]

        assert (row.submissions, row.organisations, row.locations) == (4, 1, 3)
        assert (row.others, row.with_own) == (2, 2)
        assert (row.first_on, row.last_on) == (date(2026, 11, 9), date(2026, 11, 10))

    def test_puts_those_that_are_none_last(self, exercise, campaign):
        for _ in range(3):
            send(exercise, f"Other words. {OWN} {OWN}")
        look(exercise)
        Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.REFUSED)

        rows = queries.list_campaigns(exercise=exercise)

        assert [row.submissions for row in rows] == [3, 4]


class TestGetCampaign:
    def test_finds_none_of_another_exercise_and_none_that_is_empty(self, campaign):
        other = ExerciseFactory()
        with pytest.raises(NotFound):
            queries.get_campaign(exercise=other, campaign_id=campaign.pk)

        campaign.uses.all().delete()
        with pytest.raises(NotFound):
            queries.get_campaign(exercise=campaign.exercise, campaign_id=campaign.pk)


class TestListUses:
    def read(self, campaign, **known):
        known = {"shows_who": True, "first": 0, "limit": 9} | known
        return uses.list_uses(exercise=campaign.exercise, campaign=campaign, **known)

    def test_begins_with_those_that_add_most(self, campaign, django_assert_num_queries):
        with django_assert_num_queries(7):  # and one less, once the audience is counted
            rows = self.read(campaign)

        words = OWN.removesuffix(".")
        assert [row.own for row in rows] == [(words, words), (words,), (), ()]
        assert rows[0].likeness == 1

    def test_goes_on_where_a_page_ended(self, campaign):
        assert len(self.read(campaign, first=3)) == 1

    def test_shows_others_nothing_that_was_said_for_counting_only(self, campaign):
        assert len(self.read(campaign, shows_who=False)) == 3
        assert uses.count_hidden_uses(campaign=campaign, shows_who=False) == 1
        assert uses.count_hidden_uses(campaign=campaign, shows_who=True) == 0

    def test_shows_no_words_that_were_taken_out_since(self, campaign):
        answer = campaign.uses.latest("answer").answer
        RedactionFactory(answer=answer, start=0, end=len(OWN))

        [row] = [row for row in self.read(campaign) if row.receipt == answer.contribution.receipt]
        assert row.own == (OWN.removesuffix("."),)


class TestGetTemplate:
    def test_is_what_they_have_in_common(self, campaign):
        assert uses.get_template(campaign=campaign, shows_who=False) == LETTER

    def test_holds_nothing_that_this_reader_may_not_read(self, campaign):
        ContributionFactory._meta.model.objects.update(visibility=Visibility.COUNTED)

        assert uses.get_template(campaign=campaign, shows_who=True) == LETTER
        assert uses.get_template(campaign=campaign, shows_who=False) == ""


class TestListDays:
    def test_counts_what_came_and_what_used_a_template(self, exercise, campaign):
        days = [
            DayCount(date(2026, 11, 9), 1, 1),
            DayCount(date(2026, 11, 10), 3, 3),
            DayCount(date(2026, 11, 12), 1, 0),
        ]
        assert queries.list_days(exercise=exercise) == days
        assert queries.list_days(exercise=exercise, campaign=campaign) == days

    def test_leaves_out_what_is_no_campaign_unless_it_is_asked_for(self, exercise, campaign):
        Campaign.objects.update(state=CampaignState.REFUSED)

        assert not any(day.in_campaign for day in queries.list_days(exercise=exercise))
        one = queries.list_days(exercise=exercise, campaign=campaign)
        assert sum(day.in_campaign for day in one) == 4


class TestListNetworks:
    def test_names_none_of_which_few_used_it(self, exercise, campaign):
        assert queries.list_networks(exercise=exercise, campaign=campaign) == []


class TestGetLastLook:
    def test_says_when_and_among_how_many(self, exercise):
        assert queries.get_last_look(exercise=exercise).answers == 5
        assert queries.get_last_look(exercise=ExerciseFactory()) is None


class TestListMarks:
    def test_tells_the_template_from_what_was_added(self, campaign):
        use = campaign.uses.order_by("pk").first()
        whole = (1, use.answer_id, 0, len(LETTER))
        own = (2, use.answer_id, len(LETTER) + 1, len(use.answer.text))

        marks = marking.list_marks(spans=[whole, own, (3, 0, 0, 5)])

        title = campaign.title
        assert marks == {
            1: CampaignMark(campaign.pk, title, is_own=False),
            2: CampaignMark(campaign.pk, title, is_own=True),
        }

    def test_marks_nothing_that_people_said_is_none(self, campaign):
        Campaign.objects.update(state=CampaignState.REFUSED)
        use = campaign.uses.first()

        assert marking.list_marks(spans=[(1, use.answer_id, 0, 9)]) == {}


class TestListCampaignsOf:
    def test_says_how_many_used_it(self, campaign):
        use = campaign.uses.first()

        found = marking.list_campaigns_of(contribution_id=use.contribution_id)

        assert found == [(campaign.pk, campaign.title, 4)]


class TestCountVoices:
    def test_counts_three_ways(self, exercise, django_assert_num_queries):
        empty = ExerciseFactory()
        ContributionFactory(exercise=empty, draft=True)

        with django_assert_num_queries(1):
            counted = count_voices(exercise_ids=[exercise.pk, empty.pk])

        assert counted[empty.pk] == Voices()
        assert counted[exercise.pk] == Voices(
            submissions=5, arguments=2, organisations=1, campaigns=1, in_campaigns=4
        )

    def test_leaves_out_what_is_no_campaign(self, exercise):
        Campaign.objects.update(state=CampaignState.REFUSED)

        assert get_voices(exercise=exercise).campaigns == 0
