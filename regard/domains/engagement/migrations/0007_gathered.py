"""Other tools' spreadsheets, typing twice, and what members of a network said to it."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("engagement", "0006_seeing")]

    operations: ClassVar = [
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
    ]
