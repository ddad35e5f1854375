"""Strategies: read, written, answered and published."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.strategy import views
from regard.domains.strategy.views import marks
from regard.foundation.design.validators import open_to_all

STRATEGY = "<slug:system>/strategy/<slug:slug>"

strategy_urls: list[URLPattern | URLResolver] = [
    path("<slug:system>/strategy/", open_to_all(views.strategies), name="strategies"),
    path("<slug:system>/strategy/new/", views.new_strategy, name="new_strategy"),
    path(f"{STRATEGY}/", open_to_all(views.strategy), name="strategy"),
    path(f"{STRATEGY}/answers/", open_to_all(views.answers), name="answers"),
    path(
        f"{STRATEGY}/data.json",
        open_to_all(views.data_json, mark=marks.mark_of_answers),
        name="data_json",
    ),
    path(
        f"{STRATEGY}/data.csv",
        open_to_all(views.data_csv, mark=marks.mark_of_answers),
        name="data_csv",
    ),
    path(f"{STRATEGY}/passages/<str:ref>/", open_to_all(views.passage), name="passage"),
    path(f"{STRATEGY}/write/", views.write, name="write"),
    path(f"{STRATEGY}/write/about/", views.edit_strategy, name="edit_strategy"),
    path(f"{STRATEGY}/write/new/", views.new_passage, name="new_passage"),
    path(f"{STRATEGY}/write/<str:ref>/", views.edit_passage, name="edit_passage"),
    path(f"{STRATEGY}/write/<str:ref>/move/", views.move_passage, name="move_passage"),
    path(f"{STRATEGY}/write/<str:ref>/remove/", views.remove_passage, name="remove_passage"),
    path(f"{STRATEGY}/outcomes/", views.outcomes, name="outcomes"),
    path(f"{STRATEGY}/outcomes/single/", views.single_points, name="single_points"),
    path(f"{STRATEGY}/outcomes/themes/<int:theme_id>/", views.decide_theme, name="decide_theme"),
    path(f"{STRATEGY}/outcomes/points/<int:point_id>/", views.decide_point, name="decide_point"),
    path(f"{STRATEGY}/publish/", views.publish, name="publish"),
    path(f"{STRATEGY}/replies/", views.replies, name="replies"),
    path(f"{STRATEGY}/replies/again/", views.send_again, name="send_again"),
    path(f"{STRATEGY}/letters/", views.letters, name="letters"),
    path("<slug:system>/trace/<int:point_id>/", open_to_all(views.trace), name="trace"),
    path("r/", views.type_code, name="type_code"),
    path("r/<str:token>/", views.reply, name="reply"),
]
