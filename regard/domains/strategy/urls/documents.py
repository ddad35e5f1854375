"""Versions, what changed between them, and documents brought in."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views
from regard.domains.strategy.views import marks
from regard.foundation.design.validators import open_to_all

STRATEGY = "<slug:system>/strategy/<slug:slug>"
WRITE = f"{STRATEGY}/write"
VERSION = f"{STRATEGY}/versions/<int:number>"

document_urls: list[URLPattern | URLResolver] = [
    path(f"{STRATEGY}/p/<slug:key>/", views.passage_key, name="passage_key"),
    path(f"{STRATEGY}/versions/", open_to_all(views.versions), name="versions"),
    path(f"{STRATEGY}/versions/next/", views.begin_version, name="begin_version"),
    path(f"{VERSION}/", open_to_all(views.version, mark=marks.mark_of_version), name="version"),
    path(f"{VERSION}/changes/", open_to_all(views.changes), name="changes"),
    path(f"{WRITE}/bring/", views.bring, name="bring"),
    path(f"{WRITE}/bring/<int:file_id>/", views.bring_preview, name="bring_preview"),
    path(f"{WRITE}/numbers/", views.renumber, name="renumber"),
    path(f"{WRITE}/template/", views.checklist, name="checklist"),
    path(f"{WRITE}/<str:ref>/history/", views.history, name="history"),
    path(f"{WRITE}/<str:ref>/place/", views.place_passage, name="place_passage"),
    path(f"{WRITE}/<str:ref>/restore/", views.restore_passage, name="restore_passage"),
]
