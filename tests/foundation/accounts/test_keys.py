from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from regard.domains.register.permissions import Permission
from regard.foundation import authority
from regard.foundation.accounts import keys
from regard.foundation.accounts.actions import NoSuchRole
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.models import Key
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotAllowed, NotFound, SignInNeeded
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def make(system, *, role="Commissioner", days=None):
    return keys.make_key(
        name="A website", role=role, scope_key=f"system:{system.pk}", days=days, by="x", at=NOW
    )


class TestMakeKey:
    def test_keeps_no_secret_and_writes_one_entry(self):
        key, shown = make(SystemFactory())

        secret = shown.split("_", 2)[2]
        assert secret not in str(Key.objects.values().get())
        assert shown.startswith(f"regard_{key.handle}_")
        assert len(secret) == 43  # 256 bits
        assert Entry.objects.get().event == "key.made"

    def test_refuses_a_role_that_there_is_not(self):
        with pytest.raises(NoSuchRole):
            make(SystemFactory(), role="King")

    def test_cannot_keep_what_is_no_hash(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Key.objects.create(
                name="a", handle="b", secret_hash="secret", role="c", scope_key="d", by="e"
            )


class TestOpenWithKey:
    def test_is_the_role_in_its_system_and_nowhere_else(self):
        here, elsewhere = SystemFactory(), SystemFactory()
        key, shown = make(here)

        caller = keys.open_with_key(shown=shown, at=NOW)

        assert (caller.name, caller.by) == ("A website", f"key:{key.pk}")
        assert authority.is_allowed(caller, Permission.VIEW_REACH, here)
        assert not authority.is_allowed(caller, Permission.VIEW_REACH, elsewhere)
        with pytest.raises(NotAllowed) as problem:
            require(caller, Permission.LOAD, here)
        assert not isinstance(problem.value, SignInNeeded)

    def test_notes_the_day_it_was_used(self):
        key, shown = make(SystemFactory())

        keys.open_with_key(shown=shown, at=NOW)

        key.refresh_from_db()
        assert key.last_used_on == NOW.date()

    @pytest.mark.parametrize("change", ["x", "_", "é", "\0"])
    def test_refuses_what_is_no_key(self, change):
        _, shown = make(SystemFactory())

        for wrong in (shown + change, change, change + shown, shown[:-1], shown.upper()):
            with pytest.raises(SignInNeeded):
                keys.open_with_key(shown=wrong, at=NOW)

    def test_refuses_one_that_ended_or_was_withdrawn(self):
        _, ended = make(SystemFactory(), days=30)
        withdrawn_key, withdrawn = make(SystemFactory())
        keys.withdraw_key(handle=withdrawn_key.handle, by="x", at=NOW)

        for shown in (ended, withdrawn):
            with pytest.raises(SignInNeeded):
                keys.open_with_key(shown=shown, at=NOW + timedelta(days=31))


class TestWithdrawKey:
    def test_writes_one_entry_however_often(self):
        key, _ = make(SystemFactory())

        keys.withdraw_key(handle=key.handle, by="x", at=NOW)
        keys.withdraw_key(handle=key.handle, by="x", at=NOW)

        assert Entry.objects.filter(event="key.withdrawn").count() == 1

    def test_refuses_one_that_there_is_not(self):
        with pytest.raises(NotFound, match="There is no key nowhere"):
            keys.withdraw_key(handle="nowhere", by="x", at=NOW)
