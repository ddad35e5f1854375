from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import board, calendar, chasing, digests, other_ways, waves

from .prefixes import ANSWER, ASKED

BOARD = "<slug:system>/opportunities"
OPPORTUNITY = f"{BOARD}/<int:opportunity_id>"
WAVES = f"{ASKED}/invitations/waves"
WAVE = f"{WAVES}/<int:wave_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:system>/asked/calendar/", calendar.asks_calendar, name="asks_calendar"),
    path(
        "<slug:system>/asked/calendar/quiet/<int:quiet_id>/remove/",
        calendar.remove_quiet,
        name="remove_quiet",
    ),
    path(f"{WAVES}/", waves.waves_page, name="waves"),
    path(f"{WAVES}/new/", waves.new_wave, name="new_wave"),
    path(f"{WAVE}/", waves.wave, name="wave"),
    path(f"{WAVE}/edit/", waves.edit_wave, name="edit_wave"),
    path(f"{WAVE}/send/", waves.send_wave, name="send_wave"),
    path(f"{WAVE}/remove/", waves.remove_wave, name="remove_wave"),
    path(f"{ASKED}/missing/", chasing.missing, name="missing"),
    path(f"{ASKED}/missing.csv", chasing.missing_csv, name="missing_csv"),
    path(f"{ASKED}/missing/called/", chasing.note_call, name="note_call"),
    path(f"{ASKED}/missing/assign/", chasing.assign_call, name="assign_call"),
    path("<slug:system>/other-ways/", other_ways.other_ways, name="other_ways"),
    path(f"{BOARD}/", board.opportunities, name="opportunities"),
    path(f"{BOARD}.atom", board.opportunities_feed, name="opportunities_feed"),
    path(f"{BOARD}/new/", board.new_opportunity, name="new_opportunity"),
    path(f"{BOARD}/week/", digests.week, name="week"),
    path(f"{BOARD}/week/sent/", digests.digests, name="digests"),
    path(f"{OPPORTUNITY}/", board.edit_opportunity, name="edit_opportunity"),
    path(f"{OPPORTUNITY}/withdraw/", board.withdraw_opportunity, name="withdraw_opportunity"),
    path(f"{ANSWER}/ten-lines/", digests.ten_lines, name="ten_lines"),
    path("mine/ten-lines/", digests.my_digests, name="my_digests"),
    path("mine/ten-lines/<str:token>/stop/", digests.stop_digest, name="stop_digest"),
]
"""Before those of exercises: "calendar" is no exercise's name."""
