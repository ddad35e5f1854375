"""The product's own settings, on an embedded PostgreSQL kept for tests."""

import os
from pathlib import Path

os.environ.setdefault("REGARD_HOME", str(Path(__file__).parent.parent / "var" / "test"))
os.environ.setdefault("REGARD_SECRET_KEY", "only-for-tests")

from regard.foundation.base.embedded import ensure_database

ensure_database(as_owner=True)

from regard.config.settings import *  # noqa: E402, F403 (after the database is there)
