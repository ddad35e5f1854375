"""Every address of engagement."""

from django.urls import URLPattern, URLResolver, path

from . import views
from .views import coverage, sorting, theme, themes

app_name = "engagement"

ASKED = "<slug:system>/asked/<slug:slug>"
SAID = "<slug:system>/said/<slug:slug>"
THEME = f"{SAID}/themes/<int:theme_id>"

INVITATION = f"{ASKED}/invitations/<int:invitation_id>"
LOADED = f"{ASKED}/load/<int:answers_file_id>"
QUESTION = f"{ASKED}/questions/<int:question_id>"
ANSWER = "a/<str:token>"

exercise_urls: list[URLPattern | URLResolver] = [
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

invitation_urls: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/invitations/", views.invitations, name="invitations"),
    path(f"{ASKED}/invitations/send/", views.send_invitations, name="send_invitations"),
    path(f"{ASKED}/invitations/remind/", views.send_reminders, name="send_reminders"),
    path(f"{INVITATION}/renew/", views.renew_link, name="renew_link"),
    path(f"{INVITATION}/revoke/", views.revoke_link, name="revoke_link"),
    path(f"{ASKED}/letters/", views.letters, name="letters"),
]

answer_urls: list[URLPattern | URLResolver] = [
    path("a/", views.type_code, name="type_code"),
    path(f"{ANSWER}/", views.answer, name="answer"),
    path(f"{ANSWER}/<int:number>/", views.answer_question, name="answer_question"),
    path(f"{ANSWER}/<int:number>/save/", views.answer_save, name="answer_save"),
    path(f"{ANSWER}/check/", views.answer_check, name="answer_check"),
    path(f"{ANSWER}/not-you/", views.answer_not_you, name="answer_not_you"),
    path("k/<str:token>/", views.receipt, name="receipt"),
    path(f"{ASKED}/answer/", views.answer_on_web, name="answer_on_web"),
]

contribution_urls: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/enter/", views.enter, name="enter"),
    path(f"{ASKED}/load/", views.load, name="load"),
    path(f"{ASKED}/load/template.csv", views.load_template, name="load_template"),
    path(f"{LOADED}/", views.load_columns, name="load_columns"),
    path(f"{LOADED}/result/", views.load_result, name="load_result"),
    path(f"{LOADED}/refused.csv", views.load_refused, name="load_refused"),
    path(f"{ASKED}/contributions/", views.contributions, name="contributions"),
    path(f"{ASKED}/contributions/<str:receipt>/", views.contribution, name="contribution"),
    path(f"{ASKED}/contributions/<str:receipt>/original/", views.original, name="original"),
]

coverage_urls: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/coverage/", coverage.coverage, name="coverage"),
    path(f"{ASKED}/coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path(f"{ASKED}/missing/", coverage.missing, name="missing"),
    path(f"{ASKED}/missing.csv", coverage.missing_csv, name="missing_csv"),
]

theme_urls: list[URLPattern | URLResolver] = [
    path("<slug:system>/said/", themes.said, name="said"),
    path(f"{SAID}/", themes.themes, name="themes"),
    path(f"{SAID}/propose/", themes.propose, name="propose_themes"),
    path(f"{SAID}/alone/", sorting.alone, name="alone"),
    path(f"{SAID}/unsure/", sorting.unsure, name="unsure"),
    path(f"{THEME}/", theme.theme, name="theme"),
    path(f"{THEME}/rename/", theme.rename, name="rename_theme"),
    path(f"{THEME}/merge/", theme.merge, name="merge_theme"),
    path(f"{THEME}/sign-off/", theme.sign_off, name="sign_off_theme"),
    path(f"{THEME}/take-back/", theme.take_back, name="take_back_sign_off"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *answer_urls,
    *exercise_urls,
    *invitation_urls,
    *contribution_urls,
    *coverage_urls,
    *theme_urls,
]
