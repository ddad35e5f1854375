from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import seeing, telling

from .prefixes import ANSWER

SEEING = "<slug:system>/seeing"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{SEEING}/", seeing.seeing, name="seeing"),
    path(f"{SEEING}/begin/", seeing.begin_seeing, name="begin_seeing"),
    path(f"{SEEING}/tell/", telling.tell, name="tell"),
    path(f"{SEEING}/tell/staff/", telling.tell_as_staff, name="tell_as_staff"),
    path(f"{SEEING}/told/", seeing.seen, name="seen"),
    path(f"{SEEING}/themes/<int:seen_theme_id>/", seeing.upshot, name="upshot"),
    path(f"{ANSWER}/seeing/", telling.tell_by_link, name="tell_by_link"),
]
