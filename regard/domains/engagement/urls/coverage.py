from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import coverage

from .prefixes import ASKED

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/coverage/", coverage.coverage, name="coverage"),
    path(f"{ASKED}/coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path(f"{ASKED}/missing/", coverage.missing, name="missing"),
    path(f"{ASKED}/missing.csv", coverage.missing_csv, name="missing_csv"),
]
