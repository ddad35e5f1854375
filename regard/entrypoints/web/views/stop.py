"""Stop being written to, by the link that every email ends with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from regard.foundation.mail import actions, queries
from regard.foundation.mail.models import Message, Purpose, Refused

WRITE_AGAIN = "nothing"
"""What is sent to take the wish back."""


@csrf_exempt  # mail programs post to it by themselves (RFC 8058); the secret is in the address
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Show what can be stopped, and stop it when it is pressed. Looking changes nothing."""
    message = queries.open_stop_link(token=token, at=timezone.now())
    if request.method == "POST":
        _take_down(message, request.POST.get("stop", ""))
        return redirect("mail:stop", token=token)
    refused = queries.get_refused(address=message.to)
    context = {
        "system": None,
        "section": "",
        "title": _title(refused),
        "address": message.to,
        "refused": refused,
        "subject": message.subject,
    }
    return render(request, "web/stop.jinja", context)


def _take_down(message: Message, wish: str) -> None:
    by, at = f"message:{message.pk}", timezone.now()
    if wish == WRITE_AGAIN:
        actions.opt_in(address=message.to, by=by, at=at)
        return
    scope = Refused(wish) if wish in Refused.values else _plainly_meant(message)
    actions.opt_out(address=message.to, scope=scope, how="by the link in an email", by=by, at=at)


def _plainly_meant(message: Message) -> Refused:
    """Return what one press in a mail program stops: messages of the kind that it came in."""
    return Refused.ASKING if message.purpose == Purpose.ASKING else Refused.ALL


def _title(refused: Refused | None) -> str:
    if refused is Refused.ALL:
        return "We do not write to you any more"
    if refused is Refused.ASKING:
        return "We do not email you questions any more"
    return "Which emails should we stop?"
