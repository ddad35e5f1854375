from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import moderation, triage

from .prefixes import ASKED

ANSWERED = f"{ASKED}/contributions/<str:receipt>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:system>/at-risk/", triage.triage, name="triage"),
    path("<slug:system>/at-risk/<int:concern_id>/", triage.concern, name="concern"),
    path(f"{ANSWERED}/readers/", moderation.moderate, name="moderate"),
    path(
        f"{ANSWERED}/readers/<int:redaction_id>/put-back/",
        moderation.put_back_words,
        name="put_back_words",
    ),
    path(f"{ANSWERED}/readers/original/", moderation.read_original, name="read_original"),
]
