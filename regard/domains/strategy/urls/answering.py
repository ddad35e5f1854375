"""Outcomes read twice, what comes late, and replies by every way."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views

STRATEGY = "<slug:system>/strategy/<slug:slug>"

answering_urls: list[URLPattern | URLResolver] = [
    path(f"{STRATEGY}/late/", views.late, name="late"),
    path(f"{STRATEGY}/late/reply/", views.reply_late, name="reply_late"),
    path(f"{STRATEGY}/late/points/<int:point_id>/", views.answer_again, name="answer_again"),
    path(f"{STRATEGY}/letters/letters.csv", views.letters_csv, name="letters_csv"),
    path(f"{STRATEGY}/letters/letters.pdf", views.letters_pdf, name="letters_pdf"),
    path(f"{STRATEGY}/notes/", views.notes, name="notes"),
    path(f"{STRATEGY}/notes/note.pdf", views.note_pdf, name="note_pdf"),
    path(f"{STRATEGY}/replies/figures/", views.figures, name="figures"),
    path(f"{STRATEGY}/outcomes/second/", views.second_reading, name="second_reading"),
    path(f"{STRATEGY}/outcomes/second/alone/", views.sole_reading, name="sole_reading"),
    path(f"{STRATEGY}/outcomes/take-back/", views.take_back_outcome, name="take_back_outcome"),
    path(
        f"{STRATEGY}/outcomes/themes/<int:theme_id>/points/",
        views.theme_points,
        name="theme_points",
    ),
]
