import pytest
from django.contrib.auth.models import AnonymousUser

from regard.domains.engagement.permissions import Permission
from regard.foundation.accounts.callers import Anyone, Command, SignedIn, require
from regard.foundation.accounts.middleware import name_the_caller
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotAllowed, SignInNeeded
from tests.factories.accounts import GrantFactory, PersonFactory


class System:
    def __init__(self, number):
        self.number = number

    def scope_keys(self):
        return frozenset({f"system:{self.number}"})


ONE, OTHER = System(1), System(2)


@pytest.mark.django_db
class TestSignedIn:
    def test_may_do_what_their_role_says_in_its_scope_only(self):
        held = GrantFactory(role="Partnership lead", scope_key="system:1")
        caller = SignedIn(held.person)

        assert is_allowed(caller, Permission.RUN_EXERCISES, ONE)
        assert not is_allowed(caller, Permission.RUN_EXERCISES, OTHER)

    def test_asks_for_their_grants_once(self, django_assert_num_queries):
        caller = SignedIn(GrantFactory(scope_key="system:1").person)

        with django_assert_num_queries(1):
            for _ in range(3):
                is_allowed(caller, Permission.RUN_EXERCISES, ONE)

    def test_may_do_nothing_by_a_role_that_is_no_longer_on_the_page(self):
        caller = SignedIn(GrantFactory(role="King", scope_key="system:1").person)

        assert caller.grants == ()

    def test_is_named_in_the_ledger_by_number(self):
        person = PersonFactory()

        assert SignedIn(person).by == f"person:{person.pk}"


@pytest.mark.django_db
class TestRequire:
    def test_lets_whoever_may_go_on(self):
        require(SignedIn(GrantFactory(scope_key="system:1").person), Permission.RUN_EXERCISES, ONE)
        require(Command(), Permission.RUN_EXERCISES, ONE)

    def test_asks_the_public_to_sign_in(self):
        with pytest.raises(SignInNeeded, match="Sign in"):
            require(Anyone(), Permission.RUN_EXERCISES, ONE)

    def test_refuses_whoever_may_not(self):
        with pytest.raises(NotAllowed) as refused:
            require(SignedIn(PersonFactory()), Permission.RUN_EXERCISES, ONE)
        assert not isinstance(refused.value, SignInNeeded)


@pytest.mark.django_db
class TestNameTheCaller:
    def caller(self, rf, user):
        request = rf.get("/")
        request.user = user
        name_the_caller(lambda request: request)(request)
        return request.caller

    def test_finds_who_is_signed_in(self, rf):
        person = PersonFactory()

        assert self.caller(rf, person).by == f"person:{person.pk}"
        assert isinstance(self.caller(rf, person), SignedIn)

    def test_finds_that_nobody_is(self, rf):
        assert self.caller(rf, AnonymousUser()).by == "public"
        assert isinstance(self.caller(rf, AnonymousUser()), Anyone)
