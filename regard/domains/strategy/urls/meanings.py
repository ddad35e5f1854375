"""What a strategy means for each service."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views

from .strategies import STRATEGY

meaning_urls: list[URLPattern | URLResolver] = [
    path("<slug:system>/for-you/", views.find_for_you, name="find_for_you"),
    path("<slug:system>/for-you/<int:location_id>/", views.for_you, name="for_you"),
    path(
        "<slug:system>/for-you/<int:location_id>/for-you.pdf",
        views.for_you_file,
        name="for_you_file",
    ),
    path(f"{STRATEGY}/meanings/", views.meanings, name="meanings"),
    path(f"{STRATEGY}/meanings/new/", views.new_meaning, name="new_meaning"),
    path(f"{STRATEGY}/meanings/<int:meaning_id>/", views.edit_meaning, name="edit_meaning"),
    path(
        f"{STRATEGY}/meanings/<int:meaning_id>/remove/",
        views.remove_meaning,
        name="remove_meaning",
    ),
]
