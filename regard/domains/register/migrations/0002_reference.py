from django.db import migrations

from regard.domains.register.sources.reference import load_bodies


def load(apps, schema_editor):
    load_bodies(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
