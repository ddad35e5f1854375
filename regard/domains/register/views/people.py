"""People in their own right: who is on the register, what is held of them, and why."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import NewPersonForm, PersonForm
from regard.domains.register.permissions import Permission
from regard.domains.register.queries import PeopleFilter, PersonState
from regard.domains.register.rules.people import KEEP_FOR
from regard.domains.register.types import PersonKind
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.mail import queries as mail

from .persons import crumbs, get_both, held_response, initial_of, read_number, show


@never_cache
@require_GET
def people(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.VIEW_PEOPLE)
    today = timezone.localdate()
    wanted = _filter(request)
    after = read_number(request.GET.get("after", ""))
    counts = queries.count_people(system=found, caller=request.caller, today=today)
    rows, next_after = queries.list_people(
        system=found, caller=request.caller, wanted=wanted, today=today, after=after
    )
    here = reverse("register:people", kwargs={"system": system})
    query = request.GET.copy()
    query.pop("after", None)
    first_url = f"{here}?{query.urlencode()}"
    context = {
        "system": found,
        "section": "register",
        "title": "People in their own right",
        "lede": presenters.people_lede(counts),
        "parts": presenters.list_parts(system=found, caller=request.caller),
        "counts": counts,
        "is_empty": not any(c.active or c.waiting for c in counts),
        "rows": [(person, presenters.person_tag(person, today)) for person in rows],
        "wanted": wanted,
        "is_narrowed": wanted != PeopleFilter(),
        "kinds": list(PersonKind),
        "states": list(PersonState),
        "here": here,
        "next_url": f"{here}?{_with(query, next_after)}" if next_after else None,
        "first_url": first_url if after else None,
        "may_edit": is_allowed(request.caller, Permission.EDIT_PEOPLE, found),
    }
    return render(request, "register/people.jinja", context)


@require_http_methods(["GET", "POST"])
def new_person(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_PEOPLE)
    today = timezone.localdate()
    form = NewPersonForm(
        request.POST or None,
        places=queries.list_places(system=found),
        initial={"agreed_on": today, "keep_until": today + KEEP_FOR, "level": "place"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.add_person(
                system=found,
                said=form.said(),
                agreed_on=form.cleaned_data["agreed_on"],
                keep_until=form.cleaned_data["keep_until"],
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotKeepPerson as refusal:
            show(form, refusal.reasons)
        else:
            messages.success(request, f"{person.name} is on the register.")
            return redirect("register:person", system=system, individual_id=person.pk)
    context = {
        "system": found,
        "section": "register",
        "title": "Add someone who agreed to be asked",
        "crumbs": crumbs(system),
        "form": form,
        "back": reverse("register:people", kwargs={"system": system}),
        "is_new": True,
    }
    return render(request, "register/person_form.jinja", context)


@never_cache
@require_GET
def person(request: Request, system: str, individual_id: int) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.VIEW_PEOPLE)
    whom = queries.get_person(system=found, individual_id=individual_id, caller=request.caller)
    today = timezone.localdate()
    refused = mail.get_refused(address=whom.email)
    context = {
        "system": found,
        "section": "register",
        "title": whom.name,
        "crumbs": crumbs(system),
        "person": whom,
        "state": presenters.person_tag(whom, today),
        "rows": presenters.held_rows(whom),
        "roles": queries.list_roles(individual=whom),
        "speakers": [
            (row, presenters.spoken_words(row))
            for row in queries.list_representatives(individual=whom)
        ],
        "spoken_for": queries.list_spoken_for(individual=whom),
        "messages_sent": [
            (message, presenters.message_words(message))
            for message in queries.list_messages_about(individual=whom)
        ],
        "refused": refused.label if refused else "",
        "may_edit": is_allowed(request.caller, Permission.EDIT_PEOPLE, found),
    }
    return render(request, "register/person.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_person(request: Request, system: str, individual_id: int) -> HttpResponse:
    found, whom = get_both(request, system, individual_id)
    form = PersonForm(
        request.POST or None, places=queries.list_places(system=found), initial=initial_of(whom)
    )
    back = reverse("register:person", args=[system, whom.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(
                person=whom, said=form.said(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotKeepPerson as refusal:
            show(form, refusal.reasons)
        else:
            messages.success(request, f"Saved what we hold about {whom.name}.")
            return redirect(back)
    context = {
        "system": found,
        "section": "register",
        "title": f"Change what we hold about {whom.name}",
        "crumbs": [*crumbs(system), (whom.name, back)],
        "form": form,
        "back": back,
        "is_new": False,
        "keep_until": whom.keep_until,
    }
    return render(request, "register/person_form.jinja", context)


@require_http_methods(["GET", "POST"])
def forget_person(request: Request, system: str, individual_id: int) -> HttpResponse:
    found, whom = get_both(request, system, individual_id)
    back = reverse("register:person", args=[system, whom.pk])
    if request.method == "POST":
        actions.forget_person(person=whom, by=request.caller.by, at=timezone.now())
        messages.success(request, "They are forgotten. Nothing of theirs is on the register.")
        return redirect("register:people", system=system)
    context = {
        "system": found,
        "section": "register",
        "title": f"Forget {whom.name}?",
        "crumbs": [*crumbs(system), (whom.name, back)],
        "person": whom,
        "back": back,
    }
    return render(request, "register/person_forget.jinja", context)


@never_cache
@require_GET
def person_held(request: Request, system: str, individual_id: int) -> HttpResponse:
    """Send all that is held of someone, for whoever asks what is held of them."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.VIEW_PEOPLE)
    whom = queries.get_person(system=found, individual_id=individual_id, caller=request.caller)
    return held_response(whom, f"{system}-person-{whom.pk}.json")


@require_POST
def keep_person(request: Request, system: str, individual_id: int) -> HttpResponse:
    """Keep someone for longer, because they said so."""
    _, whom = get_both(request, system, individual_id)
    until = actions.keep_longer(person=whom, by=request.caller.by, at=timezone.now())
    messages.success(request, f"Kept until {until:%-d %B %Y}.")
    return redirect("register:person", system=system, individual_id=whom.pk)


@require_POST
def send_person_page(request: Request, system: str, individual_id: int) -> HttpResponse:
    """Write to someone with the link to their own page."""
    _, whom = get_both(request, system, individual_id)
    actions.send_own_page(person=whom, by=request.caller.by, at=timezone.now())
    messages.success(request, f"The link is on its way to {whom.email}.")
    return redirect("register:person", system=system, individual_id=whom.pk)


def _filter(request: Request) -> PeopleFilter:
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    return PeopleFilter(
        kind=PersonKind(kind) if kind in set(PersonKind) else None,
        state=PersonState(state) if state in set(PersonState) else None,
        words=request.GET.get("words", "")[:100].replace("\0", "").strip(),
    )


def _with(query: QueryDict, after: int) -> str:
    query["after"] = str(after)
    return query.urlencode()
