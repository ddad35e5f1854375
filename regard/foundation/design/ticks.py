"""Boxes to tick whose answers come as what they mean: words of ours, or numbers of rows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Generic, TypeVar

from typing_extensions import override

from .fields import CheckboxesField

Kind = TypeVar("Kind", bound=StrEnum)


class KindsField(CheckboxesField, Generic[Kind]):
    """Any number of a list of our own words; they come as a tuple of these, empty for none."""

    def __init__(self, kinds: type[Kind], *, label: str, hint: str = "") -> None:
        """
        Make a field of a list.

        :param kinds: each is shown by its `label`, or its value where it has none.
        """
        choices = [(kind.value, getattr(kind, "label", kind.value)) for kind in kinds]
        super().__init__(label=label, choices=choices, hint=hint, required=False)
        self.kinds = kinds

    @override
    def clean(self, value: Any) -> tuple[Kind, ...]:
        return tuple(self.kinds(each) for each in super().clean(value))


class NumbersField(CheckboxesField):
    """Any number of rows that a form offers; their numbers come as a tuple, empty for none."""

    def __init__(self, *, label: str, hint: str = "") -> None:
        super().__init__(label=label, choices=(), hint=hint, required=False)

    @override
    def clean(self, value: Any) -> tuple[int, ...]:
        return tuple(int(each) for each in super().clean(value))
