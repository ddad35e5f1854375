"""Outcomes read twice, what comes late, and replies by every way."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views

STRATEGY = "<slug:system>/strategy/<slug:slug>"

answering_urls: list[URLPattern | URLResolver] = [
    path(f"{STRATEGY}/outcomes/second/", views.second_reading, name="second_reading"),
    path(f"{STRATEGY}/outcomes/take-back/", views.take_back_outcome, name="take_back_outcome"),
    path(
        f"{STRATEGY}/outcomes/themes/<int:theme_id>/points/",
        views.theme_points,
        name="theme_points",
    ),
]
