import json

import pytest
from django.db import connection
from typer.testing import CliRunner

from regard.entrypoints.cli.ledger import app
from regard.foundation.audit import keys
from regard.foundation.audit.models import Entry
from tests.foundation.audit.made import make_entries

pytestmark = pytest.mark.django_db


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def test_seals_and_finds_all_as_it_was():
    make_entries(3)

    assert "3 entries sealed. The ledger holds 3." in run("seal").output
    assert json.loads(run("seal", "--json").output) == {"added": 0, "size": 3}
    assert "All 3 sealed entries are as they were sealed." in run("check").output
    assert json.loads(run("check", "--json").output) == {"size": 3, "wrong": []}


def test_names_an_entry_that_was_altered():
    entry = make_entries(3)[1]
    run("seal")
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_entry disable trigger user")
    Entry.objects.filter(pk=entry.pk).update(by="person:99")

    result = run("check")

    assert result.exit_code == 1
    told = json.loads(run("check", "--json").output)
    assert told["wrong"] == [f"Ledger entry {entry.pk} is altered: thing.done register.System:1."]


def test_takes_a_new_key():
    public = keys.get_signer().public

    result = run("new-key")

    assert public not in result.output
    assert keys.get_signer().public in result.output
    assert "ledger-key-until-" in result.output
    assert json.loads(run("new-key", "--json").output)["key"] == keys.get_signer().public
