from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import coverage

from .prefixes import ASKED

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/coverage/", coverage.coverage, name="coverage"),
    path(f"{ASKED}/coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path(f"{ASKED}/coverage/first-calls/", coverage.first_calls, name="first_calls"),
]
