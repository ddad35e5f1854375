import json

import pytest

from regard.foundation.accounts.models import Key
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db


class TestKeys:
    def test_are_made_listed_and_withdrawn(self, regard):
        SystemFactory(slug="fens")

        made = regard("people", "key", "add", "A website", "--system", "fens")
        handle = Key.objects.get().handle

        assert made.stdout.startswith(f"regard_{handle}_")
        assert "Partnership lead in fens" in regard("people", "key", "list", "--json").output
        assert handle in regard("people", "key", "list").output
        assert "opens nothing" in regard("people", "key", "withdraw", handle).output
        [row] = json.loads(regard("people", "key", "list", "--json").output)
        assert row["withdrawn_at"]

    def test_are_printed_as_json(self, regard):
        SystemFactory(slug="fens")

        made = regard(
            "people", "key", "add", "A", "--system", "fens", "--days", "0", "--role",
            "Commissioner", "--json",
        )  # fmt: skip

        assert json.loads(made.stdout)["expires_at"] is None
