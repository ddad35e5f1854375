from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import opinions, statements, talks, voting

from .prefixes import ANSWER, ASKED

TALK = "<slug:system>/talk/<slug:slug>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:system>/talk/", talks.conversations, name="conversations"),
    path(f"{ASKED}/talk/", talks.exercise_conversations, name="exercise_conversations"),
    path("<slug:system>/talk/new/", talks.new_conversation, name="new_conversation"),
    path(f"{TALK}/", voting.conversation, name="conversation"),
    path(f"{TALK}/vote/", voting.vote, name="vote"),
    path(f"{TALK}/take-back/", voting.take_vote_back, name="take_vote_back"),
    path(f"{TALK}/say/", statements.say, name="say"),
    path(f"{TALK}/say/hints/", statements.say_hints, name="say_hints"),
    path(f"{TALK}/found/", opinions.opinions, name="opinions"),
    path(f"{TALK}/statements/", opinions.statements, name="statements"),
    path(f"{TALK}/votes.csv", opinions.votes_csv, name="votes_csv"),
    path(f"{TALK}/comments.csv", opinions.statements_csv, name="statements_csv"),
    path(f"{TALK}/edit/", talks.edit_conversation, name="edit_conversation"),
    path(f"{TALK}/open/", talks.open_conversation, name="open_conversation"),
    path(f"{TALK}/close/", talks.close_conversation, name="close_conversation"),
    path(f"{TALK}/add/", statements.add_statements, name="add_statements"),
    path(f"{TALK}/read/", statements.read_statements, name="read_statements"),
    path(f"{ANSWER}/talk/<slug:slug>/", voting.talk_by_link, name="talk_by_link"),
]
