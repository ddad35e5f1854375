"""The trace as a whole."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views
from regard.foundation.design.validators import open_to_all

from .strategies import STRATEGY

_MEMBERS = f"{STRATEGY}/members/<slug:network>"

trace_urls: list[URLPattern | URLResolver] = [
    path(f"{STRATEGY}/whole/", open_to_all(views.whole), name="whole"),
    path(f"{_MEMBERS}/", views.members_report, name="members_report"),
    path(f"{_MEMBERS}/report.pdf", views.members_report_file, name="members_report_file"),
]
