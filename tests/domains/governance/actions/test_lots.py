from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from regard.domains.governance import actions, queries
from regard.domains.governance.actions import LotDetails, Stratum
from regard.domains.governance.models import Lot, LotEntry
from regard.domains.governance.rules import lots as rules
from regard.domains.governance.types import LotState
from regard.domains.register.types import Criteria, ServiceType
from regard.foundation.audit.models import Entry
from tests.factories.governance import BodyFactory
from tests.factories.register import LocationFactory, OrganisationFactory, ServiceFactory

ON = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 10, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}
SEED = "4 8 15 16 23 42"

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    """A body whose system has six home care services of six providers, and two homes of one."""
    body = BodyFactory()
    for _ in range(6):
        ServiceFactory(system=body.system, service_type=ServiceType.HOME_CARE)
    provider = OrganisationFactory()
    for _ in range(2):
        home = LocationFactory(system=body.system, organisation=provider)
        ServiceFactory(location=home, service_type=ServiceType.CARE_HOME)
    return body


def stratum(kind, wanted):
    return Stratum(kind.label, Criteria(service_types=(kind,)), wanted)


def prepare(body, *strata):
    details = LotDetails(
        title="Two seats for home care",
        seed_source="The numbers of the draw of 7 November 2026",
        strata=strata or (stratum(ServiceType.HOME_CARE, 2),),
    )
    return actions.prepare_lot(body=body, details=details, **BY)


class TestPrepareLot:
    def test_fixes_the_pool_and_its_hash(self, body):
        lot = prepare(body)

        lot.refresh_from_db()
        (part,) = rules.read_pool(lot.pool)
        assert (part.name, part.wanted, len(part.tickets)) == ("Home care", 2, 6)
        assert lot.pool_sha256 == rules.pool_sha256(rules.pool_json([part]))
        assert lot.strata == [
            {"name": "Home care", "wanted": 2, "criteria": {"service_types": ["home_care"]}}
        ]
        assert Entry.objects.get().detail == {"body": body.pk, "pool_sha256": lot.pool_sha256}

    def test_leaves_out_parts_from_which_none_is_drawn(self, body):
        none = stratum(ServiceType.CARE_HOME, 0)
        lot = prepare(body, none, stratum(ServiceType.HOME_CARE, 1))

        assert [part["name"] for part in lot.strata] == ["Home care"]

    def test_refuses_to_draw_more_than_there_are(self, body):
        with pytest.raises(actions.CannotPrepareLot, match="only 1 different providers"):
            prepare(body, stratum(ServiceType.CARE_HOME, 2))

    def test_wants_a_title(self, body):
        details = LotDetails(" ", "The draw", (stratum(ServiceType.HOME_CARE, 1),))

        with pytest.raises(actions.CannotPrepareLot, match="what the lot is for"):
            actions.prepare_lot(body=body, details=details, **BY)


class TestDrawLot:
    def test_draws_what_anybody_can_draw_again(self, body):
        lot = actions.draw_lot(lot=prepare(body), seed=f" {SEED} ", **BY)

        assert (lot.state, lot.seed) == (LotState.DRAWN, SEED)
        (expected,) = rules.draw(rules.read_pool(lot.pool), SEED)
        entries = LotEntry.objects.order_by("position")
        assert [entry.location_id for entry in entries if not entry.is_reserve] == [
            ticket.location_id for ticket in expected.drawn
        ]
        assert [entry.is_reserve for entry in entries] == [False] * 2 + [True] * 4
        assert Entry.objects.last().detail == {"seed": SEED}

    def test_draws_once(self, body):
        lot = actions.draw_lot(lot=prepare(body), seed=SEED, **BY)

        with pytest.raises(actions.CannotDraw, match="was drawn"):
            actions.draw_lot(lot=lot, seed="another", **BY)

    def test_wants_a_seed(self, body):
        with pytest.raises(actions.CannotDraw, match="Enter the seed"):
            actions.draw_lot(lot=prepare(body), seed=" ", **BY)


class TestAnswerLot:
    def test_keeps_a_yes(self, body):
        actions.draw_lot(lot=prepare(body), seed=SEED, **BY)
        entry = LotEntry.objects.get(position=1)

        actions.answer_lot(entry=entry, has_accepted=True, on=ON, **BY)

        entry.refresh_from_db()
        assert (entry.has_accepted, entry.answered_on) == (True, ON)
        assert LotEntry.objects.filter(is_reserve=False).count() == 2
        assert Entry.objects.last().event == "lot.answered"

    def test_asks_the_next_that_waits_after_a_no(self, body):
        actions.draw_lot(lot=prepare(body), seed=SEED, **BY)

        actions.answer_lot(entry=LotEntry.objects.get(position=1), has_accepted=False, on=ON, **BY)

        asked = LotEntry.objects.filter(is_reserve=False).order_by("position")
        assert [entry.position for entry in asked] == [1, 2, 3]

    def test_passes_over_a_provider_that_was_drawn_in_another_part(self, body):
        both = OrganisationFactory()
        for kind in (ServiceType.HOME_CARE, ServiceType.SHARED_LIVES):
            location = LocationFactory(system=body.system, organisation=both)
            ServiceFactory(location=location, service_type=kind)
        strata = stratum(ServiceType.HOME_CARE, 1), stratum(ServiceType.SHARED_LIVES, 1)
        lot = prepare(body, *strata)
        seed = next(
            str(seed) for seed in range(1_000) if self._waits_first(lot, str(seed), both.pk)
        )
        actions.draw_lot(lot=lot, seed=seed, **BY)

        first = LotEntry.objects.get(stratum=0, position=1)
        actions.answer_lot(entry=first, has_accepted=False, on=ON, **BY)

        asked = LotEntry.objects.filter(stratum=0, is_reserve=False).order_by("position")
        assert [entry.position for entry in asked] == [1, 3]

    def _waits_first(self, lot, seed, provider):
        home_care, _ = rules.draw(rules.read_pool(lot.pool), seed)
        return home_care.spares[0].provider_id == provider

    def test_asks_nobody_when_nobody_waits(self, body):
        lot = prepare(body, stratum(ServiceType.CARE_HOME, 1))
        actions.draw_lot(lot=lot, seed=SEED, **BY)
        entry = LotEntry.objects.get()

        actions.answer_lot(entry=entry, has_accepted=False, on=ON, **BY)

        assert LotEntry.objects.count() == 1

    def test_takes_one_answer_and_only_of_those_asked(self, body):
        actions.draw_lot(lot=prepare(body), seed=SEED, **BY)
        entry, waits = LotEntry.objects.get(position=1), LotEntry.objects.get(position=3)
        actions.answer_lot(entry=entry, has_accepted=True, on=ON, **BY)

        with pytest.raises(actions.CannotAnswer, match="answered already"):
            actions.answer_lot(entry=entry, has_accepted=False, on=ON, **BY)
        with pytest.raises(actions.CannotAnswer, match="not asked yet"):
            actions.answer_lot(entry=waits, has_accepted=True, on=ON, **BY)


class TestListPartsOf:
    def test_names_who_was_drawn_even_after_two_records_were_joined(self, body):
        lot = actions.draw_lot(lot=prepare(body), seed=SEED, **BY)
        entry = LotEntry.objects.get(position=1)
        name = entry.location.name
        entry.location = LocationFactory(name="Another name")
        entry.save()

        (part,) = queries.list_parts_of(lot=lot)

        assert (part.services, part.providers) == (6, 6)
        assert part.rows[0].name == name
        assert part.rows[0].location_id == entry.location_id


class TestConstraints:
    def test_keep_a_drawn_lot_from_having_no_seed(self, body):
        lot = prepare(body)

        with pytest.raises(IntegrityError), transaction.atomic():
            Lot.objects.filter(pk=lot.pk).update(state=LotState.DRAWN)

    def test_keep_two_from_one_place_in_the_order(self, body):
        lot = actions.draw_lot(lot=prepare(body), seed=SEED, **BY)

        with pytest.raises(IntegrityError), transaction.atomic():
            LotEntry.objects.filter(lot=lot).update(position=1)
