"""Records of regard."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy.views import regarding, regards
from regard.foundation.design.validators import open_to_all

REGARD = "<slug:system>/regard"
WRITE = "<slug:system>/decisions/<slug:decision_ref>/regard/<slug:slug>"

record_urls: list[URLPattern | URLResolver] = [
    path(f"{REGARD}/", open_to_all(regards.regards), name="regards"),
    path(f"{REGARD}.csv", regards.regards_csv, name="regards_csv"),
    path(f"{REGARD}.json", open_to_all(regards.regards_json), name="regards_json"),
    path(f"{REGARD}.atom", open_to_all(regards.regards_feed), name="regards_feed"),
    path(f"{REGARD}/missing/", regards.regards_owed, name="regards_owed"),
    path(f"{REGARD}/figures/", open_to_all(regards.regard_figures), name="regard_figures"),
    path(f"{REGARD}/<slug:decision_ref>/<slug:slug>/", open_to_all(regards.regard), name="regard"),
    path(f"{WRITE}/", regarding.record_regard, name="record_regard"),
    path(f"{WRITE}/drop/", regarding.drop_regard, name="drop_regard"),
    path(f"{WRITE}/sign/", regarding.sign_regard, name="sign_regard"),
]
