"""What every page's template is given beside what its view says."""

from django.conf import settings
from django.http import HttpRequest


def every_page(request: HttpRequest) -> dict[str, object]:
    """Return whether this is the demonstration, and who is asking."""
    return {"is_demo": settings.DEMO, "caller": getattr(request, "caller", None)}
