"""Other tools' spreadsheets, and typing twice."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagement", "0006_seeing")]

    operations: ClassVar = []
