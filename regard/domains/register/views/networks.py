"""Networks: which there are, who belongs to them, and what they say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.register import presenters, queries
from regard.domains.register.actions import networks as actions
from regard.domains.register.forms.networks import DayForm, JoinForm, NetworkForm
from regard.domains.register.permissions import Permission
from regard.domains.register.presenters import networks as words
from regard.domains.register.queries import mandates, networks
from regard.foundation.accounts.requests import Request, read_day, sent
from regard.foundation.authority import is_allowed

if TYPE_CHECKING:
    from regard.domains.register.models import Location, Network, Organisation, System

A_PAGE = 50
"""Members on a page. The rest follow, and words narrow them."""


@require_GET
def network_list(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller)
    rows = networks.list_networks(system=found, on=timezone.localdate())
    kinds = networks.count_by_kind(system=found, on=timezone.localdate())
    context = below(request, found, title="Networks") | {
        "lede": words.networks_lede(rows, kinds) if rows else "",
        "rows": rows,
        "kinds": words.kind_rows(kinds),
        "may_keep": is_allowed(request.caller, Permission.KEEP_ROLL, found),
    }
    return render(request, "register/networks.jinja", context)


@require_GET
def network(request: Request, system: str, network: str) -> HttpResponse:
    found, one = find(request, system, network)
    today = timezone.localdate()
    on = read_day(request, today)
    may_keep = is_allowed(request.caller, Permission.KEEP_ROLL, one)
    rows = networks.list_networks(system=found, on=on)
    row = next(each for each in rows if each.network_id == one.pk)
    kinds = networks.count_by_kind(system=found, on=on, network=one)
    may_view = networks.may_view_members(network=one, caller=request.caller, on=on)
    members = networks.list_members(network=one, on=on) if may_view else []
    context = (
        below(request, found, title=one.name, crumbs=True)
        | {
            "network": one,
            "lede": words.network_lede(row, on=on, today=today),
            "row": row,
            "on": on,
            "is_today": on == today,
            "may_keep": may_keep,
            "may_view_members": may_view,
            "kinds": words.kind_rows(kinds),
            "sizes": networks.count_by_size(system=found, network=one, on=on),
            "topics": words.topic_rows(mandates.list_topics(network=one, on=on)),
        }
        | _members(request.GET, members)
    )
    if may_keep:
        context["reach"] = words.reach_counts(members)
    return render(request, "register/network.jinja", context)


@require_http_methods(["GET", "POST"])
def new_network(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.KEEP_ROLL)
    form = NetworkForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("name"):
            made = actions.add_network(
                facts=form.facts(), systems=[found], by=request.caller.by, at=timezone.now()
            )
            messages.success(request, f"Added {made.name}.")
            return redirect("register:network", system=system, network=made.slug)
    context = below(request, found, title="Add a network", crumbs=True) | {
        "form": form,
        "label": "Add it",
        "back": reverse("register:networks", kwargs={"system": system}),
    }
    return render(request, "register/network_form.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_network(request: Request, system: str, network: str) -> HttpResponse:
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    initial = {name: getattr(one, name) for name in NetworkForm.base_fields}
    form = NetworkForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("name"):
            actions.edit_network(
                network=one, facts=form.facts(), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved.")
            return redirect(address(found, one))
    context = below(request, found, title=f"Change {one.name}", network=one) | {
        "form": form,
        "label": "Save",
        "back": address(found, one),
    }
    return render(request, "register/network_form.jinja", context)


@require_http_methods(["GET", "POST"])
def end_network(request: Request, system: str, network: str) -> HttpResponse:
    """End a network: a day, and a press that says so."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    form = DayForm(sent(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("on"):
            actions.end_network(
                network=one,
                ended_on=form.cleaned_data["on"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{one.name} has ended, with all its mandates.")
            return redirect(address(found, one))
    context = below(request, found, title=f"End {one.name}?", network=one) | {
        "form": form,
        "words": "All its members leave it on that day, and it speaks for nobody from then on.",
        "label": "End the network",
        "back": address(found, one),
    }
    return render(request, "register/network_day.jinja", context)


@require_http_methods(["GET", "POST"])
def join_network(request: Request, system: str, network: str) -> HttpResponse:
    """Find a provider or location by words, and make it a member."""
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    asked = request.GET.get("words", "")[:200].replace("\0", "").strip()
    locations = queries.search_locations(system=found, words=asked, limit=12) if asked else []
    form = JoinForm(sent(request), choices=_choices(locations))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("member"):
            actions.join_network(
                network=one,
                member=_chosen(form.cleaned_data["member"], locations),
                joined_on=form.cleaned_data["joined_on"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "It is a member now.")
            return redirect(address(found, one))
    context = below(request, found, title=f"Who joins {one.name}?", network=one) | {
        "form": form,
        "asked": asked,
        "found_any": bool(locations),
        "here": request.path,
        "back": address(found, one),
    }
    return render(request, "register/network_join.jinja", context)


@require_http_methods(["GET", "POST"])
def leave_network(request: Request, system: str, network: str, membership_id: int) -> HttpResponse:
    found, one = find(request, system, network, to=Permission.KEEP_ROLL)
    membership = mandates.get_membership(network=one, membership_id=membership_id)
    who = words.member_in_words(membership)
    form = DayForm(sent(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals("on"):
            actions.leave_network(
                membership=membership,
                left_on=form.cleaned_data["on"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{who} is no member any more.")
            return redirect(address(found, one))
    context = below(request, found, title="When did it leave?", network=one) | {
        "form": form,
        "words": f"{who} leaves {one.name}. Mandates that it gave end with it.",
        "label": "It has left",
        "back": address(found, one),
    }
    return render(request, "register/network_day.jinja", context)


def find(
    request: Request, system: str, network: str, *, to: Permission | None = None
) -> tuple[System, Network]:
    """
    Return the system and the network at an address, for the caller to see or do `to` with.

    :raises NotFound: if there is none.
    :raises NotAllowed: if they may not do it.
    """
    found = queries.get_system(slug=system, caller=request.caller)
    return found, networks.get_network(system=found, slug=network, caller=request.caller, to=to)


def address(system: System, network: Network, name: str = "network", **more: object) -> str:
    """Return the address of a page of a network, e.g. `address(system, network, "rolls")`."""
    where = {"system": system.slug, "network": network.slug}
    return reverse(f"register:{name}", kwargs=where | more)


def below(
    request: Request,
    system: System,
    *,
    title: str,
    network: Network | None = None,
    crumbs: bool = False,
) -> dict[str, object]:
    """Return what the layout needs for a page of networks, or below one of them."""
    where = {"system": system.slug}
    trail = [("Register", reverse("register:services", kwargs=where))]
    if network is not None or crumbs:
        trail.append(("Networks", reverse("register:networks", kwargs=where)))
    if network is not None:
        trail.append((network.name, address(system, network)))
    return {
        "system": system,
        "section": "register",
        "title": title,
        "crumbs": trail,
        "parts": presenters.list_parts(system=system, caller=request.caller),
        "network": network,
    }


def _members(query: QueryDict, members: list[networks.MemberRow]) -> dict[str, object]:
    """Return a page of the members that the address asks for."""
    asked = query.get("words", "")[:200].replace("\0", "").strip()
    only = query.get("show", "")
    shown = [
        row
        for row in members
        if all(word in _words_of(row) for word in asked.lower().split())
        and (only != "unreachable" or not (row.has_email or row.has_telephone))
    ]
    text = query.get("page", "1")
    number = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    start = (number - 1) * A_PAGE
    return {
        "members": shown[start : start + A_PAGE],
        "how_many": len(shown),
        "asked": asked,
        "which": only,
        "page": number,
        "has_next": len(shown) > start + A_PAGE,
    }


def _words_of(row: networks.MemberRow) -> str:
    return f"{row.location_name} {row.organisation_name} {row.city} {row.postcode}".lower()


def _choices(locations: list[Location]) -> list[tuple[str, str]]:
    providers = {each.organisation_id: each.organisation for each in locations}
    return [
        *(
            (
                f"l{each.pk}",
                ", ".join(filter(None, (each.name, each.city, each.postcode))),
            )
            for each in locations
        ),
        *(
            (f"o{each.pk}", f"{each.name}, with all that it runs")
            for each in sorted(providers.values(), key=lambda one: one.name)
        ),
    ]


def _chosen(value: str, locations: list[Location]) -> Organisation | Location:
    number = int(value[1:])
    if value.startswith("l"):
        return next(each for each in locations if each.pk == number)
    return next(each.organisation for each in locations if each.organisation_id == number)
