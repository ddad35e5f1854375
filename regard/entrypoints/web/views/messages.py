"""Every message that a system has sent, and what became of it."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request
from regard.foundation.design.words import number_words, plural_words
from regard.foundation.mail import actions
from regard.foundation.mail import queries as mail
from regard.foundation.mail.models import Message, State

TAGS = {
    State.WAITING: "part",
    State.SENDING: "part",
    State.SENT: "ok",
    State.FAILED: "gap",
    State.UNSURE: "gap",
    State.HELD: "no",
}
"""The kind of tag that shows each fate."""


@require_safe
def messages(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    counts = mail.count_messages(scope=found, caller=request.caller)
    state = _chosen(request)
    page = mail.list_messages(
        scope=found, caller=request.caller, state=state, after=_number(request.GET.get("after"))
    )
    address = reverse("mail:messages", kwargs={"system": found.slug})
    query = f"fate={state}&" if state else ""
    context = {
        "system": found,
        "section": "messages",
        "title": "Messages we sent, and what became of them",
        "lede": _lede(counts),
        "choices": _choices(address, counts, state),
        "rows": [
            (message, State(message.state), TAGS[State(message.state)], _is_for_us(message))
            for message in page.messages
        ],
        "next_url": f"{address}?{query}after={page.after}" if page.after else None,
        "first_url": f"{address}?{query}".rstrip("?&") if "after" in request.GET else None,
    }
    return render(request, "web/messages.jinja", context)


@require_POST
def again(request: Request, system: str, message_id: int) -> HttpResponse:
    """Let an invitation that did not go wait to be sent again."""
    found = register.get_system(slug=system, caller=request.caller)
    message = mail.get_message(scope=found, message_id=message_id, caller=request.caller)
    actions.put_back(message=message, by=request.caller.by, at=timezone.now())
    words = "It waits again. It goes out when the invitations to its question are next sent."
    flash.success(request, words)
    return redirect("mail:messages", system=found.slug)


def _is_for_us(message: Message) -> bool:
    """Return whether it can be put back here. A strategy sees to its replies by itself."""
    did_not_go = message.state in {State.FAILED, State.UNSURE, State.HELD}
    return did_not_go and message.about.startswith("engagement.")


def _chosen(request: Request) -> State | None:
    given = request.GET.get("fate", "")
    return State(given) if given in State.values else None


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isdecimal() and len(given) <= 18 else None


def _lede(counts: dict[State, int]) -> str:
    total = sum(counts.values())
    if not total:
        return "No message has been written yet."
    waiting = counts[State.WAITING] + counts[State.SENDING]
    if counts[State.SENT] == total:
        return f"All {plural_words(total, 'message')} were sent." if total > 1 else "It was sent."
    words = f"{number_words(counts[State.SENT])} of {plural_words(total, 'message')} were sent."
    if waiting:
        words += f" {number_words(waiting)} wait."
    if counts[State.FAILED]:
        words += f" {number_words(counts[State.FAILED])} were refused by the mail server."
    if counts[State.UNSURE]:
        words += f" Of {number_words(counts[State.UNSURE])} we cannot tell."
    if counts[State.HELD]:
        words += f" {number_words(counts[State.HELD])} were not sent: they asked us not to write."
    return words


def _choices(
    address: str, counts: dict[State, int], chosen: State | None
) -> list[tuple[str, str, bool]]:
    shown = [("All", address, chosen is None)]
    return shown + [
        (f"{state.label} ({number_words(count)})", f"{address}?fate={state}", state is chosen)
        for state, count in counts.items()
        if count or state is chosen
    ]
