"""
Forms whose fields render themselves in the design system.

A form page is a few lines: `{{ error_summary(form) }}`, then `{{ form.title.as_field_group() }}`
for each field, then `{{ buttons("Save") }}`. The fields are in `fields`.
"""

from dataclasses import dataclass

from django import forms
from django.forms.renderers import TemplatesSetting


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

    def list_problems(self) -> list[Problem]:
        """Return what is wrong, in the order of the page; the whole form's problems first."""
        problems = [Problem(str(words), "") for words in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            suffix = getattr(bound.field, "first_input", "")
            target = f"#{bound.auto_id}{suffix}"
            problems += [Problem(str(words), target) for words in bound.errors]
        return problems
