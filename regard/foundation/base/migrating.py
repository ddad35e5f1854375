"""Operations of migrations that Django would work out one by one, worked out together."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from typing_extensions import override


class Together(Operation):
    """
    Operations of one kind, none of which changes what another of them made.

    After each operation Django builds all models anew that are related to the one it changed,
    which here are nearly all. Told to it as one, the migrations of an empty database take half
    the time.

    :param operations: new models, or new fields, or new constraints and indexes.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    @override
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.clear_delayed_apps_cache()
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    @override
    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    @override
    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    @override
    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)
