from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import pulses, rating

PULSES = "<slug:system>/pulses"
PULSE = f"{PULSES}/<slug:pulse>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{PULSES}/", pulses.pulses, name="pulses"),
    path(
        f"{PULSES}/new/<slug:direction>/",
        pulses.new_pulse,
        name="new_pulse",
    ),
    path(f"{PULSE}/", pulses.pulse, name="pulse"),
    path(f"{PULSE}.csv", pulses.pulse_csv, name="pulse_csv"),
    path(f"{PULSE}/edit/", pulses.edit_pulse, name="edit_pulse"),
    path(f"{PULSE}/end/", pulses.end_pulse, name="end_pulse"),
    path(f"{PULSE}/ask-now/", pulses.begin_wave, name="begin_pulse"),
    path(f"{PULSE}/other-side/", pulses.mirror_pulse, name="mirror_pulse"),
    path(f"{PULSE}/people/", rating.raters, name="raters"),
    path(f"{PULSE}/people/<int:rater_id>/remove/", rating.remove_rater, name="remove_rater"),
    path("u/<str:token>/", rating.rate, name="rate"),
]
