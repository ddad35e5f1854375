"""Forms by which the information before answering is written, and given."""

from __future__ import annotations

from typing import Any

from regard.domains.engagement.types import FormatKind
from regard.foundation.design.fields import FileField, LongTextField, SelectField, TextField
from regard.foundation.design.forms import Form

AS_IT_IS = ""


class PackForm(Form):
    """A version of what people are told."""

    words = LongTextField(
        label="What do people need to know before they answer?",
        hint="What is known, what it would cost, what happens next. Leave an empty line between "
        "paragraphs; a short line by itself is a heading.",
        max_length=20_000,
        rows=14,
    )
    what_changed = LongTextField(
        label="What has changed since the last version?",
        hint="Some people have read that one.",
        required=False,
        max_length=1500,
        rows=3,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        is_first: bool,
        initial: dict[str, object] | None = None,
    ) -> None:
        """:param is_first: there is no earlier version, so nothing has changed."""
        super().__init__(data, initial=initial)
        if is_first:
            del self.fields["what_changed"]


class PackFileForm(Form):
    """A document, or the same information in another form."""

    file = FileField(label="The file", error_messages={"required": "Choose a file"})
    title = TextField(
        label="What is it?", hint="For example, “What beds cost us, 2021 to 2026”", max_length=200
    )
    form = SelectField(
        label="Is it the same information in another form?",
        choices=[(AS_IT_IS, "No, it is a document as it is")]
        + [(kind, kind.label) for kind in FormatKind],
        required=False,
    )

    def kind(self) -> FormatKind | None:
        """Return which other form it is. Call once it is valid."""
        chosen = self.cleaned_data["form"]
        return FormatKind(chosen) if chosen else None


class GivenForm(Form):
    """Somebody was given the information by another way."""

    to = TextField(label="Who was given it?", max_length=200)
    how = TextField(label="How?", hint="For example, “on paper, at the forum”", max_length=200)
