"""Bundles whose files have a last day, and who answers for what only one person read."""

import django.db.models.deletion
from django.db import migrations, models

FORWARDS = """
create trigger strategy_solereading_is_final
    before insert or update or delete on strategy_solereading
    for each row execute function strategy_part_is_final();
"""
BACKWARDS = "drop trigger strategy_solereading_is_final on strategy_solereading;"


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("strategy", "0004_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="SoleReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("because", models.TextField()),
                ("named", models.TextField(help_text="Name and office of who answers for it")),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("strategy", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="sole_reading", to="strategy.strategy")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("because", ""), _negated=True), models.Q(("named", ""), _negated=True)),
                        name="strategy_sole_reading_says_who_and_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="bundle",
            name="deleted_at",
            field=models.DateTimeField(help_text="When its file was deleted; who asked, and its digest, stay", null=True),
        ),
        migrations.AddField(
            model_name="bundle",
            name="kept_until",
            field=models.DateField(help_text="Its file's last day, set when it is made; None: no day was set", null=True),
        ),
        migrations.AlterField(
            model_name="bundle",
            name="file",
            field=models.ForeignKey(help_text="None while it is made, and once its time is over", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(("deleted_at__isnull", True), ("file__isnull", True), _connector="OR"),
                name="strategy_deleted_bundle_has_no_file",
            ),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
