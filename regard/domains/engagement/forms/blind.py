"""The forms by which a sample is drawn, read blind, settled and stopped."""

from collections.abc import Iterable, Sequence
from typing import Any

from regard.domains.engagement.rules.blind import minutes_of, within_percent
from regard.domains.engagement.types import Stance
from regard.domains.engagement.types.blind import Candidate
from regard.foundation.design.fields import CheckboxesField, LongTextField, RadioField
from regard.foundation.design.forms import Form

from .themes import PointsField


class DrawForm(Form):
    """How many points to draw."""

    size = RadioField(
        label="How many points should be read?",
        hint="More points tell more exactly how well they were placed, and take longer to read.",
        choices=[],
        error_messages={"required": "Choose how many points to draw"},
    )

    def __init__(self, *args: Any, sizes: Sequence[int], all_of: int, **options: Any) -> None:  # noqa: ANN401 (Django's own)
        """
        Make the form.

        :param sizes: how many there may be.
        :param all_of: how many points there are.
        """
        super().__init__(*args, **options)
        field = self.fields["size"]
        field.choices = [  # type: ignore[attr-defined]
            (str(size), f"All {size:,} points" if size == all_of else f"{size:,} points")
            for size in sizes
        ]
        field.hints = {str(size): _worth(size, all_of=all_of) for size in sizes}  # type: ignore[attr-defined]


class AskForm(Form):
    """Who is asked to read."""

    readers = CheckboxesField(
        label="Who should read it?",
        hint="Two people at least. Each gets an email with the address, and reads it alone.",
        choices=[],
        error_messages={"required": "Choose at least one person to ask"},
    )

    def __init__(self, *args: Any, candidates: Iterable[Candidate], **options: Any) -> None:  # noqa: ANN401 (Django's own)
        super().__init__(*args, **options)
        self.fields["readers"].choices = [  # type: ignore[attr-defined]
            (each.by, each.name) for each in candidates
        ]


class MarksForm(Form):
    """The themes that were ticked, by their numbers in the sample, each with a stance."""

    themes = PointsField(required=False)
    missing = CheckboxesField(
        label="Is a theme missing?",
        choices=[("yes", "It says something that none of these themes says")],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Read the stance that stands beside each theme that was ticked."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["marks"] = {
            number: self._stance_on(number) for number in cleaned.get("themes", [])
        }
        return cleaned

    def _stance_on(self, number: int) -> Stance:
        typed = self.data.get(f"stance-{number}", "")
        return next((stance for stance in Stance if stance == typed), Stance.UNCLEAR)


class StopForm(Form):
    """Why a sample ends without being measured."""

    because = LongTextField(
        label="Why is it stopped?",
        hint="It stays in the list of samples, with what you say here.",
        rows=2,
        max_length=500,
        error_messages={"required": "Say why it is stopped"},
    )


def _worth(size: int, *, all_of: int) -> str:
    time = f"About {minutes_of(size):,} minutes for each reader"
    if size == all_of:
        return f"{time}. Nothing is left to chance"
    return f"{time}. Shares come within {within_percent(size)} in 100 of the truth, or closer"
