from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Contact
from regard.domains.register.types import Proof
from regard.foundation.audit.models import Entry
from tests.factories.people import ReachTaskFactory
from tests.factories.register import ContactFactory, LocationFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()


def set_contact(location, **said):
    given = {"name": "", "email": "", "telephone": ""} | said
    return actions.set_contact(location=location, **given, by="person:1", at=NOW)


class TestSetContact:
    def test_says_how_a_location_is_reached_and_names_nobody_in_the_ledger(self):
        location = LocationFactory()

        contact = set_contact(location, name=" Jo  Bell ", email=" jo@example.org ")

        assert (contact.name, contact.email) == ("Jo Bell", "jo@example.org")
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("contact.set", {})

    def test_replaces_all_that_was_held(self):
        held = ContactFactory(telephone="01522 123456")

        set_contact(held.location, email="new@example.org")

        held.refresh_from_db()
        assert (held.name, held.email, held.telephone) == ("", "new@example.org", "")

    def test_takes_the_contact_away_where_all_is_empty(self):
        held = ContactFactory()

        assert set_contact(held.location, name=" ") is None

        assert not Contact.objects.exists()

    @pytest.mark.parametrize("said", [{"email": "jo at home"}, {"telephone": "the desk"}])
    def test_refuses_what_reaches_nobody(self, said):
        held = ContactFactory()

        with pytest.raises(actions.CannotSetContact):
            set_contact(held.location, **said)

        assert Contact.objects.get().email == held.email
        assert not Entry.objects.exists()

    def test_forgets_what_was_known_of_another_address_but_not_of_another_name(self):
        held = ContactFactory(proven_on=date(2026, 5, 1), proven_how=Proof.ANSWERED)

        set_contact(held.location, name="New name", email=held.email)
        held.refresh_from_db()
        assert held.proven_on == date(2026, 5, 1)

        set_contact(held.location, email="other@example.org")
        held.refresh_from_db()
        assert (held.proven_on, held.proven_how) == (None, "")


def prove(location, how=Proof.ANSWERED, address=None, at=NOW):
    return actions.prove_contact(
        location_id=location.pk, how=how, address=address, by="invitation:7", at=at
    )


def fail(location, address=None):
    return actions.fail_contact(
        location_id=location.pk, why="550 Nobody here", address=address, by="person:1", at=NOW
    )


class TestProveContact:
    def test_says_when_and_how_and_ends_the_tasks_to_find_a_way(self):
        held = ContactFactory(failed_on=date(2026, 11, 1), failed_why="550 Nobody")
        task = ReachTaskFactory(location=held.location)
        other = ReachTaskFactory(system=task.system)

        assert prove(held.location)

        held.refresh_from_db()
        task.refresh_from_db()
        other.refresh_from_db()
        assert (held.proven_on, held.proven_how) == (TODAY, "answered")
        assert (held.failed_on, held.failed_why) == (None, "")
        assert (task.done_on, task.done_by, other.done_on) == (TODAY, "invitation:7", None)
        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("contact.proven", "invitation:7")
        assert entry.detail == {"how": "answered", "tasks_done": 1}

    def test_is_written_down_once_a_day_and_an_opened_link_adds_nothing(self):
        location = ContactFactory().location

        assert prove(location, Proof.OPENED_LINK)
        assert not prove(location, Proof.OPENED_LINK)
        assert prove(location, Proof.ANSWERED)
        assert not prove(location, Proof.OPENED_LINK)
        assert prove(location, Proof.OPENED_LINK, at=NOW + timedelta(days=1))

        assert Entry.objects.count() == 3

    def test_proves_nothing_by_an_address_that_is_not_the_contacts_any_more(self):
        held = ContactFactory(email="new@example.org")

        assert not prove(held.location, address="old@example.org")
        assert prove(held.location, address=" New@example.org")

    def test_knows_of_a_service_that_only_the_post_reaches(self):
        location = LocationFactory()

        assert prove(location, Proof.LETTER_ANSWERED)

        held = Contact.objects.get()
        assert (held.email, held.telephone, held.proven_how) == ("", "", "letter_answered")


class TestFailContact:
    def test_says_when_and_why_and_keeps_what_was_proven(self):
        held = ContactFactory(proven_on=date(2026, 5, 1), proven_how=Proof.ANSWERED)

        assert fail(held.location, address=held.email)

        held.refresh_from_db()
        assert (held.failed_on, held.failed_why) == (TODAY, "550 Nobody here")
        assert held.proven_on == date(2026, 5, 1)
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("contact.failed", {})

    def test_says_nothing_of_an_address_that_was_replaced(self):
        held = ContactFactory(email="new@example.org")

        assert not fail(held.location, address="old@example.org")

        held.refresh_from_db()
        assert held.failed_on is None
