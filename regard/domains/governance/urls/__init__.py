"""Every address of governance."""

from django.urls import URLPattern, URLResolver

from .bodies import body_urls
from .duties import duty_urls
from .meetings import meeting_urls
from .minutes import minute_urls
from .representation import representation_urls
from .seats import seat_urls
from .simplicity import simplicity_urls
from .support import support_urls

app_name = "governance"

urlpatterns: list[URLPattern | URLResolver] = [
    *body_urls,
    *duty_urls,
    *meeting_urls,
    *minute_urls,
    *representation_urls,
    *seat_urls,
    *simplicity_urls,
    *support_urls,
]
