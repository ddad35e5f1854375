from datetime import date

import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries.collective import (
    count_not_asked,
    list_speaking,
    list_stands,
    may_speak_for_some,
)
from regard.domains.engagement.queries.contributions import list_contributors
from regard.domains.engagement.queries.spoken import list_spoken
from regard.domains.engagement.types import MemberStand, Stage, Visibility
from regard.foundation.accounts.callers import Anyone
from regard.foundation.authority import EVERYWHERE, Grant
from regard.foundation.base.errors import SignInNeeded
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
)
from tests.factories.engagement_collective import (
    MemberPartFactory,
    SpeechFactory,
    make_members,
)
from tests.factories.networks import MembershipFactory, NetworkFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 20)


def holding(scope, *permissions):
    return Anyone(grants=(Grant(frozenset(permissions), scope),))


@pytest.fixture
def exercise():
    return ExerciseFactory()


class TestListStands:
    @pytest.mark.parametrize("size", [2, 8])
    def test_is_of_members_that_are_asked_in_a_fixed_number_of_queries(
        self, exercise, size, django_assert_max_num_queries
    ):
        network = NetworkFactory(system=exercise.system)
        members = make_members(exercise, network, mandated=size, without=1)
        MembershipFactory(network=network)
        speech = SpeechFactory(exercise=exercise, network=network)
        MemberPartFactory(contribution=speech, membership=members[-1])
        ContributionFactory(exercise=exercise, location=members[0].location)

        with django_assert_max_num_queries(5):
            rows = list_stands(
                exercise=exercise,
                network=network,
                topics=(),
                on=ON,
                speech=speech,
                shows_alone=True,
            )

        assert [row.name for row in rows] == [f"Member {n:03}" for n in range(size + 1)]
        assert [row.mandate_id is not None for row in rows] == [True] * size + [False]
        assert [row.stand for row in rows][-1] == MemberStand.AGREED
        assert [row.spoke_alone for row in rows] == [True] + [False] * size
        assert count_not_asked(exercise=exercise, network=network, on=ON) == 1


class TestListSpeaking:
    def test_is_of_networks_that_the_caller_speaks_for(self, exercise):
        speech = SpeechFactory(exercise=exercise)
        MemberPartFactory(contribution=speech)
        NetworkFactory(system=exercise.system, ended_on=date(2026, 1, 1))
        other = NetworkFactory(system=exercise.system, name="Other")
        keeper = holding(f"network:{other.pk}", Permission.SPEAK_FOR)
        lead = holding(f"system:{exercise.system_id}", Permission.SPEAK_FOR)

        [own] = list_speaking(exercise=exercise, caller=keeper, on=ON)
        both = list_speaking(exercise=exercise, caller=lead, on=ON)

        assert (own.name, own.speech) == ("Other", None)
        assert [(row.name, row.spoken and row.spoken.members) for row in both] == [
            ("Fell Care Forum", 1),
            ("Other", None),
        ]
        assert (may_speak_for_some(caller=keeper), may_speak_for_some(caller=lead)) == (
            True,
            False,
        )
        with pytest.raises(SignInNeeded):
            list_speaking(exercise=exercise, caller=Anyone(), on=ON)


class TestWhoSpoke:
    @pytest.fixture
    def point(self, exercise):
        speech = SpeechFactory(exercise=exercise)
        MemberPartFactory.create_batch(9, contribution=speech)
        MemberPartFactory.create_batch(3, contribution=speech, stand=MemberStand.DIFFERED)
        return PointFactory(answer=AnswerFactory(contribution=speech))

    def test_is_named_with_for_how_many(self, exercise, point):
        [known] = queries.list_points(exercise=exercise, shows_who=True)
        [public] = queries.list_points(exercise=exercise, shows_who=False)

        assert known.who.startswith("Fell Care Forum, for 12 members, all asked, 3 differ")
        assert public.who == "Fell Care Forum, for 12 members, all asked, fewer than 6 differ"

    def test_is_not_named_where_the_network_did_not_want_it(self, exercise, point):
        exercise.contributions.update(visibility=Visibility.TEAM)

        [row] = queries.list_points(exercise=exercise, shows_who=False)

        assert row.who == "Association or network"

    def test_is_on_the_exercise_once_it_may_be_read(self, exercise, point):
        reader = holding(EVERYWHERE, Permission.VIEW_CONTRIBUTIONS)
        assert list_spoken(exercise=exercise, caller=Anyone()) == []

        [(who, receipt)] = list_spoken(exercise=exercise, caller=reader)

        assert who.startswith("Fell Care Forum, for 12 members")
        assert receipt == point.contribution.receipt

    def test_is_nobody_where_no_network_spoke(self, exercise):
        exercise.stage = Stage.ANSWERED

        assert list_spoken(exercise=exercise, caller=Anyone()) == []

    def test_is_written_to_by_its_name(self, exercise, point):
        [contributor] = list_contributors(exercise=exercise)

        assert contributor.name == "Fell Care Forum"
