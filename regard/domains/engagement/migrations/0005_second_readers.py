"""Second readers, blind samples and what was measured with them."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagement", "0004_codings")]

    operations: ClassVar = []
