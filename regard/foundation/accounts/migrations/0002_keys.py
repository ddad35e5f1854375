from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.TextField(help_text="What it is for, e.g. Northmarch's website")),
                (
                    "handle",
                    models.TextField(help_text="The part of it that may be shown", unique=True),
                ),
                (
                    "secret_hash",
                    models.TextField(help_text="SHA-256 of the secret part, in hexadecimal"),
                ),
                ("role", models.TextField()),
                ("scope_key", models.TextField(help_text="e.g. system:3")),
                (
                    "expires_at",
                    models.DateTimeField(help_text="None: not until it is withdrawn", null=True),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("last_used_on", models.DateField(null=True)),
                ("by", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("secret_hash__regex", "^[0-9a-f]{64}$")),
                        name="accounts_key_keeps_a_hash_only",
                    )
                ],
            },
        ),
    ]
