"""
Forms whose fields render themselves in the design system.

A form page is a few lines: `{{ error_summary(form) }}`, then `{{ form.title.as_field_group() }}`
for each field, then `{{ buttons("Save") }}`. The fields are in `fields`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django import forms
from django.forms.renderers import TemplatesSetting

from regard.foundation.base.errors import Refusal


class Renderer(TemplatesSetting):
    """Render form fields with the project's own Jinja templates."""

    field_template_name = "fields/text.jinja"


@dataclass(frozen=True)
class Problem:
    """
    One line of an error summary.

    Attributes:
        href: the field to go to; empty where the whole form is meant.
    """

    words: str
    href: str


class Form(forms.Form):
    """A form on a page. The browser checks nothing, so that our words are the ones seen."""

    use_required_attribute = False

    @contextmanager
    def showing_refusals(self, field: str | None = None) -> Iterator[None]:
        """
        Show a refusal of what is done within as a problem of the form, and go on after it.

        :param field: beside which it is shown; None: it is of the whole form.
        """
        try:
            yield
        except Refusal as refusal:
            self.add_error(field, str(refusal))

    def keep_typed(self) -> None:
        """Show what was typed and judge none of it, as when only a list in it was narrowed."""
        self.initial = {name: self[name].data for name in self.fields}
        self.is_bound = False

    def offer(
        self,
        field: str,
        choices: Iterable[tuple[str, str]],
        hints: Mapping[str, str] | None = None,
    ) -> None:
        """
        Give a field of choices what it can be answered with, which depends on who is asked.

        :param hints: a line under a choice, by its value; None leaves them as they are.
        :raises TypeError: if the field has no choices.
        """
        offered = self.fields[field]
        if not isinstance(offered, forms.ChoiceField):
            raise TypeError(f"{field} has no choices")
        offered.choices = list(choices)
        if hints is not None:
            offered.hints = dict(hints)  # type: ignore[attr-defined]  # ours have them

    def offer_if_any(self, field: str, choices: Iterable[tuple[str, str]]) -> None:
        """Give a field of choices what it can be answered with; without any it is left out."""
        found = list(choices)
        if found:
            self.offer(field, found)
        else:
            del self.fields[field]

    def list_problems(self) -> list[Problem]:
        """Return what is wrong, in the order of the page; the whole form's problems first."""
        problems = [Problem(str(words), "") for words in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            suffix = getattr(bound.field, "first_input", "")
            target = f"#{bound.auto_id}{suffix}"
            problems += [Problem(str(words), target) for words in bound.errors]
        return problems
