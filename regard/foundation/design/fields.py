"""
Form fields that render themselves: label, hint, error and input, as the design system has them.

Each is made with `label`, `hint`, `required` and `error_messages`, and is printed by
`{{ form.x.as_field_group() }}`. Where no message is given, the label makes one.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from typing_extensions import override

from .dates import DateField as DateField
from .labels import ask_for

Choices = Iterable[tuple[str, str]]


def _messages(given: Mapping[str, str] | None, **ours: str) -> dict[str, str]:
    return ours | dict(given or {})


class TextField(forms.CharField):
    """One line of words."""

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required: bool = True,
        error_messages: Mapping[str, str] | None = None,
        max_length: int = 200,
        autocomplete: str = "",
    ) -> None:
        """
        Make a field of one line.

        :param autocomplete: what the browser may fill in, e.g. "name" or "tel".
        """
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            max_length=max_length,
            error_messages=_messages(
                error_messages,
                required=ask_for("Enter", label),
                max_length=f"Use {max_length:,} characters or fewer",
            ),
        )
        self.template_name = "fields/text.jinja"
        self.width = None
        self.autocomplete = autocomplete
        self.input_type = "text"


class LongTextField(forms.CharField):
    """Several lines of words. Line ends are kept as people typed them."""

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required: bool = True,
        error_messages: Mapping[str, str] | None = None,
        max_length: int = 20_000,
        rows: int = 5,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            max_length=max_length,
            error_messages=_messages(
                error_messages,
                required=ask_for("Enter", label),
                max_length=f"Use {max_length:,} characters or fewer",
            ),
        )
        self.template_name = "fields/long_text.jinja"
        self.rows = rows


class EmailField(forms.EmailField):
    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required: bool = True,
        error_messages: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            error_messages=_messages(
                error_messages,
                required=ask_for("Enter", label),
                invalid="Enter an email address in full, like name@example.com",
            ),
        )
        self.template_name = "fields/text.jinja"
        self.width = None
        self.autocomplete = "email"
        self.input_type = "email"


class IntegerField(forms.IntegerField):
    """A whole number. Commas and spaces between thousands are understood."""

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required: bool = True,
        error_messages: Mapping[str, str] | None = None,
        min_value: int | None = None,
        max_value: int | None = None,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            min_value=min_value,
            max_value=max_value,
            error_messages=_messages(
                error_messages,
                required=ask_for("Enter", label),
                invalid="Enter a whole number in figures, like 40",
                min_value="Enter %(limit_value)s or more",
                max_value="Enter %(limit_value)s or less",
            ),
            widget=forms.TextInput,
        )
        self.template_name = "fields/text.jinja"
        self.width = 5
        self.autocomplete = ""
        self.input_type = "number"

    @override
    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.replace(",", "").replace(" ", "")
        return super().to_python(value)


class RadioField(forms.ChoiceField):
    """One of a few choices, all in sight."""

    def __init__(
        self,
        *,
        label: str,
        choices: Choices | Callable[[], Choices],
        hint: str = "",
        required: bool = True,
        error_messages: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        """
        Make a field of choices.

        :param hints: a line under a choice, by its value.
        """
        super().__init__(
            label=label,
            choices=choices,
            help_text=hint,
            required=required,
            error_messages=_messages(
                error_messages,
                required=ask_for("Choose", label),
                invalid_choice="Choose one of the answers on this page",
            ),
            widget=forms.RadioSelect,
        )
        self.template_name = "fields/radios.jinja"
        self.hints = dict(hints or {})


class CheckboxesField(forms.MultipleChoiceField):
    """Any number of a few choices."""

    def __init__(
        self,
        *,
        label: str,
        choices: Choices | Callable[[], Choices],
        hint: str = "",
        required: bool = True,
        error_messages: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        """
        Make a field of choices.

        :param hints: a line under a choice, by its value.
        """
        super().__init__(
            label=label,
            choices=choices,
            help_text=hint,
            required=required,
            error_messages=_messages(
                error_messages,
                required=ask_for("Choose", label),
                invalid_choice="Choose only from the answers on this page",
            ),
            widget=forms.CheckboxSelectMultiple,
        )
        self.template_name = "fields/checkboxes.jinja"
        self.hints = dict(hints or {})


class CheckboxField(forms.BooleanField):
    """A single box to tick. The label is the sentence that is agreed to."""

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required: bool = False,
        error_messages: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            error_messages=_messages(error_messages, required=f"Tick the box: {label}"),
        )
        self.template_name = "fields/checkbox.jinja"


class SelectField(forms.ChoiceField):
    """One of many choices, folded away. Prefer radios for fewer than eight."""

    def __init__(
        self,
        *,
        label: str,
        choices: Choices | Callable[[], Choices],
        hint: str = "",
        required: bool = True,
        error_messages: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            label=label,
            choices=choices,
            help_text=hint,
            required=required,
            error_messages=_messages(
                error_messages,
                required=ask_for("Choose", label),
                invalid_choice="Choose one of the answers in the list",
            ),
        )
        self.template_name = "fields/select.jinja"


class FileField(forms.FileField):
    """One file from the person's own machine."""

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required: bool = True,
        error_messages: Mapping[str, str] | None = None,
        accept: str = "",
    ) -> None:
        """
        Make a field for a file.

        :param accept: the kinds of file the browser offers, e.g. ".csv,.xlsx".
        """
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            error_messages=_messages(
                error_messages,
                required=ask_for("Choose", label),
                empty="The file is empty. Choose another.",
                missing="Choose a file",
            ),
        )
        self.template_name = "fields/file.jinja"
        self.accept = accept
