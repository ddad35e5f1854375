from regard.foundation.design.fields import CheckboxesField, FileField, TextField
from regard.foundation.design.forms import Form


class UploadForm(Form):
    file = FileField(
        label="The file",
        hint="CSV, XLSX or ODS, as the regulator published it or as our template has it",
        accept=".csv,.xlsx,.ods",
    )
    ways = CheckboxesField(
        label="Before you load it",
        choices=[("dry_run", "Only count what would change, and change nothing")],
        required=False,
    )


class RejectForm(Form):
    reason = TextField(
        label="Why the file is not taken",
        hint="For whoever loaded it, such as “this is last year’s file”",
        error_messages={"required": "Say why the file is not taken"},
    )


class AcceptForm(Form):
    accept = CheckboxesField(
        label="Your answer",
        choices=[("yes", "Yes, this is the right and whole file")],
        error_messages={"required": "Tick the box if this is the right and whole file"},
    )
