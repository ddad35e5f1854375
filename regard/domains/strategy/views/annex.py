"""The annex of a plan: as a page, a PDF and a Word document; and the boards' opinions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.actions import Given
from regard.domains.strategy.forms.opinions import OpinionForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.annex import account_words, annex_blocks, annex_lede
from regard.domains.strategy.types import StrategyStage
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound
from regard.foundation.documents import render_docx, render_pdf

from .asked import get_both

KINDS = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (
        render_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}

ACCOUNT = {True: "yes", False: "no", None: "unsaid"}


@require_GET
def annex(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug)
    queries.check_reader(strategy=found, caller=request.caller)
    whole = queries.get_annex(strategy=found)
    return render(
        request,
        "strategy/annex.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "Who was consulted, and what came of it",
            "lede": annex_lede(whole),
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "annex": whole,
            "account_words": account_words,
            "is_draft": found.stage == StrategyStage.DRAFT,
            "may_write": queries.get_rights(strategy=found, caller=request.caller).write,
        },
    )


@require_GET
def annex_file(request: Request, system: str, slug: str, kind: str) -> HttpResponse:
    _, found = get_both(request, system, slug)
    queries.check_reader(strategy=found, caller=request.caller)
    if kind not in KINDS:
        raise NotFound("There is no file of this kind")
    make, content_type = KINDS[kind]
    blocks = annex_blocks(found, queries.get_annex(strategy=found))
    made = make(title=f"Annex to {found.title}", blocks=blocks, at=found.published_at)
    name = f"annex-{found.slug}-{found.number}.{kind}"
    return HttpResponse(
        made,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "POST"])
def edit_opinion(request: Request, system: str, slug: str, body_id: int) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    row = queries.get_opinion_row(strategy=found, body_id=body_id)
    initial = {
        "takes_account": ACCOUNT[row.takes_account] if row.opinion_id else None,
        "words": row.words,
        "given_on": row.given_on,
    }
    form = OpinionForm(sent(request), initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            actions.keep_opinion(
                strategy=found,
                body_id=body_id,
                given=Given(
                    words=form.cleaned_data["words"],
                    takes_account=form.account(),
                    given_on=form.cleaned_data["given_on"],
                ),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"The opinion of {row.body_name} is kept.")
            return redirect("strategy:annex", system=here.slug, slug=slug)
    return render(
        request,
        "form_page.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"What {row.body_name} thinks",
            "crumbs": [
                *presenters.crumbs(here.slug, found),
                ("Who was consulted", presenters.address("annex", found)),
            ],
            "form": form,
            "label": "Save",
            "back": presenters.address("annex", found),
        },
    )
