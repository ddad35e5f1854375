from django.db import migrations

from regard.domains.governance.sources.duties import load_duties


def load(apps, schema_editor):
    load_duties(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
