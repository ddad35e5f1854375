from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import coverage, equality

from .prefixes import ASKED, THEME

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/coverage/", coverage.coverage, name="coverage"),
    path(f"{ASKED}/coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path(f"{ASKED}/coverage/first-calls/", coverage.first_calls, name="first_calls"),
    path(f"{ASKED}/coverage/estimates/", coverage.estimates, name="estimates"),
    path(f"{ASKED}/coverage/silence/", coverage.silence, name="silence"),
    path(f"{ASKED}/equality/", equality.equality, name="equality"),
    path(
        f"{THEME}/affects/<str:characteristic>/<str:value>/",
        equality.mitigation,
        name="mitigation",
    ),
    path("<slug:system>/people-here/", equality.populations, name="populations"),
    path("k/<str:token>/about-you/", equality.about_you, name="about_you"),
]
