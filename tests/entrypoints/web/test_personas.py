from datetime import UTC, datetime

import pytest

from regard.entrypoints.web.personas import PERSONAS
from regard.foundation.accounts import links
from tests.factories.accounts import PersonFactory
from tests.factories.audiences import make_audience
from tests.factories.engagement import ExerciseFactory, InvitationFactory
from tests.factories.register import SystemFactory

NEXT_YEAR = datetime(2027, 11, 21, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True


class TestOutsideTheDemonstration:
    def test_there_are_none(self, client):
        PersonFactory(email="lead@northmarch.example")

        assert client.get("/personas/").status_code == 404
        assert client.post("/personas/lead/").status_code == 404
        assert "_auth_user_id" not in client.session

    def test_no_page_speaks_of_a_demonstration(self, client):
        assert "Demonstration" not in client.get("/privacy/").content.decode()


@pytest.mark.usefixtures("demo")
class TestPersonas:
    def test_are_offered(self, client):
        SystemFactory(is_made_up=True)

        page = client.get("/personas/").content.decode()

        assert all(persona.label in page for persona in PERSONAS)

    @pytest.mark.parametrize("persona", [p for p in PERSONAS if p.email], ids=lambda p: p.key)
    def test_are_stepped_into_with_one_press(self, client, persona):
        person = PersonFactory(email=persona.email, name="Amara Okafor")

        client.post(f"/personas/{persona.key}/")

        assert client.session["_auth_user_id"] == str(person.pk)

    def test_the_provider_comes_by_the_link_in_the_invitation(self, client):
        PersonFactory(email="provider@northmarch.example")
        ExerciseFactory(answered=True)
        ExerciseFactory(slug="nobody-asked")
        invitation = InvitationFactory(to="provider@northmarch.example")
        make_audience(invitation.exercise, {("care_home", "Westmere"): (1, 0)})
        link = links.issue(
            purpose="engagement.answer", subject_id=invitation.pk, expires_at=NEXT_YEAR
        )

        page = client.post("/personas/provider/")

        assert page["Location"] == f"/a/{links.token(link)}/"

    def test_the_public_is_nobody(self, client):
        PersonFactory(email="lead@northmarch.example")
        client.post("/personas/lead/")

        client.post("/personas/public/")

        assert "_auth_user_id" not in client.session

    def test_are_not_stepped_into_by_a_link(self, client):
        assert client.get("/personas/lead/").status_code == 405

    def test_nobody_else_is_offered(self, client):
        assert client.post("/personas/somebody/").status_code == 404

    def test_says_when_they_have_not_been_made(self, client):
        page = client.post("/personas/lead/")

        assert page.status_code == 409
        assert "regard demo" in page.content.decode()

    def test_every_page_says_that_it_is_a_demonstration(self, client):
        assert "Demonstration." in client.get("/privacy/").content.decode()
