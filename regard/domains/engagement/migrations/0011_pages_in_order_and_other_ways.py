"""
Number the pages that save answers, so that none writes over a newer one; and what else is new:
letters to members, phases added once an exercise is open, a partnership's number and address.
"""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import regard.domains.engagement.types.states


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("engagement", "0010_stances_learnt"),
        ("register", "0006_forgotten_rolls"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(
            "create sequence engagement_page", reverse_sql="drop sequence engagement_page"
        ),
        migrations.AddField(
            model_name="memberpart",
            name="printed_at",
            field=models.DateTimeField(
                help_text="When a letter about its part was last made", null=True
            ),
        ),
        migrations.AlterField(
            model_name="timetablechange",
            name="field",
            field=models.TextField(
                help_text="Which day: closes_on or reply_by; which phase was added; empty for a pause"
            ),
        ),
        migrations.AlterField(
            model_name="timetablechange",
            name="kind",
            field=models.TextField(
                choices=[
                    (regard.domains.engagement.types.states.TimetableKind["EXTENDED"], "Extended"),
                    (regard.domains.engagement.types.states.TimetableKind["MOVED"], "Moved"),
                    (regard.domains.engagement.types.states.TimetableKind["PAUSED"], "Paused"),
                    (regard.domains.engagement.types.states.TimetableKind["RESUMED"], "Resumed"),
                    (regard.domains.engagement.types.states.TimetableKind["ADDED"], "Added"),
                ]
            ),
        ),
        migrations.CreateModel(
            name="OtherWays",
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
                    "telephone",
                    models.TextField(default="", help_text="As people read it; empty: none"),
                ),
                (
                    "hours",
                    models.TextField(default="", help_text="When somebody picks it up, in words"),
                ),
                ("address", models.TextField(default="", help_text="Lines; empty: none")),
                (
                    "system",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="register.system",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PageSave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("page", models.BigIntegerField(help_text="From the sequence engagement_page")),
                (
                    "change",
                    models.IntegerField(
                        default=0, help_text="How often its words had changed by then"
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="engagement.invitation",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="engagement.question",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("invitation", "question"),
                        name="engagement_question_has_one_last_save",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
