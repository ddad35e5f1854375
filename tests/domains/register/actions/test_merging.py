from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import models, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.domains.engagement.models import AudienceMember, Contribution, Invitation
from regard.domains.engagement.models.touches import Touch as Heard
from regard.domains.register import actions, queries
from regard.domains.register.actions import CannotMerge, CannotPart, merge_handling
from regard.domains.register.models import (
    Contact,
    Location,
    Merge,
    Placement,
    Provenance,
    Running,
    SearchEntry,
    SearchWord,
    Touch,
)
from regard.foundation.accounts.models import Grant
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ExerciseFactory
from tests.factories.identity import GIVES, Surroundings, give_brand
from tests.factories.register import (
    ContactFactory,
    LocationFactory,
    OrganisationFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ASIDE = {Entry, Heard, Job, Merge, Provenance, SearchWord, Touch}
"""What a merge and its undoing leave behind: that it was, when, and rows that never change."""
WORKED_OUT = {Placement: "id", SearchEntry: "location"}


def merge(kept, merged, reason="The same house"):
    act = actions.merge_locations if isinstance(kept, Location) else actions.merge_organisations
    return act(kept=kept, merged=merged, reason=reason, by="person:1", at=NOON)


def part(merged):
    return actions.part(merge=merged, by="person:1", at=NOON)


def everything():
    """Return all that the database holds, without when rows were written."""
    held = {}
    for model in apps.get_models():
        if not model.__module__.startswith("regard.") or model in ASIDE:
            continue
        left_out = {"created_at", "updated_at", WORKED_OUT.get(model, "")}
        names = [f.attname for f in model._meta.concrete_fields if f.name not in left_out]
        held[model._meta.label] = sorted(map(repr, model.objects.values_list(*names)))
    return held


@pytest.fixture
def system():
    return SystemFactory(slug="here")


@pytest.fixture
def kept(system):
    return ServiceFactory(system=system, location__name="Ash House").location


@pytest.fixture
def twin(system):
    """The same house, as somebody entered it by hand."""
    location = LocationFactory(system=system, name="Ash House Care Home", regulator_id=None)
    ServiceFactory(location=location)
    return location


class TestEveryForeignKey:
    def test_to_a_location_provider_or_service_is_handled_by_a_merge(self):
        """A new one lands with `handles_merge` in its domain: see register.actions."""
        assert actions.list_unhandled() == []

    def test_has_no_handling_left_over(self):
        labels = {
            pointer.label
            for target in merge_handling.MERGEABLE
            for pointer in merge_handling.list_pointers(target)
        }
        assert set(merge_handling._HANDLINGS) == labels

    def test_stops_every_merge_while_one_is_not(self, kept, twin, monkeypatch):
        monkeypatch.delitem(merge_handling._HANDLINGS, "register.Contact.location")

        with pytest.raises(CannotMerge, match=r"becomes of register\.Contact\.location"):
            merge(kept, twin)
        assert not Merge.objects.exists()


class TestMergeLocations:
    def test_leaves_one_that_both_numbers_and_addresses_lead_to(self, system, kept):
        again = LocationFactory(system=system, name="Ash House", regulator_id="1-222")

        done = merge(kept, again)

        again.refresh_from_db()
        assert (again.merged_into, again.ended_on) == (kept, NOON.date())
        keys = [kept.regulator_id, "1-222", "1-333"]
        found = queries.find_locations(system=system, keys=keys)
        assert found == {kept.regulator_id: kept.pk, "1-222": kept.pk}
        assert not Placement.objects.filter(location=again).exists()
        assert (done.by, done.reason) == ("person:1", "The same house")
        entry = Entry.objects.get(event="location.merged")
        assert entry.subject == f"register.Location:{kept.pk}"
        assert entry.detail == {"merge": done.pk, "merged": again.pk}

    def test_moves_what_the_one_kept_lacks(self, kept, twin):
        contact = ContactFactory(location=twin)

        merge(kept, twin)

        assert Contact.objects.get().location == kept
        assert kept.contact == contact

    def test_leaves_with_the_other_what_the_one_kept_has_itself(self, kept, twin):
        own, other = ContactFactory(location=kept), ContactFactory(location=twin)

        done = merge(kept, twin)

        assert Contact.objects.get(location=kept) == own
        assert Contact.objects.get(location=twin) == other
        (row,) = [m for m in done.moved["moves"] if m["pointer"] == "register.Contact.location"]
        assert (row["moved"], row["stayed"]) == ([], [other.pk])

    def test_takes_facts_that_only_the_other_knows_with_their_source(self, kept, twin):
        told = {"beds": ["entered", "2026-11-01"], "name": ["entered", "2026-11-01"]}
        twin.beds, twin.website = 12, "https://ash.example"
        twin.provenance = Provenance.objects.create(facts=told)
        twin.save()

        merge(kept, twin)

        kept.refresh_from_db()
        assert (kept.beds, kept.website, kept.name) == (12, "https://ash.example", "Ash House")
        assert kept.provenance.facts == {"beds": ["entered", "2026-11-01"]}

    def test_keeps_published_rates_where_both_were_asked(self, system, kept, twin):
        both = ExerciseFactory(system=system, slug="both")
        one = ExerciseFactory(system=system, slug="one")
        around = Surroundings(system, [both, one])
        *_, in_both, in_one = GIVES
        in_both(kept, around)
        in_both(twin, around)
        in_one(twin, around)

        merge(kept, twin)

        for model in (AudienceMember, Invitation, Contribution):
            assert model.objects.filter(exercise=both, location=twin).exists()
            assert set(model.objects.filter(exercise=one).values_list("location", flat=True)) == {
                kept.pk
            }
        member = AudienceMember.objects.get(exercise=one)
        assert member.service == kept.services.get()

    def test_lets_go_on_what_had_ended_at_the_one_kept_only(self, kept, twin):
        kept.services.update(ended_on=date(2026, 1, 1))

        done = merge(kept, twin)

        assert kept.services.get().ended_on is None
        part(done)
        assert kept.services.get().ended_on == date(2026, 1, 1)

    def test_takes_along_what_was_merged_before(self, system, kept, twin):
        third = LocationFactory(system=system, name="Ash")
        merge(kept, twin)

        merge(third, kept)

        twin.refresh_from_db()
        assert twin.merged_into == third

    def test_gives_no_role_twice(self, kept, twin):
        mine = GrantFactory(role="Provider", scope_key=f"location:{twin.pk}")
        theirs = GrantFactory(role="Provider", scope_key=f"location:{twin.pk}")
        GrantFactory(role="Provider", scope_key=f"location:{kept.pk}", person=mine.person)

        merge(kept, twin)

        assert Grant.objects.get(pk=theirs.pk).scope_key == f"location:{kept.pk}"
        assert Grant.objects.get(pk=mine.pk).scope_key == f"location:{twin.pk}"

    @pytest.mark.parametrize(
        ("kept_is", "merged_is", "words"),
        [
            ({"regulator_id": None}, {}, "Keep Elm: the regulator lists it"),
            ({"ended_on": date(2026, 10, 1)}, {}, "Keep Elm: Ash has ended"),
        ],
    )
    def test_refuses_the_wrong_way_round(self, system, kept_is, merged_is, words):
        one = LocationFactory(system=system, name="Ash", **kept_is)
        other = LocationFactory(system=system, name="Elm", **merged_is)

        with pytest.raises(CannotMerge, match=words):
            merge(one, other)

    def test_refuses_one_record_a_merged_one_and_no_reason(self, system, kept, twin):
        with pytest.raises(CannotMerge, match="one and the same"):
            merge(kept, kept)
        with pytest.raises(CannotMerge, match="Say why"):
            merge(kept, twin, reason=" ")
        merge(kept, twin)
        with pytest.raises(CannotMerge, match="was merged into another record already"):
            merge(LocationFactory(system=system), twin)


class TestPlanMerge:
    def test_lists_and_counts_all_that_points_at_either(self, kept, twin):
        ContactFactory(location=kept)
        ContactFactory(location=twin)

        rows = {row.words: row for row in actions.plan_merge(kept=kept, merged=twin)}

        contact = rows["how it is reached"]
        assert (contact.kept, contact.moved, contact.stayed) == (1, 0, 1)
        kinds = rows["kinds of care"]
        assert (kinds.kept, kinds.moved, kinds.stayed) == (1, 0, 1)


class TestPart:
    @settings(max_examples=25, deadline=None)
    @given(
        gifts=st.lists(st.tuples(st.booleans(), st.sampled_from(GIVES)), min_size=0, max_size=14),
        kinds=st.tuples(st.booleans(), st.booleans()),
        is_known=st.booleans(),
    )
    def test_makes_everything_as_it_was_whatever_there_was(self, gifts, kinds, is_known):
        with transaction.atomic():
            system = SystemFactory()
            exercises = [ExerciseFactory(system=system) for _ in range(2)]
            around = Surroundings(system, exercises)
            two = [LocationFactory(system=system) for _ in range(2)]
            for location, also in zip(two, kinds, strict=True):
                ServiceFactory(location=location)
                if also:
                    ServiceFactory(location=location, service_type="home_care")
            if is_known:
                Location.objects.filter(pk=two[1].pk).update(beds=3, uprn="1", telephone="01")
            for is_first, give in gifts:
                give(Location.objects.get(pk=two[is_first].pk), around)
            before = everything()

            done = merge(*two)
            assert everything() != before
            part(done)

            assert everything() == before
            transaction.set_rollback(True)

    def test_makes_two_providers_of_one_again(self, system):
        one, other = OrganisationFactory(name="Ash Ltd"), OrganisationFactory(name="Ash Limited")
        around = Surroundings(system, [])
        for organisation in (one, other):
            give_brand(organisation, around)
            LocationFactory(system=system, organisation=organisation)
        Running.objects.create(
            location=LocationFactory(system=system), organisation=other, valid_to=NOON.date()
        )
        before = everything()

        done = merge(one, other)
        assert one.locations.count() == 2
        other.refresh_from_db()
        assert other.merged_into == one
        part(done)

        assert everything() == before
        events = set(Entry.objects.values_list("event", flat=True))
        assert events == {"organisation.merged", "organisation.parted"}

    def test_undoes_merges_of_merges_from_the_last(self, system, kept, twin):
        third = LocationFactory(system=system, name="Ash")
        before = everything()
        first, second = merge(kept, twin), merge(third, kept)

        with pytest.raises(CannotPart, match="Ash House was itself merged since"):
            part(first)
        part(second)
        part(first)

        assert everything() == before

    def test_refuses_where_what_was_moved_was_changed_since(self, kept, twin):
        ContactFactory(location=twin)
        done = merge(kept, twin)
        actions.set_contact(
            location=kept, name="Jo", email="", telephone="", by="person:1", at=NOON
        )

        with pytest.raises(CannotPart, match="reached: 1 of 1 that were moved have been changed"):
            part(done)
        assert Location.objects.get(pk=twin.pk).merged_into == kept

    def test_refuses_where_what_was_moved_is_gone(self, kept, twin):
        contact = ContactFactory(location=twin)
        done = merge(kept, twin)
        contact.delete()

        with pytest.raises(CannotPart, match="taken away or moved elsewhere"):
            part(done)

    def test_refuses_where_something_newer_is_in_the_place(self, kept, twin):
        ContactFactory(location=twin)
        done = merge(kept, twin)
        ContactFactory(location=twin)

        with pytest.raises(CannotPart, match="something newer is in the place"):
            part(done)
        assert Location.objects.get(pk=twin.pk).merged_into == kept

    def test_leaves_with_the_one_kept_what_it_was_told_better_since(self, kept, twin):
        Location.objects.filter(pk=twin.pk).update(beds=12, website="https://ash.example")
        done = merge(kept, Location.objects.get(pk=twin.pk))
        Location.objects.filter(pk=kept.pk).update(beds=14)

        part(done)

        kept.refresh_from_db()
        assert (kept.beds, kept.website) == (14, "")

    def test_undoes_once(self, kept, twin):
        done = part(merge(kept, twin))

        assert (done.undone_by, done.undone_at) == ("person:1", NOON)
        with pytest.raises(CannotPart, match="was undone already"):
            part(done)


def test_every_model_that_a_merge_can_move_says_when_it_was_written():
    for target in merge_handling.MERGEABLE:
        for pointer in merge_handling.list_pointers(target):
            if pointer.label not in {
                f"register.SearchEntry.{name}" for name in ("location", "location_id")
            }:
                field = pointer.model._meta.get_field("updated_at")
                assert isinstance(field, models.DateTimeField)
