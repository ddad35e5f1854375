"""A worker writes emails without ever looking up an address, so the slots must be full before."""

import os
import subprocess
import sys

FILLED = """
import django
django.setup()
from regard.domains.engagement.queries import asked_parts
from regard.foundation.jobs.worker import load_addresses
before = asked_parts.PARTS_SLOT.offer
load_addresses()
print(before is None, asked_parts.PARTS_SLOT.offer is None)
"""


class TestAWorker:
    def test_knows_what_upper_domains_offer(self):
        env = os.environ | {"DJANGO_SETTINGS_MODULE": "regard.config.settings"}
        done = subprocess.run(  # noqa: S603 (our own script)
            [sys.executable, "-c", FILLED], env=env, capture_output=True, text=True, check=True
        )

        assert done.stdout.split() == ["True", "False"]
