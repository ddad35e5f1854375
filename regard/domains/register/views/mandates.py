"""Mandates: who let a network speak for them, and taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.register.actions import mandates as actions
from regard.domains.register.forms.networks import MandateForm, RevokeForm
from regard.domains.register.permissions import Permission
from regard.domains.register.presenters import networks as words
from regard.domains.register.queries import mandates as queries
from regard.foundation.accounts import links
from regard.foundation.accounts.requests import Request, sent

from .networks import address, below, find


@require_GET
def mandate_list(request: Request, system: str, network: str) -> HttpResponse:
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    today = timezone.localdate()
    context = below(request, found, title="Mandates", network=one) | {
        "rows": [words.mandate_row(each, on=today) for each in queries.list_mandates(network=one)],
        "topics": words.topic_rows(queries.list_topics(network=one, on=today)),
    }
    return render(request, "register/mandates.jinja", context)


@require_http_methods(["GET", "POST"])
def new_mandate(request: Request, system: str, network: str, membership_id: int) -> HttpResponse:
    """Write down what a member let the network speak on; the member is told."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    membership = queries.get_membership(network=one, membership_id=membership_id)
    form = MandateForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("given_on"):
            actions.give_mandate(
                membership=membership,
                **form.cleaned_data,
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Written down. The member is told, if we have its email.")
            return redirect(address(found, one, "mandates"))
    context = below(request, found, title="What may the network speak on?", network=one) | {
        "form": form,
        "member": words.member_in_words(membership),
        "back": address(found, one),
    }
    return render(request, "register/mandate_form.jinja", context)


@require_http_methods(["GET", "POST"])
def revoke_mandate(request: Request, system: str, network: str, mandate_id: int) -> HttpResponse:
    """Take a mandate back: by the member, signed in, or written down by the keeper for it."""
    found, one = find(request, system, network)
    mandate = queries.get_mandate(network=one, mandate_id=mandate_id, caller=request.caller)
    form = RevokeForm(sent(request), initial={"revoked_by": request.caller.name})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("revoked_by"):
            actions.revoke_mandate(
                mandate=mandate,
                revoked_by=form.cleaned_data["revoked_by"],
                on=timezone.localdate(),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{one.name} does not speak for it on this any more.")
            return redirect(address(found, one))
    context = below(request, found, title="Take the mandate back?", network=one) | {
        "form": form,
        "row": words.mandate_row(mandate, on=timezone.localdate()),
        "back": address(found, one),
    }
    return render(request, "register/mandate_revoke.jinja", context)


@require_http_methods(["GET", "POST"])
def mandate(request: Request, token: str) -> HttpResponse:
    """Show a member its mandate by a signed link, and take it back at one press."""
    link = links.open_link(token=token, purpose=queries.PURPOSE, at=timezone.now())
    found = queries.get_mandate_of_link(link=link)
    form = RevokeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("revoked_by"):
            found = actions.revoke_mandate(
                mandate=found,
                revoked_by=form.cleaned_data["revoked_by"],
                on=timezone.localdate(),
                by=f"mandate:{found.pk}",
                at=timezone.now(),
            )
            return redirect("register:mandate", token=token)
    context = {
        "title": f"{found.membership.network.name} speaks for you",
        "form": form,
        "row": words.mandate_row(found, on=timezone.localdate()),
    }
    return render(request, "register/mandate.jinja", context)
