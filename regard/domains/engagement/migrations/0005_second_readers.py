"""Second readers, blind samples and what was measured with them."""

import django.db.models.deletion
from django.db import migrations, models

from regard.foundation.base.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("engagement", "0004_codings"),
        ("register", "0006_forgotten_rolls"),
    ]

    operations = [
        Together([
        migrations.CreateModel(
            name="BlindSample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "seed",
                    models.TextField(
                        help_text="With it and the points' numbers anybody can draw it again"
                    ),
                ),
                ("drawn_from", models.IntegerField(help_text="How many points it was drawn from")),
                (
                    "pool_hash",
                    models.TextField(
                        help_text="SHA-256 of the numbers of these points, one a line"
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
                ("drawn_by", models.TextField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("ended_by", models.TextField(default="")),
                ("because", models.TextField(default="", help_text="Why it was stopped")),
                (
                    "measured",
                    models.JSONField(
                        help_text="What it showed: see types.blind.Measured", null=True
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="samples",
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
        ),
        migrations.CreateModel(
            name="BlindReader",
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
                ("letter", models.TextField()),
                ("asked_at", models.DateTimeField(help_text="When they were last asked")),
                (
                    "handed_in_at",
                    models.DateTimeField(
                        help_text="Since when their readings stand and others see them",
                        null=True,
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readers",
                        to="engagement.blindsample",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BlindPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("place", models.IntegerField(help_text="In the order of the draw, from 1")),
                (
                    "start",
                    models.IntegerField(help_text="Where it began in its answer on that day"),
                ),
                ("end", models.IntegerField(help_text="One past its last character on that day")),
                (
                    "placed",
                    models.JSONField(
                        help_text="Its themes on that day, by number, each with a stance"
                    ),
                ),
                (
                    "placed_by",
                    models.TextField(
                        choices=[
                            ("machine", "A machine"),
                            ("people", "A person"),
                            ("nobody", "Nobody yet"),
                        ]
                    ),
                ),
                (
                    "settled",
                    models.JSONField(
                        help_text="As `placed`, where its readers differed and settled it",
                        null=True,
                    ),
                ),
                ("settled_by", models.TextField(default="")),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="engagement.point",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="engagement.blindsample",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BlindTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "number",
                    models.IntegerField(
                        help_text="In the sample, from 1: what is typed to tick it"
                    ),
                ),
                ("title", models.TextField()),
                ("summary", models.TextField(default="")),
                (
                    "whole",
                    models.IntegerField(
                        help_text="The number of the theme it is a part of", null=True
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to="engagement.blindsample",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="engagement.theme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BlindReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "marks",
                    models.JSONField(
                        help_text="As `placed` of the point; empty: in none of the themes"
                    ),
                ),
                (
                    "is_theme_missing",
                    models.BooleanField(help_text="It says what none of the themes says"),
                ),
                ("at", models.DateTimeField()),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="engagement.blindpoint",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="engagement.blindreader",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reader", "point"), name="engagement_point_is_read_once_by_each"
                    )
                ],
            },
        ),
        ]),
        Together([
        migrations.AddConstraint(
            model_name="blindsample",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at", None), ("stopped_at", None)),
                fields=("exercise",),
                name="engagement_one_sample_is_read_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindsample",
            constraint=models.CheckConstraint(
                condition=models.Q(("finished_at", None), ("stopped_at", None), _connector="OR"),
                name="engagement_sample_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindsample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", True), ("measured__isnull", True)),
                    models.Q(("finished_at__isnull", False), ("measured__isnull", False)),
                    _connector="OR",
                ),
                name="engagement_finished_sample_is_measured",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindsample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stopped_at", None), models.Q(("because", ""), _negated=True), _connector="OR"
                ),
                name="engagement_stopped_sample_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindsample",
            constraint=models.CheckConstraint(
                condition=models.Q(("pool_hash__regex", "^[0-9a-f]{64}$")),
                name="engagement_sample_keeps_a_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindreader",
            constraint=models.UniqueConstraint(
                fields=("sample", "by"), name="engagement_sample_reader_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindreader",
            constraint=models.UniqueConstraint(
                fields=("sample", "letter"), name="engagement_sample_letter_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindpoint",
            constraint=models.UniqueConstraint(
                fields=("sample", "place"), name="engagement_sample_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindpoint",
            constraint=models.UniqueConstraint(
                fields=("sample", "point"), name="engagement_sample_point_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled__isnull", True), ("settled_at__isnull", True)),
                    models.Q(("settled__isnull", False), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="engagement_settled_point_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindtheme",
            constraint=models.UniqueConstraint(
                fields=("sample", "number"), name="engagement_sample_theme_is_numbered_once"
            ),
        ),
        ]),
    ]
