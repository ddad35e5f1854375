"""A strategy as files and feeds."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views
from regard.domains.strategy.views import marks
from regard.foundation.design.validators import open_to_all

from .documents import VERSION
from .strategies import STRATEGY

public_urls: list[URLPattern | URLResolver] = [
    path(
        "<slug:system>/strategy/feed.xml",
        open_to_all(views.feed, mark=marks.mark_of_versions),
        name="feed",
    ),
    path(
        "<slug:system>/strategy/sitemap.xml",
        open_to_all(views.site_map, mark=marks.mark_of_versions),
        name="site_map",
    ),
    path(f"{VERSION}/files/<slug:kind>/", views.published_file, name="published_file"),
    path(f"{STRATEGY}/annex/", open_to_all(views.annex), name="annex"),
    path(
        f"{STRATEGY}/annex/files/<slug:kind>/",
        open_to_all(views.annex_file, mark=marks.mark_of_annex),
        name="annex_file",
    ),
    path(f"{STRATEGY}/annex/opinions/<int:body_id>/", views.edit_opinion, name="edit_opinion"),
]
