"""Stances that a machine learnt, what it knew at a draw, and who is reading which point now."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagement", "0009_learning")]

    operations: ClassVar = [
        migrations.AddField(
            "coding",
            "stance_chance",
            models.FloatField(
                null=True, help_text="0 to 1, where a machine suggested the stance"
            ),
        ),
        migrations.AddConstraint(
            "coding",
            models.CheckConstraint(
                condition=models.Q(stance_chance__isnull=True)
                | models.Q(stance_chance__gte=0, stance_chance__lte=1),
                name="engagement_coding_stance_chance_is_a_share",
            ),
        ),
        migrations.AddField(
            "learning",
            "stances",
            models.IntegerField(
                null=True, help_text="From how many stances of people; None: it learnt none"
            ),
        ),
        migrations.AddField(
            "learning",
            "stance_right",
            models.FloatField(null=True, help_text="In the trial, 0 to 1; None: none was made"),
        ),
        migrations.AddField(
            "learning",
            "stance_found",
            models.FloatField(null=True, help_text="In the trial, 0 to 1; None: none was made"),
        ),
        migrations.AddField(
            "blindsample",
            "learnt_from",
            models.IntegerField(
                null=True,
                help_text="At the draw, how many points the machine had learnt from; 0: it had "
                "not; None: that was not kept then",
            ),
        ),
        migrations.AddField(
            "blindsample",
            "learnt_at",
            models.DateTimeField(null=True, help_text="When it had last learnt before the draw"),
        ),
        migrations.AddField(
            "blindsample",
            "finishing_at",
            models.DateTimeField(
                null=True, help_text="When somebody last asked for what it showed"
            ),
        ),
        migrations.CreateModel(
            name="HeldPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("by", models.TextField(help_text="As the ledger names them, e.g. person:12")),
                ("until", models.DateTimeField(help_text="From then on others are asked for it")),
                (
                    "point",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held",
                        to="engagement.point",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
