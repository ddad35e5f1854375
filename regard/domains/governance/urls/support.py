"""Addresses of what taking part was supported with."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.governance.views import support

SUPPORT = "<slug:system>/support"

support_urls: list[URLPattern | URLResolver] = [
    path(f"{SUPPORT}/", support.support, name="support"),
    path(f"{SUPPORT}/all.csv", support.support_csv, name="support_csv"),
    path(f"{SUPPORT}/new/", support.new_support, name="new_support"),
    path(f"{SUPPORT}/claim/<slug:slug>/", support.claim_support, name="claim_support"),
    path(f"{SUPPORT}/<int:support_id>/", support.decide_support, name="decide_support"),
]
