"""Passages and needs given by number, where there are too many to tick."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from typing_extensions import override

from regard.foundation.design.fields import TextField

MOST_TICKS = 40
"""Boxes that somebody looks through; of more they write down the numbers."""


class RefsField(TextField):
    """Numbers with commas or spaces between them; they come as a tuple, each once."""

    def __init__(
        self,
        *,
        label: str,
        hint: str,
        of: str,
        known: Collection[str] = (),
        begins: str = "",
    ) -> None:
        """
        Make the field.

        :param of: what has the numbers, such as "passage".
        :param known: the numbers that there are; a form may set them later.
        :param begins: letters that people may write before a number, such as "N".
        """
        super().__init__(label=label, hint=hint, required=False, max_length=2_000)
        self.of, self.known, self.begins = of, known, begins

    @override
    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(f"{self.begins}{each}" for each in value)

    @override
    def clean(self, value: Any) -> tuple[str, ...]:
        words = super().clean(value).replace(",", " ").split()
        given = dict.fromkeys(self._bare(word) for word in words)
        unknown = [number for number in given if number not in self.known]
        if unknown:
            raise ValidationError(f"There is no {self.of} {self.begins}{unknown[0]}")
        return tuple(given)

    def _bare(self, word: str) -> str:
        """Return a number without the letters before it, in small or capital letters."""
        if self.begins and word.upper().startswith(self.begins):
            return word[len(self.begins) :]
        return word
