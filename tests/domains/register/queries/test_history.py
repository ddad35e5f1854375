from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.domains.register import actions, presenters, queries
from regard.domains.register.models import (
    Branding,
    Change,
    Location,
    Membership,
    Network,
    Rating,
    Relation,
    Running,
)
from regard.domains.register.permissions import Permission
from tests.factories.accounts import Holder
from tests.factories.register import (
    LoadFactory,
    LocationFactory,
    OrganisationFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def tie(after, before, **other):
    """Say that one took over from another."""
    given = {"kind": "predecessor", "other_number": before.regulator_id, "by": "api"}
    return Relation.objects.create(location=after, other_location=before, **(given | other))


def chain(location):
    return queries.chain_of(location=location.pk)


class TestChainOf:
    def test_is_itself_where_nothing_is_known(self):
        location = LocationFactory()
        assert chain(location) == (location.pk,)

    def test_follows_what_was_before_and_what_came_after(self):
        first, second, third = LocationFactory.create_batch(3)
        tie(second, first)
        tie(third, second)

        for each in (first, second, third):
            assert set(chain(each)) == {first.pk, second.pk, third.pk}
            assert chain(each)[0] == each.pk

    def test_leaves_out_others_that_came_of_the_same(self):
        before, mine, theirs = LocationFactory.create_batch(3)
        tie(mine, before)
        tie(theirs, before)

        assert set(chain(mine)) == {mine.pk, before.pk}
        assert set(chain(before)) == {mine.pk, before.pk, theirs.pk}

    def test_leaves_out_ties_that_were_withdrawn_and_other_kinds(self):
        one, other, beside = LocationFactory.create_batch(3)
        tie(one, other, ended_on=date(2026, 1, 1))
        tie(one, beside, kind="dual")

        assert chain(one) == (one.pk,)

    def test_follows_merges_either_way(self):
        system = SystemFactory()
        kept, merged = (LocationFactory(system=system) for _ in range(2))
        before = LocationFactory()
        tie(merged, before, other_number="#9")
        actions.merge_locations(kept=kept, merged=merged, reason="One", by="x", at=NOON)

        assert set(chain(kept)) == {kept.pk, merged.pk, before.pk}
        assert set(chain(merged)) >= {kept.pk, merged.pk}

    @settings(max_examples=20, deadline=None)
    @given(ties=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
    def test_ends_however_the_ties_go_in_circles(self, ties):
        locations = LocationFactory.create_batch(5)
        for after, before in set(ties):
            tie(locations[after], locations[before])

        for each in locations:
            found = chain(each)
            assert found[0] == each.pk
            assert len(found) == len(set(found)) <= 5


class TestGetHistory:
    def test_tells_all_that_happened_in_a_fixed_number_of_queries(self, django_assert_num_queries):
        location = LocationFactory(registered_on=date(2020, 1, 1))
        before = LocationFactory(name="Old House")
        old = OrganisationFactory(name="Old Care")
        tie(location, before, since=date(2020, 1, 1), reason="re-registration")
        Running.objects.create(
            location=location, organisation=old, valid_to=date(2024, 5, 1), valid_from=None
        )
        Branding.objects.create(
            organisation=location.organisation,
            brand_id="B",
            brand_name="Old Group",
            valid_to=date(2025, 2, 1),
        )
        Change.objects.create(
            load=LoadFactory(as_at=date(2025, 6, 1)),
            location=location,
            kind="changed",
            was={"beds": 12, "longitude": 1.0},
            became={"beds": 14, "longitude": 1.1},
        )
        Relation.objects.create(
            kind="distinct", location=location, other_location=before, other_number="#1", by="x"
        )
        ids = chain(location)

        with django_assert_num_queries(7):
            history = queries.get_history(location=location, chain=ids)
            events = presenters.timeline(location, history)

        assert [(event.on, event.words) for event in events] == [
            (date(2025, 6, 1), "Beds: 12 → 14"),
            (
                date(2025, 2, 1),
                "Its provider changed its group: before, it belonged to Old Group",
            ),
            (date(2024, 5, 1), "Changed hands: run before by Old Care"),
            (
                date(2020, 1, 1),
                f"Re-registration: took over from Old House ({before.regulator_id})",
            ),
            (date(2020, 1, 1), "Registered with the regulator"),
        ]
        assert len(history.before) == 1
        assert presenters.chain_words(history.before, history.after) == (
            "It took over from 1 record."
        )

    def test_shows_what_was_rated_under_a_predecessor(self):
        location, before = LocationFactory.create_batch(2)
        tie(location, before)
        for where, rating, year in [(before, "Good", 2021), (location, "Outstanding", 2025)]:
            for question in ("overall", "safe"):
                Rating.objects.create(
                    location=where,
                    question=question,
                    rating=rating,
                    published_on=date(year, 3, 1),
                )

        rows = presenters.rating_rows(queries.list_ratings(location_ids=chain(location)))

        assert [row.ratings[:3] for row in rows] == [
            ("Outstanding", "Outstanding", ""),
            ("Good", "Good", ""),
        ]
        chart = presenters.rating_chart(rows, "Ash House")
        assert chart.description == "Ash House was rated Good in 2021 and Outstanding in 2025."
        assert presenters.rating_chart(rows[:1], "Ash House") is None

    def test_says_what_became_of_it_from_the_other_side(self):
        location, after = LocationFactory(ended_on=date(2026, 6, 1)), LocationFactory(name="New")
        tie(after, location, since=date(2026, 6, 1))

        history = queries.get_history(location=location, chain=chain(location))

        words = [event.words for event in presenters.timeline(location, history)]
        assert words == ["Taken over by New", "No longer provided"]


class TestListNetworksOf:
    def test_shows_only_networks_that_show_their_members_but_to_the_service(self):
        location = LocationFactory()
        today = date(2026, 11, 21)
        for name, is_shown in [("Open", True), ("Closed", False)]:
            network = Network.objects.create(
                slug=name.lower(), name=name, kind="forum", shows_members=is_shown
            )
            Membership.objects.create(network=network, location=location)
        left = Network.objects.create(slug="left", name="Left", kind="forum", shows_members=True)
        Membership.objects.create(network=left, location=location, left_on=today)

        def names(caller):
            found = queries.list_networks_of(location=location, caller=caller, on=today)
            return [network.name for network in found]

        assert names(Holder(scope=location)) == ["Open"]
        assert names(Holder(Permission.VIEW_OWN, scope=location)) == ["Closed", "Open"]


def test_the_numbers_of_merged_records_find_the_one_kept():
    system = SystemFactory()
    kept, merged = (LocationFactory(system=system) for _ in range(2))
    actions.merge_locations(kept=kept, merged=merged, reason="One", by="x", at=NOON)

    keys = {kept.regulator_id, merged.regulator_id}
    assert queries.find_locations(system=system, keys=keys) == dict.fromkeys(keys, kept.pk)
    caller = Holder(scope=system)
    found = queries.get_location(system=system, location_id=merged.pk, caller=caller)
    assert found == Location.objects.get(pk=kept.pk)
