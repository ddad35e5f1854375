from django.db import migrations, models

TABLES = ("leaf", "node", "seal", "key")
FORWARDS = "\n".join(
    f"create trigger audit_{table}_is_append_only before update or delete on audit_{table}"
    " for each row execute function audit_entry_is_append_only();"
    for table in TABLES
)
BACKWARDS = "\n".join(
    f"drop trigger audit_{table}_is_append_only on audit_{table};" for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("number", models.BigIntegerField(help_text="From 0", primary_key=True, serialize=False)),
                ("entry_id", models.BigIntegerField(unique=True)),
                ("hash", models.BinaryField(help_text="SHA-256 as RFC 6962 has it, 32 bytes", max_length=32)),
            ],
            options={
                "indexes": [models.Index(fields=["hash"], name="audit_leaf_hash")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 0)), name="audit_leaf_is_numbered_from_0"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.SmallIntegerField()),
                ("number", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("level", "number"), name="audit_one_node_a_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.BigIntegerField(help_text="Leaves sealed so far", unique=True)),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField(help_text="The signed checkpoint, as it is published")),
                ("at", models.DateTimeField()),
                ("newest_entry", models.BigIntegerField(help_text="The highest number of an entry then")),
                ("running_from", models.BigIntegerField(help_text="Transactions of this number and above may not have been over then")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="audit_seal_holds_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("written", models.TextField(help_text="As C2SP signed notes write it", unique=True)),
                ("since", models.DateTimeField(help_text="When it first signed")),
            ],
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
