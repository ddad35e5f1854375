"""A strategy as files and feeds."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views

from .documents import VERSION
from .strategies import STRATEGY

public_urls: list[URLPattern | URLResolver] = [
    path("<slug:system>/strategy/feed.xml", views.feed, name="feed"),
    path("<slug:system>/strategy/sitemap.xml", views.site_map, name="site_map"),
    path(f"{VERSION}/files/<slug:kind>/", views.published_file, name="published_file"),
    path(f"{STRATEGY}/annex/", views.annex, name="annex"),
    path(f"{STRATEGY}/annex/files/<slug:kind>/", views.annex_file, name="annex_file"),
    path(f"{STRATEGY}/annex/opinions/<int:body_id>/", views.edit_opinion, name="edit_opinion"),
]
