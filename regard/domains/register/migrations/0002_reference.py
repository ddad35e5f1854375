from django.db import migrations

from regard.domains.register.sources.reference import load_reference


def load(apps, schema_editor):
    load_reference(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
