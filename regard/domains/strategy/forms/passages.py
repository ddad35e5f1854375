"""The form with which a passage is written by several people."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from regard.domains.engagement.types import ThemeRow
from regard.domains.strategy import rules
from regard.domains.strategy.rules.templates import Section
from regard.domains.strategy.types import PassageKind, Words
from regard.foundation.design.fields import (
    CheckboxesField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

MOST_THEMES = 60
"""Themes to tick. Points can be named beside them."""

NUMBERS = re.compile(r"[\s,;]+")


class Carried(forms.CharField):
    """What the form carries unseen, exactly as it was."""

    def __init__(self) -> None:
        super().__init__(required=False, strip=False, widget=forms.HiddenInput)


class PassageForm(Form):
    """
    A passage's words, with what they were when they were fetched.

    `key`, `revision` and the base words are carried, so that a change that somebody else made
    meanwhile is seen, and both can be put together.
    """

    ref = TextField(
        label="Number",
        hint="Such as 2.4. It stays until you number the whole anew.",
        error_messages={"required": "Give the passage a number"},
    )
    heading = TextField(
        label="Heading",
        hint="A few words, such as: Travel between visits",
        error_messages={"required": "Give the passage a heading"},
    )
    text = LongTextField(
        label="What it says",
        hint="Say who does what, and by when",
        rows=12,
        error_messages={"required": "Write what the passage says"},
    )
    because = TextField(
        label="Because of what?",
        hint="Why it changes, for whoever compares the versions. You can leave it empty.",
        required=False,
        max_length=500,
    )
    kind = RadioField(
        label="What is it?",
        choices=[(kind, kind.label) for kind in PassageKind],
        hints={
            PassageKind.VISION: "What will be different",
            PassageKind.PRIORITY: "What comes first",
            PassageKind.COMMITMENT: "What somebody will do, which is followed to its end",
            PassageKind.TEXT: "Everything else",
        },
        required=False,
    )
    section = SelectField(
        label="Which part of the template does it write?", choices=(), required=False
    )
    themes = CheckboxesField(label="Which themes led to this change?", choices=(), required=False)
    points = TextField(
        label="Single points that led to it",
        hint="Their numbers, as in the address of their pages, with commas between",
        required=False,
        max_length=500,
    )
    key, revision, base_heading, base_text = Carried(), Carried(), Carried(), Carried()
    under, after = Carried(), Carried()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sections: Iterable[Section] = (),
        themes: Iterable[ThemeRow] = (),
        is_new: bool,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        parts = [(each.key, each.title) for each in sections]
        self.offer("section", [("", "None of them"), *parts])
        rows = list(themes)[:MOST_THEMES]
        self.offer(
            "themes",
            [(str(row.theme_id), row.title) for row in rows],
            {str(row.theme_id): f"{row.points:,} points" for row in rows},
        )
        self.fields["ref"].required = is_new
        self.fields["text"].required = is_new  # one that only heads others may have none

    def clean_ref(self) -> str:
        ref = str(self.cleaned_data["ref"]).strip()
        reason = rules.reason_not_to_name(ref) if ref else None
        if reason:
            raise ValidationError(reason)
        return ref

    def clean_points(self) -> tuple[int, ...]:
        given = [each for each in NUMBERS.split(self.cleaned_data["points"]) if each]
        if not all(each.isascii() and each.isdigit() and len(each) < 16 for each in given):
            raise ValidationError("Give numbers only, such as 112, 340")
        return tuple(int(each) for each in given)

    def words(self, *, kind: PassageKind, section: str) -> Words:
        """
        Return what was written. Call once it is valid.

        :param kind, section: what it is where the form does not say.
        """
        said = self.cleaned_data
        return Words(
            heading=said["heading"],
            text=said["text"],
            kind=PassageKind(said["kind"] or kind),
            section=said["section"] if "section" in self.data else section,
            because=said["because"],
            theme_ids=tuple(int(each) for each in said["themes"]),
            point_ids=said["points"],
        )
