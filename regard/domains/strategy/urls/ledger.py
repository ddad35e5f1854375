"""The ledger, sealed, for anybody to check, and bundles that its proofs stand in."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy.views import bundles
from regard.domains.strategy.views import ledger as views
from regard.foundation.design.validators import open_to_all

BUNDLES = "<slug:system>/strategy/<slug:slug>/bundles"

ledger_urls: list[URLPattern | URLResolver] = [
    path("ledger/", open_to_all(views.ledger), name="ledger"),
    path("ledger/checkpoint", open_to_all(views.checkpoint), name="ledger_checkpoint"),
    path("ledger/checkpoint/<int:size>", views.checkpoint, name="ledger_head"),
    path("ledger/keys", open_to_all(views.keys), name="ledger_keys"),
    path("ledger/verify.py", open_to_all(views.verifier), name="ledger_verifier"),
    path("ledger/proof/<str:leaf>", open_to_all(views.inclusion), name="ledger_proof"),
    path("ledger/growth/<int:first>/<int:second>", views.growth, name="ledger_growth"),
    path(f"{BUNDLES}/", bundles.bundles, name="bundles"),
    path(f"{BUNDLES}/<int:bundle_id>.zip", bundles.bundle_file, name="bundle_file"),
]
