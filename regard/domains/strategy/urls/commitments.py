"""Promises and how they are kept."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views
from regard.foundation.design.validators import open_to_all

from .strategies import STRATEGY

_ONE = "<slug:system>/commitments/<int:number>"

commitment_urls: list[URLPattern | URLResolver] = [
    path("<slug:system>/commitments/", open_to_all(views.commitments), name="commitments"),
    path(
        "<slug:system>/commitments/commitments.csv",
        views.commitments_file,
        name="commitments_file",
    ),
    path(f"{_ONE}/", open_to_all(views.commitment), name="commitment"),
    path(f"{_ONE}/report/", views.report_commitment, name="report_commitment"),
    path(f"{_ONE}/steps/", views.add_step, name="add_step"),
    path(f"{_ONE}/steps/mark/", views.mark_step, name="mark_step"),
    path(f"{_ONE}/change/", views.edit_promise, name="edit_promise"),
    path(f"{_ONE}/remove/", views.remove_promise, name="remove_promise"),
    path(f"{_ONE}/files/<int:file_id>/", views.commitment_evidence, name="commitment_evidence"),
    path(f"{STRATEGY}/commitments/", views.promises, name="promises"),
    path(f"{STRATEGY}/commitments/new/", views.new_promise, name="new_promise"),
]
