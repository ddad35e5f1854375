import pytest

from tests.domains.strategy import sending


@pytest.fixture
def server(settings):
    """Let mail go to an inbox whose server can be told to fail."""
    settings.EMAIL_BACKEND = f"{sending.__name__}.Server"
    sending.Server.failures = {}
    sending.Server.opened, sending.Server.is_down = 0, False
    return sending.Server
