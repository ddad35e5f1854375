"""What people are seeing unasked, and pulses."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagement", "0005_second_readers")]

    operations: ClassVar = []
