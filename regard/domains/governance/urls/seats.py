"""Addresses of seats, who holds them, and lots."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.governance.views import holders, lots, seat_forms, seat_sheets, seats

SEATS = "<slug:system>/seats"
SEAT = f"{SEATS}/<int:seat_id>"
HOLDERS = "<slug:system>/holders"
HOLDER = f"{HOLDERS}/<int:holder_id>"
LOTS = "<slug:system>/lots"
LOT = f"{LOTS}/<int:lot_id>"
BODY = "<slug:system>/bodies/<slug:slug>"
LEAVES = f"{SEAT}/appointments/<int:appointment_id>/end/"

seat_urls: list[URLPattern | URLResolver] = [
    path(f"{SEATS}/", seats.seats, name="seats"),
    path(f"{SEATS}.csv", seats.seats_csv, name="seats_csv"),
    path(f"{SEATS}/sheet/", seat_sheets.seat_sheet, name="seat_sheet"),
    path(f"{SEATS}/sheet.csv", seat_sheets.seat_sheet_empty, name="seat_sheet_empty"),
    path(f"{BODY}/seats/", seats.body_seats, name="body_seats"),
    path(f"{BODY}/seats/new/", seat_forms.new_seat, name="new_seat"),
    path(f"{SEAT}/", seats.seat, name="seat"),
    path(f"{SEAT}/edit/", seat_forms.edit_seat, name="edit_seat"),
    path(f"{SEAT}/change/", seat_forms.change_seat, name="change_seat"),
    path(f"{SEAT}/end/", seat_forms.end_seat, name="end_seat"),
    path(f"{SEAT}/appoint/", seat_forms.appoint, name="appoint"),
    path(LEAVES, seat_forms.end_appointment, name="end_appointment"),
    path(f"{HOLDERS}/", holders.holders, name="holders"),
    path(f"{HOLDERS}/new/", holders.new_holder, name="new_holder"),
    path(f"{HOLDER}/", holders.holder, name="holder"),
    path(f"{HOLDER}/edit/", holders.edit_holder, name="edit_holder"),
    path(f"{HOLDER}/works-at/", holders.holder_works_at, name="holder_works_at"),
    path(f"{LOTS}/", lots.lots, name="lots"),
    path(f"{LOTS}/draw.py", lots.lot_script, name="lot_script"),
    path(f"{BODY}/lots/new/", lots.new_lot, name="new_lot"),
    path(f"{LOT}/", lots.lot, name="lot"),
    path(f"{LOT}/pool.json", lots.lot_pool, name="lot_pool"),
    path(f"{LOT}/draw/", lots.draw_lot, name="draw_lot"),
    path(f"{LOT}/drawn/<int:drawn_id>/", lots.answer_lot, name="answer_lot"),
]
