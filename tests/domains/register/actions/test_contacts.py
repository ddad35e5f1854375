from datetime import UTC, datetime

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Contact
from regard.foundation.audit.models import Entry
from tests.factories.register import ContactFactory, LocationFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


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
