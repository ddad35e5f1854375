"""What a machine has learnt from people's coding, and the points that it asks for."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

WHEN: "list[tuple[str, models.Field[Any, Any]]]" = [
    (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    ),
    ("created_at", models.DateTimeField(auto_now_add=True)),
    ("updated_at", models.DateTimeField(auto_now=True)),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("engagement", "0008_kept_in_full"),
        ("register", "0006_forgotten_rolls"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Learning",
            fields=[
                *WHEN,
                (
                    "asked_from",
                    models.IntegerField(
                        help_text="How many points people had read when it was last told to learn"
                    ),
                ),
                ("asked_at", models.DateTimeField(help_text="When that was")),
                (
                    "learnt_from",
                    models.IntegerField(default=0, help_text="How many when it last did"),
                ),
                ("learnt_at", models.DateTimeField(null=True)),
                (
                    "themes",
                    models.IntegerField(
                        default=0, help_text="Of how many there were enough examples"
                    ),
                ),
                (
                    "right",
                    models.FloatField(
                        help_text="In the trial, 0 to 1; None: none was made", null=True
                    ),
                ),
                (
                    "found",
                    models.FloatField(
                        help_text="In the trial, 0 to 1; None: none was made", null=True
                    ),
                ),
                (
                    "exercise",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="learning",
                        to="engagement.exercise",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.system",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="ReadNext",
            fields=[
                *WHEN,
                ("place", models.IntegerField(help_text="From 1, which teaches most")),
                (
                    "why",
                    models.TextField(
                        choices=[
                            ("between", "Between"),
                            ("border", "Border"),
                            ("unlike", "Unlike"),
                        ]
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        help_text="The other that it may be in",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="engagement.theme",
                    ),
                ),
                (
                    "point",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="read_next",
                        to="engagement.point",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        help_text="Which is in doubt",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="engagement.theme",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("other__isnull", False), ("why", "between")),
                            models.Q(
                                models.Q(("why", "between"), _negated=True),
                                ("other__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="engagement_between_two_themes_names_both",
                    )
                ],
            },
        ),
    ]
