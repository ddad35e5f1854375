"""The forms by which people decide on themes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from regard.domains.engagement.rules.nesting import theme_options
from regard.domains.engagement.rules.themes import LONGEST_TITLE, Way
from regard.domains.engagement.types import Stance, ThemeRow
from regard.foundation.design.fields import (
    CheckboxesField,
    LongTextField,
    RadioField,
    TextField,
)
from regard.foundation.design.forms import Form
from regard.foundation.design.words import plural_words


class PointsField(forms.Field):
    """The points that were ticked, by their numbers. The page prints the boxes itself."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[int]:  # noqa: ANN401 (what the browser sent)
        return [int(each) for each in value or [] if each.isascii() and each.isdigit()]


class RenameForm(Form):
    """What a theme is called, and what it says in a sentence or two."""

    title = TextField(
        label="What does this theme say?",
        hint="A short sentence in plain English. For example, “Travel between visits is unpaid, "
        "so staff leave”.",
        max_length=LONGEST_TITLE,
    )
    summary = LongTextField(
        label="In a sentence or two",
        hint="What people meant, for those who will not read it all. You can leave this empty.",
        required=False,
        max_length=600,
        rows=3,
    )


class NestForm(Form):
    """Which wider theme a theme is a part of."""

    whole = RadioField(
        label="Which theme is it a part of?",
        hint="What is in it counts in the wider theme too, once. Each keeps its own outcome.",
        choices=[],
        required=False,
    )

    def __init__(self, *args: Any, wholes: Iterable[ThemeRow], **options: Any) -> None:  # noqa: ANN401 (Django's own)
        super().__init__(*args, **options)
        self.fields["whole"].choices = [  # type: ignore[attr-defined]
            ("", "None: it stands by itself"),
            *((str(row.theme_id), row.title) for row in wholes),
        ]


class SplitPointForm(Form):
    """Where the second of two points begins."""

    begins = TextField(
        label="With which words does the second point begin?",
        hint="Copy its first few words as they stand above.",
        max_length=300,
        error_messages={"required": "Copy the first few words of the second point"},
    )


class MergeForm(Form):
    """Which themes say the same as another."""

    themes = CheckboxesField(
        label="Which themes say the same?",
        hint="Their points will all be in this theme. The others will point to it.",
        choices=[],
        error_messages={"required": "Choose at least one theme to merge into this one"},
    )

    def __init__(self, *args: Any, others: Iterable[ThemeRow], **options: Any) -> None:  # noqa: ANN401 (Django's own)
        super().__init__(*args, **options)
        self.fields["themes"].choices = [  # type: ignore[attr-defined]
            (str(row.theme_id), f"{row.title} ({plural_words(row.submissions, 'submission')})")
            for row in others
        ]


class SortForm(Form):
    """Points that were ticked, and what to do with all of them."""

    points = PointsField(error_messages={"required": "Tick at least one point"})
    to = RadioField(label="What should become of the points you ticked?", choices=[])
    themes = CheckboxesField(label="Which themes, if they move", choices=[], required=False)
    title = TextField(
        label="Name of the new theme, if they make one", required=False, max_length=LONGEST_TITLE
    )
    stance = RadioField(
        label="Where do they stand on what the theme says?",
        choices=[("", "Leave it as it is"), *((each.value, each.label) for each in Stance)],
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's own)
        ways: Sequence[tuple[str, str]],
        themes: Sequence[ThemeRow],
        **options: Any,  # noqa: ANN401
    ) -> None:
        """
        Make the form.

        :param ways: what can be done with them on this page: `Way` and words.
        :param themes: where they can be moved to.
        """
        super().__init__(*args, **options)
        self.fields["to"].choices = ways  # type: ignore[attr-defined]
        self.fields["themes"].choices = theme_options(themes)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the themes or the name, where the choice needs it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("to") in {Way.MOVE, Way.ALSO} and not cleaned.get("themes"):
            self.add_error("themes", "Choose the themes that they go into")
        if cleaned.get("to") == Way.NEW and not cleaned.get("title"):
            self.add_error("title", "Enter a name for the new theme")
        return cleaned
