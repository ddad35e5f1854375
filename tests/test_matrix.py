"""
Every address as every role.

`NEEDS`, in `tests/matrix/needs/`, is the truth table: what each address needs. The test fails
for an address that is not in it, so that a new page must be placed before it can land. For every
role the answer is worked out from config/roles.py: allowed means a page, a file, a redirect within
the product, or a refusal on its merits; not allowed means "not found", "not allowed", or the way
to sign in.
"""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from regard.domains.engagement.types import Stage
from regard.foundation.accounts import links
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import ContributionFactory, ExerciseFactory
from tests.factories.register import SystemFactory
from tests.factories.strategy import DECIDED
from tests.matrix.needs import DEMO, LINK, NEEDS, ONLY_POSTED, PUBLIC, SIGNING_IN
from tests.matrix.others import OTHERS
from tests.matrix.world import NOON, World, wanted

pytestmark = pytest.mark.django_db

ROLES = (*settings.ROLES, None)
"""None: nobody is signed in."""

SHUT = {401, 403, 404}


def every_name(resolver=None, space=""):
    """Return the name of every address, with its namespaces."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from every_name(entry, inner)


@pytest.fixture
def world(time_machine):
    time_machine.move_to(NOON)
    return World()


def client_of(role, system=None):
    """Return a browser in which a person with this role, in this system, is signed in."""
    client = Client(raise_request_exception=True)
    if role is not None:
        person = PersonFactory()
        if system is not None:
            GrantFactory(person=person, role=role, scope_key=f"system:{system.pk}")
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def knock(client, world, name, token):
    """Open the address with this token, in the way that it is meant to be opened."""
    method = client.post if name in ONLY_POSTED else client.get
    return method(world.address(name, token=token)).status_code


def needed(needs, method):
    """Return what an address needs to be opened in this way."""
    return needs[method == "post"] if isinstance(needs, tuple) else needs


def is_shut(response):
    to_sign_in = response.status_code == 302 and response.url.startswith(reverse("account_login"))
    return response.status_code in SHUT or to_sign_in


def test_every_address_is_in_the_table():
    assert sorted(set(every_name())) == sorted(NEEDS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_opens_to_those_who_hold_what_it_needs_and_nobody_else(world, role, method):
    client = client_of(role, world.system)
    held = settings.ROLES[role] if role else frozenset()
    wrong = []
    for name, needs in NEEDS.items():
        if name in SIGNING_IN:
            continue
        response = getattr(client, method)(world.address(name))
        if response.streaming:
            response.getvalue()  # read to its end, the file is closed
        what = needed(needs, method)
        is_open = what in {PUBLIC, LINK} or what in held
        if is_shut(response) == is_open and response.status_code != 405:
            wrong.append(f"{name}: {response.status_code}")

    assert not wrong


def test_a_lead_of_another_system_is_a_stranger_here(world):
    client = client_of("Partnership lead", SystemFactory())
    opened = [
        name
        for name, needs in NEEDS.items()
        for method in ("get", "post")
        if needed(needs, method) not in {PUBLIC, LINK, DEMO}
        and not is_shut(response := getattr(client, method)(world.address(name)))
        and response.status_code != 405
    ]

    assert not opened


@pytest.mark.parametrize("key", OTHERS)
def test_another_systems_thing_is_not_found_at_an_address_of_ours(world, key):
    there = ExerciseFactory(
        slug="theirs", stage=Stage.CLOSED, closed_at=DECIDED, system=SystemFactory()
    )
    theirs = OTHERS[key](there)
    client = client_of("Partnership lead", world.system)
    names = [name for name in NEEDS if key in wanted(name)]
    found = [
        f"{method} {name}: {response.status_code}"
        for name in names
        for method in ("get", "post")
        if (response := getattr(client, method)(world.address(name, **{key: theirs}))).status_code
        not in {404, 405}
    ]

    assert names
    assert not found


def test_a_draft_looks_like_nothing_at_all_to_those_who_may_not_see_it(world):
    client = client_of("Provider", world.system)

    for slug in ("draft", "no-such-thing"):
        response = client.get(world.address("engagement:exercise", slug=slug))
        assert response.status_code == 404


def test_a_somebodys_unfinished_answer_is_nobody_elses(world):
    draft = ContributionFactory(exercise=world.story.exercise, draft=True)
    client = client_of("Partnership lead", world.system)

    response = client.get(world.address("engagement:contribution", receipt=draft.receipt))

    assert response.status_code == 404


@pytest.mark.parametrize("name", [name for name, needs in NEEDS.items() if needs == LINK])
class TestASignedLink:
    def test_opens_nothing_else(self, world, name):
        client = Client()
        others = {**world.tokens, "answer": world.answer_token}
        mine = world.tokens.get(name, world.answer_token)

        for token in others.values():
            if token != mine:
                assert knock(client, world, name, token) == 404

    def test_opens_nothing_when_one_letter_is_changed(self, world, name):
        token = world.tokens.get(name, world.answer_token)
        changed = token[:-1] + ("0" if token[-1] != "0" else "1")

        assert knock(Client(), world, name, changed) == 404

    def test_says_that_it_was_withdrawn(self, world, name):
        token = world.tokens.get(name, world.answer_token)
        links.Link.objects.update(revoked_at=NOON)

        assert knock(Client(), world, name, token) == 410

    def test_says_that_its_time_is_over(self, world, name, time_machine):
        token = world.tokens.get(name, world.answer_token)
        time_machine.move_to(NOON + timedelta(days=400))

        assert knock(Client(), world, name, token) == 410
