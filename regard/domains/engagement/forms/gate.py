"""Forms by which a person shows that an exercise is fair, or lets it go on without."""

from __future__ import annotations

from regard.foundation.design.fields import FileField, LongTextField, TextField
from regard.foundation.design.forms import Form


class ProofForm(Form):
    """What shows it, and where that can be read."""

    words = LongTextField(
        label="What shows it?",
        hint="A sentence or two. Everyone reads them once it is open.",
        max_length=1500,
        rows=4,
    )
    url = TextField(
        label="Where can it be read?",
        hint="An address, beginning with https://. Leave it empty if it is in a file, or if your "
        "words say it all.",
        required=False,
        max_length=500,
    )
    file = FileField(label="A file that shows it", required=False)


class OverrideForm(Form):
    """Why an exercise goes on without a principle, and who answers for that."""

    because = LongTextField(
        label="Why does it go on without this?",
        hint="It stands on the exercise’s page for everyone to read.",
        max_length=1500,
        rows=4,
    )
    named = TextField(
        label="Who answers for it?",
        hint="Name and office, for example “Amara Nwosu, director of integration”. Shown with it.",
        max_length=200,
    )
