import json

import pytest

from regard.foundation.accounts.models import Grant, Person
from regard.foundation.base.errors import NotFound
from tests.factories.networks import NetworkFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def system():
    return SystemFactory(slug="northmarch")


def add(regard, *more):
    return regard("people", "add", "amara@example.org", "--system", "northmarch", *more)


class TestAdd:
    def test_gives_an_account_and_a_role(self, regard, system):
        done = add(regard, "--name", "Amara Okafor")

        assert (
            "Amara Okafor can sign in with amara@example.org, as Partnership lead" in done.stdout
        )
        grant = Grant.objects.get()
        assert (grant.role, grant.scope_key) == ("Partnership lead", f"system:{system.pk}")

    def test_gives_one_network_to_keep(self, regard):
        network = NetworkFactory(slug="fen-forum", name="Fen Forum")

        result = regard(
            "people", "add", "a@example.org", "--role", "Roll keeper", "--network", "fen-forum"
        )

        assert "as Roll keeper for Fen Forum" in result.stdout
        assert Grant.objects.get().scope_key == f"network:{network.pk}"

    def test_changes_nothing_for_an_unknown_role(self, regard):
        done = add(regard, "--role", "King")

        assert "The roles are" in str(done.exception)
        assert not Person.objects.exists()

    def test_refuses_an_unknown_system(self, regard):
        done = regard("people", "add", "a@example.org", "--system", "nowhere")

        assert isinstance(done.exception, NotFound)


class TestRemove:
    def test_takes_the_role_away(self, regard):
        add(regard)

        done = regard("people", "remove", "amara@example.org", "--system", "northmarch")

        assert "is no longer Partnership lead in northmarch" in done.stdout
        assert not Grant.objects.exists()
        assert Person.objects.exists()


class TestList:
    def test_shows_everybody_with_their_roles(self, regard):
        add(regard)

        assert "amara@example.org" in regard("people", "list").stdout
        assert json.loads(regard("people", "list", "--json").stdout) == [
            {
                "email": "amara@example.org",
                "name": "amara@example.org",
                "roles": ["Partnership lead in northmarch"],
            }
        ]
