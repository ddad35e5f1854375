import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.models import AudienceMember, AudienceNetwork
from regard.domains.engagement.types import Channel, Count, Speaker
from regard.domains.register.models import Contact
from tests.factories.audiences import make_audience, make_heard
from tests.factories.engagement import (
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
)
from tests.factories.networks import NetworkFactory

pytestmark = pytest.mark.django_db

UNEVEN = {
    ("care_home", "Harrow Vale"): (60, 40),
    ("care_home", "Westmere"): (40, 20),
    ("home_care", "Westmere"): (60, 10),
}


class TestGetCoverage:
    def test_counts_a_service_once_however_often_its_location_spoke(self):
        exercise = ExerciseFactory()
        members = make_audience(exercise, {("care_home", "Harrow Vale"): (20, 10)})
        make_heard(exercise, [member.location for member in members[:10]])

        coverage = queries.get_coverage(exercise=exercise)

        assert (coverage.asked, coverage.heard) == (20, 10)

    def test_hears_every_service_of_a_location_that_spoke(self):
        exercise = ExerciseFactory()
        [*_, last] = make_audience(exercise, {("care_home", "Harrow Vale"): (20, 10)})
        AudienceMemberFactory(
            exercise=exercise, service__location=last.location, service__service_type="home_care"
        )
        make_heard(exercise, [last.location])

        coverage = queries.get_coverage(exercise=exercise)

        assert (coverage.asked, coverage.heard) == (21, 12)

    def test_counts_no_draft_and_nothing_said_elsewhere(self):
        exercise = ExerciseFactory()
        members = make_audience(exercise, {("care_home", "Harrow Vale"): (20, 10)})
        ContributionFactory(exercise=exercise, location=members[-1].location, draft=True)
        ContributionFactory(
            exercise=ExerciseFactory(system=exercise.system), location=members[-1].location
        )

        assert queries.get_coverage(exercise=exercise).heard == 10

    def test_counts_people_beside_the_services(self):
        exercise = ExerciseFactory()
        make_audience(exercise, {("care_home", "Harrow Vale"): (20, 10)})
        ContributionFactory.create_batch(
            7, exercise=exercise, speaker=Speaker.CARER, channel=Channel.LETTER
        )
        ContributionFactory.create_batch(6, exercise=exercise, speaker=Speaker.STAFF)

        coverage = queries.get_coverage(exercise=exercise)

        assert coverage.heard == 10
        assert coverage.people == (Count("Unpaid carer", 7), Count("Someone who works in care", 6))
        assert coverage.channels == (Count("by letter", 7), Count("by link", 6))
        assert coverage.total_people == 13

    def test_counts_providers_that_name_no_service_of_the_audience(self):
        exercise = ExerciseFactory()
        make_audience(exercise, {("care_home", "Harrow Vale"): (20, 10)})
        ContributionFactory.create_batch(8, exercise=exercise, speaker=Speaker.PROVIDER)

        coverage = queries.get_coverage(exercise=exercise)

        assert (coverage.heard, coverage.unmatched, coverage.total_people) == (10, 8, 0)

    def test_breaks_down_by_group_rating_and_network_as_they_were_on_opening(self):
        exercise = ExerciseFactory()
        members = make_audience(exercise, {("care_home", "Harrow Vale"): (80, 40)})
        ids = [member.pk for member in members]
        AudienceMember.objects.filter(pk__in=ids[:30]).update(group_name="Ash", rating="Good")
        AudienceMember.objects.filter(pk__in=ids[:20]).update(deprivation=1, rurality="Town")
        network = NetworkFactory(system=exercise.system, name="Forum")
        AudienceNetwork.objects.bulk_create(
            AudienceNetwork(member=member, network=network) for member in members[30:60]
        )

        found = {
            part.key: {row.label: (row.heard, row.asked) for row in part.rows}
            for part in queries.get_coverage(exercise=exercise).breakdowns
        }

        assert found == {
            "group_name": {"Ash": (30, 30), "In no group": (10, 50)},
            "rating": {"Good": (30, 30), "Not rated": (10, 50)},
            "rurality": {"Town": (20, 20), "Not known": (20, 60)},
            "deprivation": {"1, the most deprived": (20, 20), "Not known": (20, 60)},
            "network": {"Forum": (10, 30), "In no network": (30, 50)},
        }

    def test_leaves_what_is_behind_a_shield_out_of_every_row(self):
        exercise = ExerciseFactory()
        make_audience(exercise, {("care_home", "Harrow Vale"): (40, 10)})
        ContributionFactory.create_batch(
            7, exercise=exercise, speaker=Speaker.PROVIDER, is_shielded=True
        )

        coverage = queries.get_coverage(exercise=exercise)

        assert (coverage.heard, coverage.shielded, coverage.unmatched) == (10, 7, 0)
        rows = queries.list_missing(exercise=exercise, coverage=coverage)
        assert len(rows) == 30

    def test_tells_few_behind_a_shield_like_none(self):
        exercise = ExerciseFactory()
        make_audience(exercise, {("care_home", "Harrow Vale"): (40, 0)})
        ContributionFactory(exercise=exercise, speaker=Speaker.PROVIDER, is_shielded=True)

        assert queries.get_coverage(exercise=exercise).shielded is None

    @pytest.mark.parametrize("size", [10, 1000])
    def test_makes_four_queries_whatever_the_size_and_one_where_nothing_changed(
        self, size, django_assert_num_queries
    ):
        exercise = ExerciseFactory()
        make_audience(exercise, {("care_home", "Harrow Vale"): (size, size // 2)})

        with django_assert_num_queries(4):
            first = queries.get_coverage(exercise=exercise)
        with django_assert_num_queries(1):
            assert queries.get_coverage(exercise=exercise) == first

    def test_counts_anew_when_a_location_becomes_another_without_a_trace(self):
        exercise = ExerciseFactory()
        members = make_audience(exercise, {("care_home", "Harrow Vale"): (40, 10)})
        queries.get_coverage(exercise=exercise)

        AudienceMember.objects.filter(pk=members[20].pk).update(location=members[0].location)
        ContributionFactory(exercise=exercise, location=members[30].location)

        assert queries.get_coverage(exercise=exercise).heard == 12

    def test_says_of_an_exercise_not_yet_open_that_nobody_was_asked(self):
        coverage = queries.get_coverage(exercise=ExerciseFactory(draft=True))

        assert (coverage.asked, coverage.breakdowns, coverage.as_at) == (0, (), None)


class TestListMissing:
    def test_puts_first_those_that_would_add_most(self):
        exercise = ExerciseFactory()
        make_audience(exercise, UNEVEN)
        coverage = queries.get_coverage(exercise=exercise)

        rows = queries.list_missing(exercise=exercise, coverage=coverage)

        assert len(rows) == 160 - 70
        assert {row.services for row in rows[:50]} == {("Home care",)}
        assert rows[0].adds == ("Home care", "Westmere")
        assert rows[0].weight > rows[-1].weight
        assert rows[-1].adds == ()

    def test_names_each_location_once_with_all_its_services(self):
        exercise = ExerciseFactory()
        member = AudienceMemberFactory(exercise=exercise)
        AudienceMemberFactory(
            exercise=exercise, service__location=member.location, service__service_type="home_care"
        )
        InvitationFactory(exercise=exercise, location=member.location)

        [row] = queries.list_missing(
            exercise=exercise, coverage=queries.get_coverage(exercise=exercise)
        )

        assert row.services == ("Care home", "Home care")
        assert row.was_invited

    def test_narrows_to_a_group(self):
        exercise = ExerciseFactory()
        make_audience(exercise, UNEVEN)
        coverage = queries.get_coverage(exercise=exercise)

        rows = queries.list_missing(
            exercise=exercise, coverage=coverage, group=("place_name", "Harrow Vale")
        )

        assert len(rows) == 20

    @pytest.mark.parametrize("size", [10, 1000])
    def test_makes_four_queries_with_contacts_whatever_the_size(
        self, size, django_assert_num_queries
    ):
        exercise = ExerciseFactory()
        make_audience(exercise, {("care_home", "Harrow Vale"): (size, 0)})
        coverage = queries.get_coverage(exercise=exercise)

        with django_assert_num_queries(4):
            rows = queries.list_missing(exercise=exercise, coverage=coverage)
            queries.add_contacts(exercise=exercise, rows=rows[:50])


class TestAddContacts:
    def test_adds_what_the_register_knows(self):
        exercise = ExerciseFactory()
        [member] = make_audience(exercise, {("care_home", "Harrow Vale"): (1, 0)})
        Contact.objects.create(location=member.location, name="Ann", telephone="01522 000000")
        rows = queries.list_missing(
            exercise=exercise, coverage=queries.get_coverage(exercise=exercise)
        )

        [row] = queries.add_contacts(exercise=exercise, rows=rows)

        assert (row.contact_name, row.telephone, row.email) == ("Ann", "01522 000000", "")
