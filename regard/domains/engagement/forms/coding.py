"""The form by which a person says which themes a point is in."""

from typing import Any

from regard.domains.engagement.rules.themes import LONGEST_TITLE
from regard.domains.engagement.types import Stance
from regard.foundation.design.fields import TextField
from regard.foundation.design.forms import Form

from .themes import PointsField


class CodeForm(Form):
    """The themes that were ticked, each with a stance, and the name of a new one."""

    themes = PointsField(required=False)
    title = TextField(
        label="A new theme for it",
        hint="Only if none of these says it.",
        required=False,
        max_length=LONGEST_TITLE,
    )

    def clean(self) -> dict[str, Any]:
        """Read the stance that stands beside each theme that was ticked."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["stances"] = {
            theme_id: self._stance_on(theme_id) for theme_id in cleaned.get("themes", [])
        }
        return cleaned

    def _stance_on(self, theme_id: int) -> Stance:
        typed = self.data.get(f"stance-{theme_id}", "")
        return next((stance for stance in Stance if stance == typed), Stance.UNCLEAR)
