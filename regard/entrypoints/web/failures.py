"""
One page for each kind of failure: what happened, in plain words, and what to do next.

A program that asks for JSON gets the same words as JSON.
"""

import uuid
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse


@dataclass(frozen=True)
class Failure:
    """
    A kind of failure, as its page tells of it.

    Attributes:
        title: what happened, as the page's heading.
        words: what it means and what to do, a paragraph each.
        label, url: the one thing to do next.
    """

    status: int
    title: str
    words: tuple[str, ...]
    label: str = "Go to the first page"
    url: str = "/"


BAD_REQUEST = Failure(
    400,
    "We could not read what was sent",
    (
        "Part of the address or of the form was damaged on its way to us. Nothing was changed.",
        "Go back, load the page again and try once more.",
    ),
)
FORGED = Failure(
    403,
    "The page was open for too long",
    (
        "For your safety a form works only for a while. Nothing was changed.",
        "Go back, load the page again and send it once more.",
        "If that does not help, allow cookies for this site.",
    ),
)
NOT_ALLOWED = Failure(
    403,
    "You may not do this",
    ("Your account does not allow it. If it should, ask whoever leads for your partnership.",),
)
NOT_FOUND = Failure(
    404,
    "There is nothing at this address",
    (
        "The address may have been copied only in part, or the page may have moved.",
        "If you followed a link on one of our pages, that is our mistake.",
    ),
)
WRONG_METHOD = Failure(
    405,
    "This page cannot be opened that way",
    ("It is part of a form. Go to the page the form is on, and press its button.",),
)
REFUSED = Failure(409, "That cannot be done now", ())
GONE = Failure(
    410,
    "This link no longer works",
    ("If you still need it, ask whoever sent it to you for a new one.",),
)
TOO_LARGE = Failure(
    413,
    "That is too much to send at once",
    (
        "We take up to 5 MB of typed words, and files as each form says. Nothing was kept.",
        "Go back and send less, or split it into parts.",
    ),
)
TOO_MANY = Failure(
    429,
    "Too many tries in a short time",
    (
        "We slow down anything that is tried very often, to keep guessers out. Nothing was lost.",
        "Wait a minute, go back and try again.",
    ),
)
OURS = Failure(
    500,
    "Something of ours went wrong",
    (
        "It is not your doing. What you asked for just now was not done, or not wholly.",
        "Try again in a few minutes.",
        "If it happens again, tell whoever runs this site the reference.",
    ),
)
AWAY = Failure(
    503,
    "We are away for a moment",
    (
        "Our records cannot be reached just now. Nothing you sent before was lost.",
        "Try again in a minute.",
    ),
    label="Try again",
    url="",
)


def new_reference() -> str:
    """Return what a person can read out and a log can be searched for."""
    return uuid.uuid4().hex[:8]


def show(
    request: HttpRequest, failure: Failure, *, message: str = "", reference: str = ""
) -> HttpResponse:
    """
    Return the page for a failure.

    :param message: what was refused, in words fit to show; it stands before the failure's own.
    :param reference: given where our own part failed. Such a page is made without asking who
        is signed in, since whatever failed might be needed to find out.
    """
    if message:
        failure = replace(failure, words=(_sentence(message), *failure.words))
    if wants_json(request):
        body = {"problem": failure.title, "words": list(failure.words), "reference": reference}
        return JsonResponse(body, status=failure.status)
    context = {
        "title": failure.title,
        "failure": failure,
        "reference": reference,
        "again": request.get_full_path(),
        "footer_links": [("Accessibility", reverse("web:accessibility"))],
    }
    page = render_to_string("web/failure.jinja", context, None if reference else request)
    return HttpResponse(page, status=failure.status)


def wants_json(request: HttpRequest) -> bool:
    """Return whether whoever asks would rather have JSON than a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
