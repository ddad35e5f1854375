import re

import pytest
from django.urls import reverse

from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db


def current(client, name, system):
    """Return what is marked as current in the row of parts, with what it is marked as."""
    text = client.get(reverse(f"governance:{name}", kwargs={"system": system.slug})).text
    nav = re.search(r'<nav class="rg-parts".*?</nav>', text, re.DOTALL)
    return re.findall(r'aria-current="(\w+)">([^<]+)</a>', nav[0])


class TestTheRowOfParts:
    def test_marks_the_part_and_the_page_within_it(self, client):
        system = SystemFactory()

        assert current(client, "actions", system) == [("true", "Decisions"), ("page", "Actions")]
        assert current(client, "support", system) == [("true", "Taking part"), ("page", "Support")]

    def test_marks_a_part_of_one_page_as_the_page(self, client):
        system = SystemFactory()

        assert current(client, "meetings", system) == [("page", "Meetings")]
        assert current(client, "duty_catalogue", system) == [("page", "Duties")]
