"""What every test stands on: a real PostgreSQL, the real data where it is, and no mail sent."""

import os
from pathlib import Path

import hypothesis
import pytest
from django.urls import get_resolver
from pytest_django.plugin import blocking_manager_key

from regard.foundation.base.slots import SharedSlot

ROOT = Path(__file__).parent.parent

if not os.environ.get("CI"):
    # How fast examples are tried says how busy the machine is. With CI set the library says so.
    slow = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("regard", deadline=None, suppress_health_check=slow)
    hypothesis.settings.load_profile("regard")


def require(what: str, *, is_there: bool) -> None:
    """Skip the test where `what` is missing, or fail it where everything is required."""
    if is_there:
        return
    if os.environ.get("REGARD_REQUIRE_ALL"):
        pytest.fail(f"{what} is missing, and REGARD_REQUIRE_ALL is set")
    pytest.skip(f"{what} is not on this machine")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real public data, where this machine has it."""
    folder = Path(os.environ.get("REGARD_SHARED_DATA", ROOT.parent / "shared" / "data"))
    require("The folder of real public data (../shared/data)", is_there=folder.is_dir())
    return folder


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    """Keep every test's files, mail and cache apart."""
    settings.FILES_FOLDER = tmp_path / "files"
    settings.LEDGER_KEY_FILE = tmp_path / "ledger-key"
    cache = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": str(tmp_path),  # else counts of knocks go on from test to test
    }
    settings.CACHES = {"default": cache}


@pytest.fixture
def fill(monkeypatch):
    """Return what fills a slot for one test alone, whatever `config` has filled it with."""
    _ = get_resolver().url_patterns  # with which `config` fills them

    def fill(slot, *offers):
        if isinstance(slot, SharedSlot):
            monkeypatch.setattr(slot, "offers", list(offers))
        else:
            monkeypatch.setattr(slot, "offer", next(iter(offers), None))

    return fill


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Put back what emptying the database after a test takes and leaves: see `_make_whole`."""
    result = yield
    marker = item.get_closest_marker("django_db")
    if nextitem and marker and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock():
            _make_whole()
    return result


def _make_whole():
    """
    Make the database as the migrations left it, after a test that was no transaction.

    Its tables were emptied, and with them those of England's boards and councils and of
    duties; the queue, whose tables belong to its library, was not.
    """
    from django.db import connection  # noqa: PLC0415 (once Django is set up)

    from regard.domains.governance.sources.duties import load_duties  # noqa: PLC0415
    from regard.domains.register.sources.reference import load_reference  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")
    load_reference()
    load_duties()
    connection.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End what other threads left open, such as a browser's server, before the end of all."""
    yield
    from django.db import connection  # noqa: PLC0415 (once Django is set up)

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
