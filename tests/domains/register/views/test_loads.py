import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.register import jobs
from regard.domains.register.models import Change, Contact, Council, Load, Location
from regard.domains.register.types import LoadState
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.domains.register.files import latest, line, write_latest, write_ratings, write_services
from tests.factories.register import ContactFactory, LoadFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return SystemFactory(slug="here", council=Council.objects.get(name="Lincolnshire"))


@pytest.fixture
def lead(client_as, system):
    return client_as("Partnership lead", system)


def upload(client, path, **more):
    """Send a file as the page does, do its job, and return the page with its result."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    sent = client.post("/here/register/load/", {"file": file} | more)
    job = Job.objects.latest("pk")
    assert sent["Location"] == f"/jobs/{job.pk}/"
    jobs.load(Progress(job))
    return client.get(job.next_url).content.decode()


class TestLoad:
    def test_takes_a_file_and_tells_what_came_of_it(self, lead, tmp_path):
        path = write_ratings(tmp_path / "ratings.csv", [line(100), line(101, postcode="=1+1")])

        page = upload(lead, path)

        assert "What came of ratings.csv" in page
        assert "1 location added, 0 changed, 0 no longer listed." in page
        assert "is not a postcode, like LN1 3AB" in page
        load = Load.objects.get()
        refused = lead.get(f"/here/register/load/{load.pk}/refused.csv")
        assert "ratings.csv,3,Location Post Code,'=1+1,\"is not a postcode" in (
            refused.content.decode()
        )
        history = lead.get("/here/register/load/").content.decode()
        assert f"/here/register/load/{load.pk}/" in history

    def test_says_that_the_same_file_changes_nothing(self, lead, tmp_path):
        path = write_ratings(tmp_path / "ratings.csv", [line(100)])
        upload(lead, path)

        assert "This file says nothing that we did not know" in upload(lead, path)

    def test_only_counts_if_asked_to(self, lead, tmp_path):
        path = write_ratings(tmp_path / "ratings.csv", [line(100)])

        page = upload(lead, path, ways="dry_run")

        assert "1 location would be added" in page
        assert "nothing has been changed" in page
        assert "What it would do" in page
        assert "Added: 1 of 1" in page
        assert "House 100" in page
        assert "changes.csv" not in page
        assert "/here/services/" not in page
        assert not Location.objects.exists()

    def test_asks_with_the_numbers_and_loads_on_a_yes(self, lead, tmp_path):
        lines = [line(number) for number in range(100, 110)]
        upload(lead, write_ratings(tmp_path / "a.csv", lines))

        page = upload(lead, write_latest(tmp_path / "b.csv", [latest(100)]))

        assert "Of 10 locations that we hold" in page
        assert "What it would do" in page
        assert "No longer listed: 9 of 9" in page
        assert "Ended on 29 May 2026" in page
        assert not Change.objects.filter(load__state=LoadState.ASKING).exists()
        load = Load.objects.get(state=LoadState.ASKING)
        address = f"/here/register/load/{load.pk}/accept/"
        again = lead.post(address, {})
        assert "Tick the box if this is the right and whole file" in again.content.decode()
        assert Location.objects.filter(ended_on=None).count() == 10

        lead.post(address, {"accept": "yes"})
        jobs.load(Progress(Job.objects.latest("pk")))

        assert Location.objects.filter(ended_on=None).count() == 1
        load.refresh_from_db()
        assert load.samples == []
        assert "What it did" in lead.get(f"/here/register/load/{load.pk}/").content.decode()
        assert lead.post(address, {"accept": "yes"}).status_code == 409

    def test_says_why_a_file_was_refused(self, lead, tmp_path):
        path = tmp_path / "ratings.csv"
        path.write_bytes(b"%PDF-1.7")

        page = upload(lead, path)

        assert "is not a table" in page
        assert "The register is as it was." in page

    def test_asks_for_a_file_where_none_was_chosen(self, lead):
        response = lead.post("/here/register/load/", {})

        assert "There is a problem" in response.content.decode()
        assert not Load.objects.exists()

    def test_gives_its_own_layout_to_fill_in(self, lead):
        response = lead.get("/here/register/load/template.csv")

        header, example = response.content.decode("utf-8-sig").splitlines()
        assert header.startswith("Location ID,Service name,Provider")
        assert "Harbour Lunch Club" in example


class TestResult:
    def test_shows_what_changed_from_and_to_and_gives_it_all_as_csv(self, lead, tmp_path):
        lines = [line(number) for number in range(100, 120)]
        upload(lead, write_ratings(tmp_path / "a.csv", lines))
        newer = [latest(number) for number in range(101, 120)]
        newer[0] |= {"Location Name": "A new name", "Location City": "Boston"}

        page = upload(lead, write_latest(tmp_path / "b.csv", newer))

        assert "Name: from House 101 to A new name" in page
        assert "No longer listed: 1 of 1" in page
        assert "Ended on 29 May 2026" in page
        load = Load.objects.latest("pk")
        sent = lead.get(f"/here/register/load/{load.pk}/changes.csv")
        rows = list(csv.reader(b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()))
        assert rows[0][0] == "Location ID"
        assert ["1-101", "A new name", "Boston", "Changed", "Town", "Lincoln", "Boston"] in rows
        assert next(row[:6] for row in rows if row[0] == "1-100") == [
            "1-100",
            "House 100",
            "Lincoln",
            "No longer listed",
            "Ended",
            "no",
        ]

    def test_is_rejected_with_a_reason_and_changes_nothing(self, lead, tmp_path):
        upload(lead, write_ratings(tmp_path / "a.csv", [line(n) for n in range(100, 110)]))
        upload(lead, write_latest(tmp_path / "b.csv", [latest(100)]))
        asking = Load.objects.get(state=LoadState.ASKING)
        address = f"/here/register/load/{asking.pk}/"

        silent = lead.post(f"{address}reject/", {"reason": " "}).content.decode()

        assert "Say why the file is not taken" in silent
        rejected = lead.post(f"{address}reject/", {"reason": "Only one town"}, follow=True)
        page = rejected.content.decode()
        assert "A person rejected it: Only one town" in page
        assert "Rejected by a person" in page
        assert "What it would have done" in page
        assert Location.objects.filter(ended_on=None).count() == 10
        again = lead.post(f"{address}reject/", {"reason": "Again"})
        assert "is not waiting for an answer any more" in again.content.decode()

    def test_names_whom_a_table_of_contacts_is_of_and_no_contact(self, lead, system, tmp_path):
        council = system.councils.get()
        ServiceFactory(
            location__council=council, location__regulator_id="1-100", location__name="Ash House"
        )
        lunch_club = {
            "Service name": "Harbour Lunch Club",
            "Postcode": "PE21 0AA",
            "Council": "Lincolnshire",
        }
        told = [{"Location ID": "1-100", "Email": "jo@example.org"}, lunch_club]

        page = upload(lead, write_services(tmp_path / "a.csv", told))

        assert "Changed: 1 of 1" in page
        assert "Ash House" in page
        assert "How it is reached or what it provides" in page
        assert "Added: 1 of 1" in page
        assert "Harbour Lunch Club" in page
        assert "jo@example.org" not in page


class TestSources:
    def test_are_ranked_for_anyone_with_the_reason(self, client, system):
        page = client.get("/here/register/sources/").content.decode()

        assert "Which source is believed for what" in page
        assert "Only the regulator rates" in page


class TestMissingContacts:
    def test_are_a_table_that_can_be_filled_in_and_loaded(self, lead, system, tmp_path):
        council = system.councils.get()
        ContactFactory(location=ServiceFactory(location__council=council).location)
        listed = ServiceFactory(location__council=council, location__regulator_id="1-100")
        ContactFactory(location=listed.location, name="", email="", telephone="+44 1522 123456")
        unlisted = ServiceFactory(
            location__council=council, location__regulator_id=None, service_type="advice"
        )

        response = lead.get("/here/register/load/missing.csv")

        rows = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
        assert [row["Location ID"] for row in rows] == ["1-100", ""]
        assert rows[1]["Service name"] == unlisted.location.name
        filled = [row | {"Email": "jo@example.org"} for row in rows]
        page = upload(lead, write_services(tmp_path / "filled.csv", filled))
        assert "0 locations added, 2 changed" in page
        contact = Contact.objects.get(location=listed.location)
        assert (contact.email, contact.telephone) == ("jo@example.org", "+44 1522 123456")

    def test_are_not_for_others(self, client_as, system):
        address = "/here/register/load/missing.csv"

        assert client_as("Commissioner", system).get(address).status_code == 403
        assert client_as().get(address).status_code == 302


class TestRefusals:
    ADDRESSES = ("", "template.csv", "{load}/", "{load}/refused.csv")

    @pytest.mark.parametrize("address", ADDRESSES)
    @pytest.mark.parametrize("role", ["Commissioner", "Provider", "Association lead"])
    def test_keep_loads_from_who_may_not_load(self, client_as, system, address, role):
        load = LoadFactory(system=system)
        where = "/here/register/load/" + address.format(load=load.pk)

        assert client_as(role, system).get(where).status_code == 403
        assert client_as("Partnership lead", SystemFactory()).get(where).status_code == 403
        anyone = client_as().get(where)
        assert anyone.status_code == 302
        assert anyone["Location"].startswith("/account/")

    def test_keep_files_from_who_may_not_load(self, client_as, system):
        file = SimpleUploadedFile("a.csv", b"a")
        client = client_as("Commissioner", system)

        assert client.post("/here/register/load/", {"file": file}).status_code == 403
        assert not Load.objects.exists()

    def test_keep_an_answer_from_who_may_not_load(self, client_as, system):
        load = LoadFactory(system=system, state=LoadState.ASKING, finished_at="2026-11-21T12:00Z")

        client = client_as("Commissioner", system)

        address = f"/here/register/load/{load.pk}/accept/"
        assert client.post(address, {"accept": "yes"}).status_code == 403
        load.refresh_from_db()
        assert load.state == LoadState.ASKING

    def test_keep_another_systems_load_away(self, lead):
        load = LoadFactory(system=SystemFactory())

        assert lead.get(f"/here/register/load/{load.pk}/").status_code == 404
