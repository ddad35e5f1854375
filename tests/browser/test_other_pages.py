"""Pages of the register that none of the journeys opens, and loads in each of their states."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from regard.domains.register import actions, jobs
from regard.domains.register.models import Council
from regard.domains.register.types import LoadState
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.browser.pressing import press
from tests.domains.register.files import latest, line, write_latest, write_ratings
from tests.factories.accounts import GrantFactory
from tests.factories.register import SystemFactory
from tests.matrix.world import World

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

PAGES = (
    "change",
    "correct",
    "edit_network",
    "edit_place",
    "edit_reach_task",
    "end_place",
    "everywhere_map",
    "everywhere_table",
    "join_network",
    "location_speaker",
    "mandates",
    "merge_providers",
    "new_mandate",
    "own_wishes",
    "person_role",
    "roll_line_new",
    "sources",
)


@pytest.fixture
def system(db):
    council = Council.objects.get(name="Lincolnshire")
    return SystemFactory(slug="here", name="Lincolnshire", council=council)


@pytest.fixture
def lead(page, sign_in, system):
    grant = GrantFactory(person__name="Amara Okafor", scope_key=f"system:{system.pk}")
    sign_in(page, grant.person)
    return page


@pytest.fixture
def start(system):
    """Load a file as the page does, and return the address of its result."""

    def start(path, *, is_dry_run=False):
        job = actions.start_load(
            system=system,
            chunks=[path.read_bytes()],
            name=path.name,
            is_dry_run=is_dry_run,
            by="person:1",
            at=NOW,
        )
        jobs.load(Progress(job))
        return Job.objects.get(pk=job.pk).next_url

    return start


@pytest.mark.parametrize("name", PAGES)
def test_reads_well(page, sign_in, check, time_machine, name):
    world = World()
    role = "Provider" if name == "correct" else "Partnership lead"
    sign_in(page, GrantFactory(role=role, scope_key=f"system:{world.system.pk}").person)

    unlisted = {"location_id": world.own["other_location_id"]} if name == "change" else {}
    page.goto(world.address(f"register:{name}", **unlisted))

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check(page, f"register-{name}")


class TestLoad:
    @pytest.fixture
    def known(self, start, tmp_path):
        lines = [line(number) for number in range(100, 130)]
        return start(write_ratings(tmp_path / "a.csv", lines))

    def test_shows_what_it_did(self, lead, known, start, check, tmp_path):
        newer = [latest(number) for number in range(100, 129)]
        newer[0] |= {"Location Name": "A new name", "Location City": "Boston"}
        newer.append(latest(900))

        lead.goto(start(write_latest(tmp_path / "b.csv", newer)))

        expect(lead.get_by_role("heading", name="What it did")).to_be_visible()
        check(lead, "register-load-finished")

    def test_shows_what_it_would_do(self, lead, known, start, check, tmp_path):
        newer = [latest(number) for number in range(100, 129)]
        newer[0] |= {"Location Name": "A new name"}

        lead.goto(start(write_latest(tmp_path / "b.csv", newer), is_dry_run=True))

        expect(lead.get_by_role("heading", name="What it would do")).to_be_visible()
        check(lead, "register-load-counted")

    def test_asks_with_a_sample_and_is_rejected(self, lead, known, start, check, tmp_path):
        lead.goto(start(write_latest(tmp_path / "b.csv", [latest(100), latest(900)])))
        expect(lead.get_by_role("heading", name="What it would do")).to_be_visible()
        check(lead, "register-load-asking")

        lead.get_by_label("Why").fill("It holds one town only")
        press(lead.get_by_role("button", name="Reject it"))

        expect(lead.get_by_text(LoadState.REJECTED.label, exact=True)).to_be_visible()
        check(lead, "register-load-rejected")

    def test_says_why_it_was_refused(self, lead, start, check, tmp_path):
        path = tmp_path / "a.csv"
        path.write_bytes(b"%PDF-1.7")

        lead.goto(start(path))

        check(lead, "register-load-refused")
