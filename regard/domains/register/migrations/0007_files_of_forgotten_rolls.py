"""The file of a roll whose lines were forgotten is deleted too."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("register", "0006_forgotten_rolls")]

    operations = [
        migrations.AlterField(
            model_name="roll",
            name="file",
            field=models.ForeignKey(
                help_text="None: it was deleted with what its lines say",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.file",
            ),
        ),
    ]
