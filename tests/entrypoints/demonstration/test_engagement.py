"""What the demonstration shows of asking, hearing and understanding."""

from collections import Counter

import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.models import (
    AnswersFile,
    Arrival,
    BlindSample,
    Campaign,
    ChaseNote,
    Concern,
    Contribution,
    Digest,
    Invitation,
    MemberPart,
    Opportunity,
    Redaction,
    SavedMapping,
    SecondKeying,
    Series,
    Wave,
)
from regard.domains.engagement.queries.conversations import (
    get_conversation,
    list_conversations,
)
from regard.domains.engagement.queries.monitoring import get_equality
from regard.domains.engagement.queries.opinions import get_found
from regard.domains.engagement.queries.results import get_results
from regard.domains.engagement.queries.seeing import get_seeing
from regard.domains.engagement.types import (
    ArrivalState,
    Channel,
    ConcernState,
    QuestionKind,
    Stage,
)
from regard.domains.governance.models import MinuteLine
from regard.foundation.accounts.callers import Command
from regard.foundation.mail.models import State


@pytest.fixture
def leaving(exercises):
    return exercises[Stage.ANSWERED]


@pytest.fixture
def winter(exercises):
    return exercises[Stage.OPEN]


class TestHearing:
    def test_keeps_answers_by_every_way(self, leaving, winter):
        ways = set(Contribution.objects.values_list("channel", flat=True))

        assert ways == set(Channel)
        for exercise in (leaving, winter):
            arrived = Arrival.objects.filter(exercise=exercise, state=ArrivalState.KEPT)
            assert arrived.exists()
        assert arrived.exclude(message_id="").count() == 4

    def test_keeps_a_long_letter_with_its_points_in_their_places(self, leaving):
        [answer] = [
            answer
            for kept in leaving.contributions.filter(speaker="association")
            for answer in kept.answers.exclude(places=[])
        ]

        assert len(answer.places) > 5
        assert answer.points.count() >= 8

    def test_has_post_that_waits_and_post_that_was_no_answer(self, winter):
        states = Counter(Arrival.objects.filter(exercise=winter).values_list("state", flat=True))

        assert states["waiting"] >= 4
        assert states["set_aside"] == 1
        assert Arrival.objects.filter(exercise=winter, needs_typing=True).count() == 1

    def test_asks_questions_of_many_kinds_and_counts_them(self, leaving, winter):
        kinds = {
            QuestionKind(question.kind)
            for exercise in (leaving, winter)
            for question in queries.list_questions(exercise=exercise)
        }

        assert kinds == set(QuestionKind) - {QuestionKind.FILE}
        assert len(get_results(exercise=winter).questions) == 7

    def test_keeps_how_another_tools_spreadsheet_is_read(self, leaving):
        loaded = AnswersFile.objects.get(exercise=leaving)

        assert loaded.taken == 70
        assert not loaded.refused_answers.exists()
        assert SavedMapping.objects.get().name == "Care Alliance, LimeSurvey"

    def test_types_a_sample_twice(self, leaving):
        keyings = SecondKeying.objects.filter(contribution__exercise=leaving)

        assert keyings.values("contribution").distinct().count() == 12
        assert keyings.filter(is_asked_for=True).exists()
        assert not keyings.filter(differing_words__gt=0, settled_as="").exists()

    def test_keeps_lines_of_minutes_and_what_a_network_says(self, winter):
        spoken = Contribution.objects.get(exercise=winter, speaker="association")
        stands = Counter(MemberPart.objects.values_list("stand", flat=True))

        assert MinuteLine.objects.exclude(receipt="").count() == 2
        assert spoken.member_parts.count() > 20
        assert stands["differed"] == 3
        assert stands["agreed"] > stands["asked"]
        assert MemberPart.objects.exclude(confirmed_at=None).count() >= 7


class TestAsking:
    def test_asks_in_waves_of_which_one_is_to_come(self, winter):
        waves = Wave.objects.filter(exercise=winter)

        assert waves.exclude(sent_at=None).count() == 3
        assert waves.get(sent_at=None).title == "Day services, Shared Lives and advice"
        reminded = Invitation.objects.filter(exercise=winter, reminders=1)
        assert 20 < reminded.count() < 200

    def test_rings_who_was_silent_and_tells_the_week(self, system):
        assert ChaseNote.objects.count() == 7
        assert Opportunity.objects.filter(system=system).count() == 3
        assert Digest.objects.filter(message__state=State.SENT).exists()


class TestUnderstanding:
    def test_holds_a_conversation_in_which_groups_are_plain(self, system):
        [row] = list_conversations(system=system, caller=Command())
        found = get_found(
            conversation=get_conversation(system=system, slug=row.slug, caller=Command())
        )

        assert row.voters == 58
        assert found.opinions is not None
        assert len(found.opinions.groups) >= 2
        assert found.steadiness is not None
        assert found.steadiness.reason_to_hide == ""

    def test_has_points_for_and_against_and_themes_within_others(self, leaving):
        themes = queries.list_themes(exercise=leaving)

        assert sum(theme.points_against for theme in themes) >= 8
        assert sum(theme.parent_id is not None for theme in themes) == 3

    def test_confirms_one_campaign_and_leaves_one_to_look_at(self, leaving, winter):
        of_leaving = Campaign.objects.filter(exercise=leaving)
        found = [each.uses.count() for each in Campaign.objects.filter(exercise=winter)]

        assert of_leaving.get(state="confirmed").uses.count() >= 40
        assert not of_leaving.filter(state="found").exists()
        assert max(found) >= 14
        assert len(found) < 6

    def test_measures_blind_what_is_published_and_reads_on(self, leaving, winter):
        measured = BlindSample.objects.get(exercise=leaving)
        reading = BlindSample.objects.get(exercise=winter)

        assert measured.finished_at is not None
        assert measured.measured["alpha"]["value"] > 0.6
        assert reading.finished_at is None
        assert reading.readers.count() == 2

    def test_hears_unasked_and_asks_the_same_again(self, system):
        seeing = get_seeing(system=system)

        assert seeing.contributions.count() == 102
        assert Series.objects.filter(system=system).count() == 2
        assert all(each.waves.filter(stage="closed").count() == 2 for each in Series.objects.all())


class TestCare:
    def test_looks_into_every_worry_but_the_newest(self, built):
        states = Counter(Concern.objects.values_list("state", flat=True))

        assert states[ConcernState.RAISED] == 1
        assert states[ConcernState.NO_CONCERN] >= 2
        assert states[ConcernState.PASSED_ON] >= 1

    def test_takes_names_out_withholds_one_and_shields_some(self, winter):
        assert Redaction.objects.count() >= 2
        assert Contribution.objects.exclude(withheld_at=None).count() == 1
        assert Contribution.objects.filter(is_shielded=True).count() == 10

    def test_knows_who_people_are_only_together(self, leaving):
        equality = get_equality(exercise=leaving)

        assert equality.told is not None
        assert equality.told >= 35
