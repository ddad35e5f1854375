from datetime import UTC, datetime

import pytest

from regard.foundation.accounts import actions, queries
from regard.foundation.accounts.models import Grant, Person
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
STAMP = {"by": "command", "at": NOON}

pytestmark = pytest.mark.django_db


def add(email="amara@example.org", name="Amara Okafor"):
    return actions.add_person(email=email, name=name, **STAMP)


def grant(person, role="Commissioner", scope_key="system:1"):
    actions.grant(person=person, role=role, scope_key=scope_key, **STAMP)


class TestAddPerson:
    def test_makes_an_account_without_a_password(self):
        person = add(email=" Amara@Example.org ")

        assert (person.email, person.name) == ("amara@example.org", "Amara Okafor")
        assert not person.has_usable_password()
        assert Entry.objects.get().event == "person.added"

    def test_gives_back_the_account_there_is(self):
        first = add()
        again = add(email="AMARA@example.org", name="Someone else")

        assert again.pk == first.pk
        assert again.name == "Amara Okafor"
        assert Entry.objects.count() == 1

    @pytest.mark.parametrize("email", ["", "amara", "amara@", "a b@example.org", "a@b\n.org"])
    def test_refuses_what_is_no_address(self, email):
        with pytest.raises(actions.NotAnAddress, match="is not an email address"):
            add(email=email)
        assert not Person.objects.exists()


class TestGrant:
    def test_gives_a_role_once(self):
        person = add()
        grant(person)
        grant(person)

        assert Grant.objects.get().role == "Commissioner"
        assert Entry.objects.filter(event="role.granted").count() == 1

    def test_refuses_a_role_that_is_not_on_the_page(self):
        with pytest.raises(actions.NoSuchRole, match=r"The roles are: Partnership lead"):
            grant(add(), role="King")


class TestTakeAway:
    def test_takes_away_the_one_role(self):
        person = add()
        grant(person)
        grant(person, scope_key="system:2")

        actions.take_away(person=person, role="Commissioner", scope_key="system:1", **STAMP)

        assert Grant.objects.get().scope_key == "system:2"
        entry = Entry.objects.get(event="role.taken_away")
        assert entry.detail == {"role": "Commissioner", "scope": "system:1"}

    def test_refuses_what_is_not_held(self):
        with pytest.raises(actions.NotHeld, match="does not have the role"):
            actions.take_away(person=add(), role="Commissioner", scope_key="system:1", **STAMP)


class TestQueries:
    def test_find_a_person_however_the_address_is_written(self):
        person = add()

        assert queries.get_person(email=" AMARA@example.org ") == person

    def test_say_who_does_not_exist(self):
        with pytest.raises(NotFound, match="regard people list"):
            queries.get_person(email="nobody@example.org")

    def test_list_everybody_with_their_roles(self):
        grant(add())
        add(email="a@example.org", name="A")

        rows = queries.list_people()

        assert [(row.email, row.roles) for row in rows] == [
            ("a@example.org", ()),
            ("amara@example.org", (("Commissioner", "system:1"),)),
        ]
