import json

import pytest
from django.urls import reverse

from regard.domains.governance.models import Lot, LotEntry
from regard.domains.governance.rules import lots as rules
from regard.domains.register.types import Sector, ServiceType, SizeBand
from tests.factories.governance import BodyFactory, LotEntryFactory, LotFactory
from tests.factories.register import (
    LocationFactory,
    OrganisationFactory,
    PlaceFactory,
    ServiceFactory,
)
from tests.matrix.world import NOON

pytestmark = pytest.mark.django_db

SEED = "4 8 15 16 23 42"


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def body():
    """A body whose system has four home care services, and one that its council runs."""
    body = BodyFactory(slug="westmere")
    for _ in range(4):
        ServiceFactory(system=body.system, service_type=ServiceType.HOME_CARE)
    council = OrganisationFactory(sector=Sector.PUBLIC)
    ServiceFactory(
        location=LocationFactory(system=body.system, organisation=council),
        service_type=ServiceType.HOME_CARE,
    )
    return body


@pytest.fixture
def secretary(body, client_as):
    return client_as("Board secretary", body.system)


def address(body, name, **more):
    return reverse(f"governance:{name}", kwargs={"system": body.system.slug} | more)


def new_lot(body, query="?split=service_type"):
    return address(body, "new_lot", slug="westmere") + query


class TestNewLot:
    def test_asks_first_by_what_to_split(self, body, secretary):
        page = secretary.get(new_lot(body, "")).content.decode()

        assert "Split them by" in page

    def test_asks_then_how_many_and_leaves_public_services_out(self, body, secretary):
        page = secretary.get(new_lot(body)).content.decode()

        assert "Home care: how many to draw" in page
        assert "Of 4 services of 4 providers." in page

    @pytest.mark.parametrize(
        ("split", "part"),
        [
            ("size_band", SizeBand.ONE.label),
            ("sector", Sector.NOT_KNOWN.label),
            ("none", "Everyone"),
            ("place", "Westmere coast"),
        ],
    )
    def test_splits_by_what_was_chosen(self, body, secretary, split, part):
        PlaceFactory(system=body.system, name="Westmere coast", council=body.system.councils.get())

        page = secretary.get(new_lot(body, f"?split={split}")).content.decode()

        assert f"{part}: how many to draw" in page

    def test_leaves_out_of_places_what_lies_in_none(self, body, secretary):
        page = secretary.get(new_lot(body, "?split=place")).content.decode()

        assert "No provider on the register is like that." in page

    def test_fixes_the_pool(self, body, secretary):
        said = {"title": "Home care", "seed_source": "The draw of 28 November", "part0": "2"}

        page = secretary.post(new_lot(body), said, follow=True).content.decode()

        assert "2 of 4 services will be drawn, once the seed is known." in page
        assert Lot.objects.get().pool_sha256 in page

    def test_says_why_it_cannot(self, body, secretary):
        said = {"title": "Home care", "seed_source": "The draw of 28 November"}

        page = secretary.post(new_lot(body), said).content.decode()

        assert "Say how many to draw from at least one part" in page


class TestDrawLot:
    def test_draws_it_and_everybody_sees_what_was_drawn(self, body, secretary, client):
        said = {"title": "Home care", "seed_source": "The draw of 28 November", "part0": "2"}
        secretary.post(new_lot(body), said)
        lot = Lot.objects.get()

        page = secretary.post(
            address(body, "draw_lot", lot_id=lot.pk), {"seed": SEED}, follow=True
        ).content.decode()

        assert "2 of 4 services were drawn on 21 November 2026." in page
        assert "None said yes so far, and 2 have still to answer." in page
        assert "Keep its answer" in page
        secretary.logout()
        public = client.get(address(body, "lot", lot_id=lot.pk)).content.decode()
        assert SEED in public
        assert "Keep its answer" not in public

    def test_says_why_it_cannot(self, body, secretary):
        entry = LotEntryFactory(lot__body=body)

        page = secretary.post(
            address(body, "draw_lot", lot_id=entry.lot_id), {"seed": SEED}
        ).content.decode()

        assert "This lot was drawn." in page


class TestAnswerLot:
    @pytest.mark.parametrize(
        ("answer", "words"), [("yes", "Appoint whoever they send"), ("no", "The next that waits")]
    )
    def test_keeps_the_answer(self, body, secretary, answer, words):
        entry = LotEntryFactory(lot__body=body)
        url = address(body, "answer_lot", lot_id=entry.lot_id, drawn_id=entry.pk)
        said = {"has_accepted": answer, "on-day": "20", "on-month": "11", "on-year": "2026"}

        page = secretary.post(url, said, follow=True).content.decode()

        entry.refresh_from_db()
        assert entry.has_accepted == (answer == "yes")
        assert words in page

    def test_says_why_it_cannot(self, body, secretary):
        entry = LotEntryFactory(lot__body=body, has_accepted=True)
        url = address(body, "answer_lot", lot_id=entry.lot_id, drawn_id=entry.pk)
        said = {"has_accepted": "no", "on-day": "20", "on-month": "11", "on-year": "2026"}

        assert "It has answered already" in secretary.post(url, said).content.decode()


class TestLots:
    def test_lists_lots_and_says_how_they_are_drawn(self, body, client):
        LotFactory(body=body)
        entry = LotEntryFactory(lot__body=body, has_accepted=True)

        page = client.get(address(body, "lots")).content.decode()

        assert "1 lot drawn, and 1 to be drawn." in page
        assert entry.lot.title in page
        assert "import hashlib" in page

    def test_says_that_there_was_none(self, body, client):
        page = client.get(address(body, "lots")).content.decode()

        assert "No seat here has been drawn by lot." in page


class TestFiles:
    def test_pool_is_the_very_bytes_that_were_hashed(self, body, secretary):
        said = {"title": "Home care", "seed_source": "The draw of 28 November", "part0": "2"}
        secretary.post(new_lot(body), said)
        lot = Lot.objects.get()

        response = secretary.get(address(body, "lot_pool", lot_id=lot.pk))

        assert rules.pool_sha256(response.content.decode()) == lot.pool_sha256
        assert len(json.loads(response.content)[0]["services"]) == 4

    def test_script_is_the_one_that_is_tested(self, body, client):
        response = client.get(address(body, "lot_script"))

        assert response.content.decode() == rules.SCRIPT


class TestEntries:
    def test_of_another_lot_are_not_found(self, body, secretary):
        one, other = LotEntryFactory(lot__body=body), LotEntryFactory(lot__body=body)
        url = address(body, "answer_lot", lot_id=one.lot_id, drawn_id=other.pk)

        assert secretary.get(url).status_code == 404
        assert LotEntry.objects.filter(has_accepted=None).count() == 2
