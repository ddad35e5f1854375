from datetime import UTC, datetime
from functools import partial

import pytest

from regard.domains.register import actions
from regard.domains.register.actions import fetching
from regard.domains.register.sources.regulator_api import RegulatorApi
from tests.domains.register.regulator import AGENT, KEY, serving

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def serve(settings, monkeypatch):
    """Return what serves a regulator, and returns what fetches from it."""
    servers = []
    monkeypatch.setattr(fetching, "RegulatorApi", partial(RegulatorApi, sleep=lambda _: None))

    def serve(regulator):
        server = serving(regulator)
        settings.REGULATOR_API = server.__enter__()
        servers.append(server)
        return partial(actions.fetch_api, by="command", at=NOW)

    settings.REGULATOR_API_KEY, settings.REGULATOR_AGENT = KEY, AGENT
    settings.REGULATOR_CALLS = 60_000_000
    yield serve
    for server in servers:
        server.__exit__(None, None, None)
