"""One theme: all that is in it, and deciding on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement import actions, presenters, queries
from regard.domains.engagement.forms import MergeForm, RenameForm
from regard.domains.engagement.forms.changes import ask_why, read_why
from regard.domains.engagement.presenters.history import versions_of
from regard.domains.engagement.presenters.stances import (
    read_stance,
    stance_choices,
    stance_lede,
)
from regard.domains.engagement.queries.marked import SAID, read_mark
from regard.domains.engagement.queries.tallies import IN_A_THEME_FROM
from regard.domains.engagement.rules.nesting import parts_of
from regard.foundation.accounts.requests import Request, sent

from .finding import address
from .reading import find_said, find_to_decide, may_decide, under_theme, under_themes
from .sorting_acts import sort, sort_form

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise, Theme
    from regard.domains.engagement.queries.marked import Mark
    from regard.domains.engagement.types import ThemeRow

POINTS_ON_A_PAGE = 20


@require_http_methods(["GET", "POST"])
def theme(request: Request, system: str, slug: str, theme_id: int) -> HttpResponse:
    """Show all that is in a theme; and let those who may put points elsewhere."""
    exercise = find_said(request, system, slug)
    found = queries.get_theme(exercise=exercise, theme_id=theme_id)
    if found.merged_into_id is not None:
        return redirect(address("theme", exercise, theme_id=found.merged_into_id))
    versions = queries.list_versions(theme=found)
    mark = read_mark(exercise=exercise, of={*SAID, *IN_A_THEME_FROM})
    rows = queries.list_themes(exercise=exercise, mark=mark)
    [row] = [row for row in rows if row.theme_id == found.pk]
    others = [other for other in rows if other is not row]
    form = sort_form(request, themes=others, place="theme")
    if versions:
        ask_why(form)
        form.fields["because"].required = False  # it is asked of a split only
        form.fields["because"].label = "Why does it change, if you split it?"
    if request.method == "POST":
        find_to_decide(request, system, slug)
        done = sort(request, form, exercise=exercise, theme=found)
        if done:
            messages.success(request, done)
            return redirect(request.get_full_path())
    context = _context(request, exercise, found, row=row, mark=mark) | {
        "form": form,
        "parts": parts_of(rows).get(found.pk, []),
        "whole": next((each for each in rows if each.theme_id == found.parent_id), None),
        "versions": versions_of(versions, names_people=_sees_who(request, exercise)),
        "again": queries.count_again(theme=found),
    }
    return render(request, "engagement/theme.jinja", context)


@require_http_methods(["GET", "POST"])
def rename(request: Request, system: str, slug: str, theme_id: int) -> HttpResponse:
    exercise = find_to_decide(request, system, slug)
    found = queries.get_theme(exercise=exercise, theme_id=theme_id)
    form = RenameForm(sent(request), initial={"title": found.title, "summary": found.summary})
    if queries.list_versions(theme=found):
        ask_why(form)
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_theme(
                theme=found,
                title=form.cleaned_data["title"],
                summary=form.cleaned_data["summary"],
                change=read_why(form),
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotEditThemes as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The theme has its new name.")
            return redirect(address("theme", exercise, theme_id=found.pk))
    context = under_theme(found, exercise, title="What should this theme be called?") | {
        "form": form,
        "back": address("theme", exercise, theme_id=found.pk),
    }
    return render(request, "engagement/theme_rename.jinja", context)


@require_http_methods(["GET", "POST"])
def merge(request: Request, system: str, slug: str, theme_id: int) -> HttpResponse:
    exercise = find_to_decide(request, system, slug)
    found = queries.get_theme(exercise=exercise, theme_id=theme_id)
    others = [row for row in queries.list_themes(exercise=exercise) if row.theme_id != found.pk]
    form = MergeForm(sent(request), others=others)
    if queries.list_versions(theme=found):
        ask_why(form)
    if request.method == "POST" and form.is_valid():
        themes = [
            queries.get_theme(exercise=exercise, theme_id=int(each))
            for each in form.cleaned_data["themes"]
        ]
        try:
            actions.merge_themes(
                into=found,
                themes=themes,
                change=read_why(form),
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotEditThemes as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The themes are one now. Read it, and sign it off again.")
            return redirect(address("theme", exercise, theme_id=found.pk))
    context = under_theme(found, exercise, title=f"Merge into “{found.title}”") | {
        "form": form,
        "others": others,
        "back": address("theme", exercise, theme_id=found.pk),
    }
    return render(request, "engagement/theme_merge.jinja", context)


@require_POST
def sign_off(request: Request, system: str, slug: str, theme_id: int) -> HttpResponse:
    exercise = find_to_decide(request, system, slug)
    found = queries.get_theme(exercise=exercise, theme_id=theme_id)
    actions.sign_off_theme(theme=found, by=request.caller.by, at=timezone.now())
    messages.success(request, f"“{found.title}” is signed off.")
    return redirect(address("themes", exercise))


@require_POST
def take_back(request: Request, system: str, slug: str, theme_id: int) -> HttpResponse:
    exercise = find_to_decide(request, system, slug)
    found = queries.get_theme(exercise=exercise, theme_id=theme_id)
    actions.take_back_sign_off(theme=found, by=request.caller.by, at=timezone.now())
    messages.success(request, "The sign-off is taken back. The theme’s history keeps it.")
    return redirect(address("theme", exercise, theme_id=found.pk))


def _sees_who(request: Request, exercise: Exercise) -> bool:
    return queries.may_see_who(exercise=exercise, caller=request.caller)


def _context(
    request: Request, exercise: Exercise, found: Theme, *, row: ThemeRow, mark: Mark
) -> dict[str, object]:
    shows_who = _sees_who(request, exercise)
    after = presenters.number_or_none(request.GET.get("after", ""))
    stance = read_stance(request.GET.get("stance", ""))
    points = queries.list_points(
        exercise=exercise,
        theme_id=found.pk,
        stance=stance,
        after=after,
        limit=POINTS_ON_A_PAGE + 1,
        shows_who=shows_who,
    )
    on = f"&stance={stance}" if stance else ""
    by_type, by_place = queries.count_organisations(theme=found, mark=mark)
    names = queries.list_names(bys=[row.signed_off_by]) if shows_who else {}
    return under_themes(exercise, title=found.title) | {
        "theme": found,
        "row": row,
        "tag": presenters.theme_tag(row, names=names),
        "campaign": presenters.campaign_words(row),
        "fate": queries.list_fates(exercise=exercise, theme_ids=[found.pk]).get(found.pk),
        "quotes": presenters.quotes_of(
            points[:POINTS_ON_A_PAGE],
            copies=queries.count_arguments(theme=found, mark=mark),
            theme_id=found.pk,
        ),
        "stance_lede": stance_lede(row),
        "stance_choices": stance_choices(row, stance=stance or ""),
        "next_url": f"?after={points[POINTS_ON_A_PAGE - 1].point_id}{on}"
        if len(points) > POINTS_ON_A_PAGE
        else None,
        "first_url": address("theme", exercise, theme_id=found.pk) if after else None,
        "by_type": by_type,
        "by_place": by_place,
        "history": presenters.history(queries.list_history(theme=found), names_people=shows_who),
        "may_decide": may_decide(request, exercise),
    }
