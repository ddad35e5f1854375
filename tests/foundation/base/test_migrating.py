import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from regard.foundation.base.migrating import Together

TOGETHER = Together(
    [
        migrations.CreateModel("Rota", [("id", models.BigAutoField(primary_key=True))]),
        migrations.CreateModel(
            "Call",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("rota", models.ForeignKey("made.Rota", models.CASCADE)),
            ],
        ),
    ]
)


def tables():
    return {name for name in connection.introspection.table_names() if name.startswith("made_")}


@pytest.mark.django_db
class TestTogether:
    def test_makes_all_of_it_and_takes_all_of_it_back(self):
        before, after = ProjectState(), ProjectState()
        assert not after.apps.is_installed("made")  # built before, as in a real migration
        TOGETHER.state_forwards("made", after)

        with connection.schema_editor() as editor:
            TOGETHER.database_forwards("made", editor, before, after)
        assert tables() == {"made_rota", "made_call"}
        with connection.schema_editor() as editor:
            TOGETHER.database_backwards("made", editor, after, before)
        assert tables() == set()

    def test_says_all_of_it(self):
        assert TOGETHER.describe() == "Create model Rota; Create model Call"
