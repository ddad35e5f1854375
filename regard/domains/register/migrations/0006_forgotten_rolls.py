from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0005_samples")]
    operations = [
        migrations.AddField(
            model_name="roll",
            name="forgotten_on",
            field=models.DateField(null=True, help_text="When what its lines say was deleted"),
        ),
    ]
