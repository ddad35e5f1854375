"""What every page's template is given beside what its view says."""

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest


def every_page(request: HttpRequest) -> dict[str, object]:
    """Return whether this is the demonstration, who is asking, and what has just been done."""
    return {
        "is_demo": settings.DEMO,
        "caller": getattr(request, "caller", None),
        "messages": get_messages(request),
    }
