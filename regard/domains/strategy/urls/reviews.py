"""Drafts put before people for their comments."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views

from .strategies import STRATEGY

REVIEWS = f"{STRATEGY}/reviews"
COMMENT = "a/<str:token>/draft"

review_urls: list[URLPattern | URLResolver] = [
    path(f"{REVIEWS}/", views.reviews, name="reviews"),
    path(f"{REVIEWS}/new/", views.new_review, name="new_review"),
    path(f"{REVIEWS}/<int:review_id>/", views.review, name="review"),
    path(f"{REVIEWS}/<int:review_id>/retake/", views.retake_review, name="retake_review"),
    path(f"{REVIEWS}/<int:review_id>/call-off/", views.call_off_review, name="call_off_review"),
    path(f"{COMMENT}/", views.comment, name="comment"),
    path(f"{COMMENT}/save/", views.save_comment, name="save_comment"),
]
