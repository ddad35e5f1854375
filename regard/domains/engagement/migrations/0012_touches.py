"""Write down, by trigger, which exercises' rows changed, so that no page reads them all to know."""

from typing import ClassVar

from django.db import migrations, models

from ._touches import BACKWARDS, FORWARDS


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagement", "0011_pages_in_order_and_other_ways")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Touch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "exercise",
                    models.BigIntegerField(
                        help_text="By number, and no key: it may be gone before its touches"
                    ),
                ),
                (
                    "source",
                    models.TextField(help_text="contributions, audience, points or codings"),
                ),
                (
                    "part",
                    models.TextField(help_text="A bucket or a theme, by number; empty: the whole"),
                ),
                (
                    "weight",
                    models.BigIntegerField(help_text="By chance; of a part, the sum is its state"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["exercise", "source"],
                        include=["part", "weight"],
                        name="engagement_touch_of",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
