"""The addresses of networks, mandates and rolls."""

from django.urls import URLPattern, URLResolver, path

from . import mandates, networks, rolls

NETWORKS = "<slug:system>/register/networks"
NETWORK = f"{NETWORKS}/<slug:network>"
ROLL = f"{NETWORK}/rolls/<int:roll_id>"
LINE = f"{ROLL}/lines/<int:entry_id>"

network_urls: list[URLPattern | URLResolver] = [
    path("m/<str:token>/", mandates.mandate, name="mandate"),
    path(f"{NETWORKS}/", networks.network_list, name="networks"),
    path(f"{NETWORKS}/new/", networks.new_network, name="new_network"),
    path(f"{NETWORK}/", networks.network, name="network"),
    path(f"{NETWORK}/edit/", networks.edit_network, name="edit_network"),
    path(f"{NETWORK}/end/", networks.end_network, name="end_network"),
    path(f"{NETWORK}/join/", networks.join_network, name="join_network"),
    path(
        f"{NETWORK}/members/<int:membership_id>/leave/",
        networks.leave_network,
        name="leave_network",
    ),
    path(
        f"{NETWORK}/members/<int:membership_id>/mandate/",
        mandates.new_mandate,
        name="new_mandate",
    ),
    path(f"{NETWORK}/mandates/", mandates.mandate_list, name="mandates"),
    path(
        f"{NETWORK}/mandates/<int:mandate_id>/revoke/",
        mandates.revoke_mandate,
        name="revoke_mandate",
    ),
    path(f"{NETWORK}/rolls/", rolls.roll_list, name="rolls"),
    path(f"{ROLL}/", rolls.roll, name="roll"),
    path(f"{ROLL}/columns/", rolls.roll_columns, name="roll_columns"),
    path(f"{ROLL}/lines.csv", rolls.roll_csv, name="roll_csv"),
    path(f"{ROLL}/finish/", rolls.finish_roll, name="finish_roll"),
    path(f"{LINE}/", rolls.roll_line, name="roll_line"),
    path(f"{LINE}/new/", rolls.roll_line_new, name="roll_line_new"),
    path(f"{LINE}/undo/", rolls.undo_roll_line, name="undo_roll_line"),
]
