"""Forms whose fields render themselves in the design system."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Render form fields with the project's own Jinja templates."""
