from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0004_places")]
    operations = [
        migrations.AddField(
            model_name="load",
            name="samples",
            field=models.JSONField(
                default=list, help_text="Some of what it would do, where that was taken back"
            ),
        ),
    ]
