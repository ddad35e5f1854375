from datetime import UTC, datetime

import pytest

from regard.domains.register import actions

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def load():
    """Return what loads a file at a fixed time."""

    def load(path, **how):
        return actions.load_file(
            path=path, name=path.name, origin="a test", by="person:1", at=NOW, **how
        )

    return load
