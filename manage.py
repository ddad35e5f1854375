#!/usr/bin/env python
"""Django's own commands, for developers. Everyone else uses `regard`."""

import os
import sys

from django.core.management import execute_from_command_line

from regard.foundation.base.embedded import ensure_database

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.config.settings")
    ensure_database(as_owner=True)
    execute_from_command_line(sys.argv)
