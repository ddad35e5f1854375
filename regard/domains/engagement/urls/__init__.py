"""Every address of engagement."""

from django.urls import URLPattern, URLResolver

from . import (
    answering,
    arrivals,
    blind,
    campaigns,
    care,
    collective,
    contributions,
    coverage,
    deliberation,
    exercises,
    information,
    invitations,
    inviting,
    keying,
    planning,
    pulses,
    questions,
    seeing,
    themes,
)

app_name = "engagement"

urlpatterns: list[URLPattern | URLResolver] = [
    *answering.urlpatterns,
    *inviting.urlpatterns,
    *arrivals.urlpatterns,
    *exercises.urlpatterns,
    *planning.urlpatterns,
    *questions.urlpatterns,
    *information.urlpatterns,
    *invitations.urlpatterns,
    *contributions.urlpatterns,
    *keying.urlpatterns,
    *care.urlpatterns,
    *collective.urlpatterns,
    *coverage.urlpatterns,
    *deliberation.urlpatterns,
    *themes.urlpatterns,
    *blind.urlpatterns,
    *seeing.urlpatterns,
    *pulses.urlpatterns,
    *campaigns.urlpatterns,
]
