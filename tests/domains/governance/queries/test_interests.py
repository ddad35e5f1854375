from datetime import date

import pytest

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.queries import InterestFilter
from regard.foundation.accounts.callers import Anyone, SignedIn
from regard.foundation.authority import Grant
from regard.foundation.base.errors import NotAllowed, NotFound, SignInNeeded
from tests.factories.accounts import PersonFactory
from tests.factories.governance import (
    AppointmentFactory,
    BodyFactory,
    HolderFactory,
    InterestFactory,
)
from tests.factories.register import OrganisationFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 10)
ANYONE = Anyone()
SECRET = {"is_published": False, "why_not_published": "They are at risk"}


@pytest.fixture
def body():
    return BodyFactory(slug="westmere-board", name="Westmere Board")


@pytest.fixture
def sits(body):
    """Somebody who sits on the body."""
    return AppointmentFactory(seat__body=body, holder__name="Priya Raman").holder


@pytest.fixture
def keeper(body):
    grant = Grant(frozenset({Permission.KEEP_INTERESTS}), f"system:{body.system_id}")
    return Anyone(grants=(grant,))


def texts(body, caller, on=ON, **narrow):
    rows = queries.list_interests(
        system=body.system, caller=caller, on=on, narrow=InterestFilter(**narrow)
    )
    return [row.text for row in rows]


class TestListInterests:
    def test_says_who_and_where_they_sit(self, body, sits, django_assert_num_queries):
        harbour = OrganisationFactory(name="Harbour Home Care")
        InterestFactory(holder=sits, organisation=harbour)
        InterestFactory(holder=HolderFactory(system=body.system, name="Zoe"))

        with django_assert_num_queries(2):
            rows = queries.list_interests(system=body.system, caller=ANYONE, on=ON)

        assert [(row.name, row.bodies, row.organisation) for row in rows] == [
            ("Priya Raman", ("Westmere Board",), "Harbour Home Care"),
            ("Zoe", (), ""),
        ]

    def test_shows_those_of_a_day(self, body, sits):
        InterestFactory(holder=sits, text="Now", valid_from=date(2026, 6, 1))
        InterestFactory(holder=sits, text="Then", valid_to=date(2026, 6, 1))

        assert texts(body, ANYONE) == ["Now"]
        assert texts(body, ANYONE, on=date(2026, 5, 31)) == ["Then"]

    def test_shows_unpublished_ones_to_who_keeps_it_and_whose_they_are(self, body, sits, keeper):
        InterestFactory(holder=sits, text="Secret", **SECRET)
        person = PersonFactory()
        sits.person = person
        sits.save()

        assert texts(body, ANYONE) == []
        assert texts(body, SignedIn(PersonFactory())) == []
        assert texts(body, keeper) == ["Secret"]
        assert texts(body, SignedIn(person)) == ["Secret"]

    @pytest.mark.parametrize(
        ("narrow", "found"),
        [
            ({"body_slug": "westmere-board"}, ["Owns it"]),
            ({"body_slug": "another"}, []),
            ({"words": "priya owns"}, ["Owns it"]),
            ({"words": "harbour"}, ["Owns it"]),
            ({"words": "nothing"}, []),
        ],
    )
    def test_is_narrowed(self, body, sits, narrow, found):
        harbour = OrganisationFactory(name="Harbour Home Care")
        InterestFactory(holder=sits, text="Owns it", organisation=harbour)
        InterestFactory(holder=HolderFactory(system=body.system, name="Zoe"), text="Other")

        assert texts(body, ANYONE, **narrow) == found

    def test_is_narrowed_to_one_holder(self, body, sits):
        InterestFactory(holder=sits, text="Hers")
        InterestFactory(holder=HolderFactory(system=body.system))

        assert texts(body, ANYONE, holder_id=sits.pk) == ["Hers"]


def test_the_register_is_counted(body, sits, django_assert_num_queries):
    InterestFactory(holder=sits)
    InterestFactory(holder=AppointmentFactory(seat__body=body).holder, **SECRET)
    InterestFactory(holder=HolderFactory(system=body.system))
    InterestFactory()

    with django_assert_num_queries(2):
        counts = queries.count_interests(system=body.system, on=ON)

    assert (counts.sitting, counts.with_one) == (2, 1)
    assert (counts.interests, counts.not_published) == (2, 1)


class TestGetInterest:
    def test_is_for_who_keeps_it_or_has_it_to_put_right(self, body, sits, keeper):
        interest = InterestFactory(holder=sits)
        person = PersonFactory()
        sits.person = person
        sits.save()

        def get(caller):
            return queries.get_interest(
                system=body.system,
                interest_id=interest.pk,
                caller=caller,
                to=Permission.KEEP_INTERESTS,
            )

        assert get(keeper) == get(SignedIn(person)) == interest
        with pytest.raises(SignInNeeded):
            get(ANYONE)
        with pytest.raises(NotAllowed):
            get(SignedIn(PersonFactory()))

    def test_hides_what_is_not_published(self, body, sits):
        interest = InterestFactory(holder=sits, **SECRET)

        with pytest.raises(NotFound):
            queries.get_interest(system=body.system, interest_id=interest.pk, caller=ANYONE)


class TestListHoldersToDeclare:
    def test_offers_everybody_to_who_keeps_it_and_people_themselves(self, body, sits, keeper):
        person = PersonFactory()
        mine = HolderFactory(system=body.system, name="Amy", person=person)

        def offered(caller):
            return queries.list_holders_to_declare(system=body.system, caller=caller)

        assert offered(keeper) == [mine, sits]
        assert offered(SignedIn(person)) == [mine]
        with pytest.raises(NotAllowed):
            offered(SignedIn(PersonFactory()))
        with pytest.raises(SignInNeeded):
            offered(ANYONE)

    def test_is_known_beforehand(self, body, keeper):
        person = PersonFactory()
        HolderFactory(system=body.system, person=person)

        callers = (keeper, SignedIn(person), SignedIn(PersonFactory()), ANYONE)
        assert [queries.may_declare(system=body.system, caller=each) for each in callers] == [
            True,
            True,
            False,
            False,
        ]
