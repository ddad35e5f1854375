"""The demonstration, built once for all the tests that look at it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import Stage
from regard.domains.register import queries as register
from regard.entrypoints import demonstration
from regard.entrypoints.demonstration.corpus import read
from regard.foundation.accounts.callers import Command

AT = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(scope="package")
def folder(tmp_path_factory):
    """Return where the demonstration's files are."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker, folder):
    """Build the demonstration once for this folder, and take it away after its last test."""
    patch = pytest.MonkeyPatch()
    patch.setattr("django.conf.settings.FILES_FOLDER", folder)
    said = []
    with django_db_blocker.unblock(), transaction.atomic():
        demonstration.build(at=AT, say=said.append)
        yield said
        transaction.set_rollback(True)
    connection.close()
    patch.undo()


@pytest.fixture
def system(built):
    return register.get_system(slug="northmarch", caller=Command())


@pytest.fixture
def exercises(system):
    """Return the two that ask everyone: the published one and the open one, by their stage."""
    rows = engagement.list_exercises(system=system, caller=Command())
    found = {
        row.stage: engagement.get_exercise(system=system, slug=row.slug, caller=Command())
        for row in rows
        if row.stage is not Stage.CLOSED and row.title != read("review")["title"]
    }
    assert set(found) == {Stage.ANSWERED, Stage.OPEN}
    return found
