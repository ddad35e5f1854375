"""
The sealed ledger, for anybody to check.

Heads and proofs are hashes: none of them tells what any entry says.
"""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regard.domains.strategy.presenters.ledger import present_ledger
from regard.foundation.audit import proofs
from regard.foundation.audit.verifier import verifier_source
from regard.foundation.base.errors import NotFound

SHOWN = 20
"""Heads on the page. All others are there by their size."""

TEXT = "text/plain; charset=utf-8"


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Say what is sealed, with which key, and how anybody checks it."""
    view = present_ledger(
        seals=proofs.list_seals(limit=SHOWN),
        keys=proofs.list_keys(),
        now=timezone.now(),
    )
    return render(
        request,
        "strategy/ledger.jinja",
        {"section": "", "title": "The sealed ledger", "lede": view.lede, "view": view},
    )


@require_safe
def checkpoint(request: HttpRequest, size: int | None = None) -> HttpResponse:  # noqa: ARG001 (Django's)
    """Hand out the newest signed head, or the one of a size, as C2SP's checkpoints are."""
    seal = proofs.newest_seal() if size is None else proofs.get_seal(size=size)
    if seal is None:
        raise NotFound("Nothing has been sealed yet")
    return HttpResponse(seal.note, content_type=TEXT)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's)
    """Hand out every key that heads were signed with, one a line, the newest first."""
    lines = [f"{key.written}\n" for key in proofs.list_keys()]
    return HttpResponse("".join(lines), content_type=TEXT)


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's)
    """Hand out the program that checks bundles and proofs."""
    response = HttpResponse(verifier_source(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


@require_safe
def inclusion(request: HttpRequest, leaf: str) -> HttpResponse:
    """
    Prove that a leaf, named by its hash, is under the newest head, or the one of `?size=`.

    :raises NotFound: if it is not.
    """
    if not re.fullmatch("[0-9a-f]{64}", leaf):
        raise NotFound("A leaf is named by its hash: 64 figures and letters from a to f")
    size = request.GET.get("size", "")
    found = proofs.get_seal(size=_number(size)) if size else proofs.newest_seal()
    if found is None:
        raise NotFound("Nothing has been sealed yet")
    proof = proofs.prove_hash(leaf=bytes.fromhex(leaf), seal=found)
    return JsonResponse(
        {
            "checkpoint": found.note,
            "key": proofs.key_of(found),
            "leaf": proof.leaf,
            "proof": proof.nodes,
        }
    )


@require_safe
def growth(request: HttpRequest, first: int, second: int) -> HttpResponse:  # noqa: ARG001 (Django's)
    """
    Prove that the ledger only grew between two heads, for `verify.py` to check.

    :raises NotFound: if no heads were signed of these sizes.
    """
    smaller, larger = proofs.get_seal(size=first), proofs.get_seal(size=second)
    return JsonResponse(
        {
            "checkpoint": larger.note,
            "from": smaller.note,
            "key": proofs.key_of(larger),
            "proof": proofs.prove_growth(first=smaller, second=larger),
        }
    )


def _number(written: str) -> int:
    """:raises NotFound: if it is no number of a size that a ledger can have."""
    if not (written.isascii() and written.isdigit() and len(written) < 16):
        raise NotFound("A size is a whole number")
    return int(written)
