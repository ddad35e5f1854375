from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import (
    collective,
    keep_line,
    member_letters,
    member_part,
    speaking_members,
    stand_sheets,
)

from .prefixes import ASKED

SPEECH = f"{ASKED}/for-members/<slug:network>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("p/<str:token>/", member_part.member_part, name="member_part"),
    path(f"{ASKED}/for-members/", collective.speaking, name="speaking"),
    path(f"{SPEECH}/", collective.speak_for, name="speak_for"),
    path(f"{SPEECH}/members/", speaking_members.speak_for_members, name="speak_for_members"),
    path(f"{SPEECH}/members/sheet/", stand_sheets.stand_sheet, name="stand_sheet"),
    path(f"{SPEECH}/members/list/", stand_sheets.members_list, name="members_list"),
    path(f"{SPEECH}/letters/", member_letters.member_letters, name="member_letters"),
    path(
        f"{SPEECH}/letters/all.pdf", member_letters.member_letters_pdf, name="member_letters_pdf"
    ),
    path(
        f"{SPEECH}/letters/all.csv", member_letters.member_letters_csv, name="member_letters_csv"
    ),
    path(f"{SPEECH}/check/", collective.speak_for_check, name="speak_for_check"),
    path(f"{SPEECH}/drop/", collective.drop, name="drop_speech"),
    path("<slug:system>/minutes/lines/<int:line_id>/keep/", keep_line.keep_line, name="keep_line"),
]
