"""
Drafts put before people: when their passages were taken, and which page saved a comment last.

It follows 0007_bundles, which came into use first.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [
        ("engagement", "0011_pages_in_order_and_other_ways"),
        ("strategy", "0007_bundles"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentSave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("page", models.BigIntegerField(help_text="As engagement numbers the pages behind links")),
                ("change", models.IntegerField(default=0, help_text="How often its words had changed by then")),
                (
                    "draft",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="engagement.contribution",
                    ),
                ),
                (
                    "reviewed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="strategy.reviewedpassage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "reviewed"), name="strategy_comment_has_one_last_save"),
                ],
            },
        ),
        migrations.AddField(
            model_name="reviewround",
            name="taken_at",
            field=models.DateTimeField(
                default=timezone.now, help_text="When its passages were taken as they stood"
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="passagecomment",
            constraint=models.UniqueConstraint(
                fields=("answer", "reviewed"), name="strategy_passage_is_commented_once"
            ),
        ),
    ]
