import pytest

from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db


class TestStart:
    def test_says_how_to_begin_where_there_is_no_system(self, client):
        page = client.get("/")

        assert page.status_code == 200
        assert "has no system yet" in page.content.decode()

    def test_leads_to_the_only_system(self, client):
        system = SystemFactory()

        assert client.get("/")["Location"] == f"/{system.slug}/"

    def test_lets_a_reader_choose_between_systems(self, client):
        SystemFactory(name="Northmarch")
        SystemFactory(name="Southmarch")

        page = client.get("/").content.decode()

        assert page.index("Northmarch") < page.index("Southmarch")


class TestHome:
    def test_says_what_is_not_there_yet(self, client):
        system = SystemFactory()

        page = client.get(f"/{system.slug}/").content.decode()

        assert "Nothing is open just now" in page
        assert "No strategy is published yet" in page
