from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement import views

from .prefixes import ASKED, QUESTION

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:system>/asked/", views.exercises, name="exercises"),
    path("<slug:system>/asked/new/", views.new_exercise, name="new_exercise"),
    path(f"{ASKED}/", views.exercise, name="exercise"),
    path(f"{ASKED}/edit/", views.edit_exercise, name="edit_exercise"),
    path(f"{ASKED}/audience/", views.audience, name="audience"),
    path(f"{ASKED}/open/", views.open_exercise, name="open_exercise"),
    path(f"{ASKED}/close/", views.close_exercise, name="close_exercise"),
    path(f"{ASKED}/questions/", views.questions, name="questions"),
    path(f"{QUESTION}/", views.edit_question, name="edit_question"),
    path(f"{QUESTION}/remove/", views.remove_question, name="remove_question"),
    path(f"{QUESTION}/up/", views.move_question_up, name="move_question_up"),
]
