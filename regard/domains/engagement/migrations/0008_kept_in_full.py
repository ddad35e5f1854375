"""The value and the file of a kept answer never change either."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagement", "0007_gathered")]

    operations: ClassVar = []
