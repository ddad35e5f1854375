from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import formats, handing_over, paper, results
from regard.domains.engagement.views.questions import new_question

from .prefixes import ANSWER, ASKED

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/questions/new/", new_question, name="new_question"),
    path(f"{ASKED}/formats/", formats.formats, name="formats"),
    path(f"{ASKED}/formats/<int:format_id>/", formats.format_page, name="format"),
    path(f"{ASKED}/formats/<int:format_id>/file/", formats.format_file, name="format_file"),
    path(f"{ASKED}/formats/<int:format_id>/remove/", formats.remove_format, name="remove_format"),
    path(f"{ASKED}/on-paper/", paper.paper_form, name="paper_form"),
    path(f"{ASKED}/results/", results.results, name="results"),
    path(f"{ASKED}/results.csv", results.results_csv, name="results_csv"),
    path(
        f"{ASKED}/contributions/<str:receipt>/files/<int:answered_id>/",
        results.answer_file,
        name="answer_file",
    ),
    path(f"{ANSWER}/pass-on/", handing_over.pass_on, name="pass_on"),
    path(
        f"{ANSWER}/pass-on/<int:hand_over_id>/take-back/",
        handing_over.take_back_hand_over,
        name="take_back_hand_over",
    ),
    path(
        f"{ANSWER}/<int:number>/use/<int:answer_id>/",
        handing_over.use_told_before,
        name="use_told_before",
    ),
]
