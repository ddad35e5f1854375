"""Signing in by a code sent to an email address, with the library's steps and our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from typing_extensions import override

from regard.foundation.authority import EVERYWHERE
from regard.foundation.base.errors import Refusal
from regard.foundation.mail import actions as mail
from regard.foundation.mail.actions import Draft
from regard.foundation.mail.models import Purpose, State

CODE = "(your code)"
"""Stands in the message that is kept, where the one that is sent has the code."""

SUBJECTS = {
    "account/email/login_code": "Your code to sign in to Regard",
    "account/email/unknown_account": "Somebody tried to sign in to Regard as you",
}


class CannotSend(Refusal):
    """The mail server did not take it, whether there is an account or not."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """How the sign-in library meets our people and our mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask whoever leads for your partnership.",
        "incorrect_code": "That is not the code we sent. Check it and type it again",
        "rate_limited": "Too many tries in a short time. Wait a minute and try again.",
        "too_many_login_attempts": "Too many tries. Wait a minute, then ask for a new code.",
    }

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    @override
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """
        Send a sign-in code, or word that there is no account, and keep all but the code.

        An address without an account gets a message too: the page answers the same, and as
        quickly, so that nobody learns from it who has an account. That word can be refused, and
        the page says the same; a code never is, as without it nobody could come back.

        :raises CannotSend: if the mail server did not take it.
        """
        body = render_to_string(f"{template_prefix}.txt", {"code": CODE})
        draft = Draft(
            to=email,
            subject=SUBJECTS[template_prefix],
            body=body,
            about=template_prefix,
            purpose=Purpose.ACCESS if "code" in context else Purpose.ANSWERING,
        )
        with transaction.atomic():
            (message,) = mail.post([draft], scope_key=EVERYWHERE)
        fill = {CODE: str(context["code"])} if "code" in context else {}
        fate = mail.deliver(message.pk, at=timezone.now(), fill=fill)
        if fate not in {State.SENT, State.HELD}:
            raise CannotSend("We could not send the message just now. Try again in a few minutes.")

    @override
    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show what went wrong, and that somebody signed out. The page shows the rest itself."""
        if message_template == "account/messages/logged_out.txt":
            message = "You have signed out."
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)
