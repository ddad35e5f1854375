"""Where a question on a draft is answered: on the draft itself, passage by passage."""

from __future__ import annotations

from django.urls import reverse

from regard.domains.strategy.queries.commenting import asks_for_comments


def comment_url(question_id: int, token: str) -> str | None:
    """Return where a question is answered behind a link; None if it asks for no comments."""
    if not asks_for_comments(question_id=question_id):
        return None
    return reverse("strategy:comment", kwargs={"token": token})
