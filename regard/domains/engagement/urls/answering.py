from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement import views
from regard.domains.engagement.views import paper

from .prefixes import ANSWER, ASKED

urlpatterns: list[URLPattern | URLResolver] = [
    path("a/", views.type_code, name="type_code"),
    path(f"{ANSWER}/", views.answer, name="answer"),
    path(f"{ANSWER}/<int:number>/", views.answer_question, name="answer_question"),
    path(f"{ANSWER}/<int:number>/save/", views.answer_save, name="answer_save"),
    path(f"{ANSWER}/check/", views.answer_check, name="answer_check"),
    path(f"{ANSWER}/on-paper/", paper.answer_paper, name="answer_paper"),
    path(f"{ANSWER}/not-you/", views.answer_not_you, name="answer_not_you"),
    path("k/<str:token>/", views.receipt, name="receipt"),
    path("k/<str:token>/proof/", views.receipt_proof, name="receipt_proof"),
    path("k/<str:token>/proof.json", views.receipt_proof_file, name="receipt_proof_file"),
    path(f"{ASKED}/answer/", views.answer_on_web, name="answer_on_web"),
]
