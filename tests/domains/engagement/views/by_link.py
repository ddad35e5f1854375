"""Answering by a signed link: its addresses, its fields, and all of it at once."""

from datetime import UTC, datetime

from django.urls import reverse

from regard.domains.engagement.models import Question
from regard.foundation.accounts import links

EXPIRES = datetime(2027, 5, 29, tzinfo=UTC)


def token_of(invitation, **more):
    given = {"purpose": "engagement.answer", "expires_at": EXPIRES} | more
    return links.token(links.issue(subject_id=invitation.pk, **given))


def url(name, token, *more):
    return reverse(f"engagement:{name}", args=[token, *more])


def name(position):
    return f"q{Question.objects.get(position=position).pk}"


def answer_all(phone, token):
    words = "Pay for travel between calls, please."
    phone.post(url("answer_question", token, 1), {name(1): words, "visibility": "named"})
    phone.post(url("answer_question", token, 2), {name(2): "Worse"})
