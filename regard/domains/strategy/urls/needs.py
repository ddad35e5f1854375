"""Assessed needs, and where they are answered."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views
from regard.foundation.design.validators import open_to_all

from .strategies import STRATEGY

need_urls: list[URLPattern | URLResolver] = [
    path("<slug:system>/needs/", open_to_all(views.needs), name="needs"),
    path("<slug:system>/needs/new/", views.new_need, name="new_need"),
    path("<slug:system>/needs/load/", views.load_needs, name="load_needs"),
    path("<slug:system>/needs/load/needs.csv", views.needs_empty, name="needs_empty"),
    path("<slug:system>/needs/<int:number>/", open_to_all(views.need), name="need"),
    path("<slug:system>/needs/<int:number>/change/", views.edit_need, name="edit_need"),
    path("<slug:system>/needs/<int:number>/retire/", views.retire_need, name="retire_need"),
    path(f"{STRATEGY}/needs/", open_to_all(views.need_matrix), name="need_matrix"),
    path(f"{STRATEGY}/needs/<int:number>/", views.answer_need, name="answer_need"),
    path(f"{STRATEGY}/needs/of/<str:ref>/", views.base_passage, name="base_passage"),
]
