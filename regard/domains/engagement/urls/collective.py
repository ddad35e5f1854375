from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import collective, keep_line, member_part, speaking_members

from .prefixes import ASKED

SPEECH = f"{ASKED}/for-members/<slug:network>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("p/<str:token>/", member_part.member_part, name="member_part"),
    path(f"{ASKED}/for-members/", collective.speaking, name="speaking"),
    path(f"{SPEECH}/", collective.speak_for, name="speak_for"),
    path(f"{SPEECH}/members/", speaking_members.speak_for_members, name="speak_for_members"),
    path(f"{SPEECH}/check/", collective.speak_for_check, name="speak_for_check"),
    path(f"{SPEECH}/drop/", collective.drop, name="drop_speech"),
    path("<slug:system>/minutes/lines/<int:line_id>/keep/", keep_line.keep_line, name="keep_line"),
]
