"""Other tools' spreadsheets, typing twice, and what members of a network said to it."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from regard.foundation.base.migrating import Together


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagement", "0006_seeing")]

    operations: ClassVar = [
        Together([
        migrations.AddField(
            model_name="memberpart",
            name="taken_back_at",
            field=models.DateTimeField(
                null=True, help_text="When the member said that the network did not speak for it"
            ),
        ),
        migrations.AddField(
            model_name="memberpart",
            name="said",
            field=models.ForeignKey(
                help_text="Its own words, kept as a contribution of its own; None: it has none",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="engagement.contribution",
            ),
        ),
        migrations.AddField(
            model_name="memberpart",
            name="message",
            field=models.ForeignKey(
                help_text="What we last wrote to it about its part",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="mail.message",
            ),
        ),
        migrations.AddField(
            "contribution",
            "row_key",
            models.TextField(
                default="",
                help_text="By which a row of a spreadsheet is known again; empty: from none",
            ),
        ),
        migrations.AddField(
            "contribution",
            "row_print",
            models.TextField(default="", help_text="The same while the row says the same"),
        ),
        ]),
        migrations.AddConstraint(
            "contribution",
            models.UniqueConstraint(
                condition=models.Q(("row_key", ""), _negated=True),
                fields=("exercise", "row_key"),
                name="engagement_row_is_kept_once",
            ),
        ),
        Together([
        migrations.AddField(
            "secondkeying",
            "differing_words",
            models.IntegerField(
                null=True, help_text="How many words differ between the two; None while it waits"
            ),
        ),
        migrations.AddField(
            "secondkeying",
            "compared_words",
            models.IntegerField(
                null=True, help_text="Words of the longer of the two; None while it waits"
            ),
        ),
        migrations.AddField(
            "secondkeying",
            "settled_as",
            models.TextField(
                choices=[
                    ("first", "The first is right"),
                    ("second", "The second is right"),
                    ("neither", "Neither is right"),
                ],
                default="",
                help_text="Empty: nobody has decided",
            ),
        ),
        ]),
        migrations.AddConstraint(
            "secondkeying",
            models.CheckConstraint(
                condition=models.Q(
                    ("is_asked_for", True), ("likeness__isnull", False), _connector="OR"
                ),
                name="engagement_typed_twice_is_compared",
            ),
        ),
        migrations.AddConstraint(
            "secondkeying",
            models.CheckConstraint(
                condition=models.Q(
                    ("settled_as", ""), ("settled_at__isnull", False), _connector="OR"
                ),
                name="engagement_settled_typing_says_when",
            ),
        ),
        migrations.AlterField(
            "savedmapping",
            "columns",
            models.JSONField(help_text="What each holds; see `rules.gathered.saving`"),
        ),
        migrations.AlterField(
            "answersfile",
            "columns",
            models.JSONField(
                default=dict, help_text="How it is read; see `rules.gathered.saving`"
            ),
        ),
    ]
