"""Whether what someone said is in the ledger, unaltered, behind their receipt's link."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from regard.domains.engagement import queries
from regard.domains.engagement.presenters.proofs import present_proof
from regard.domains.engagement.queries.proving import prove_kept


@never_cache
@require_GET
def receipt_proof(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether what was kept is there and unaltered, and show how to check it without us."""
    contribution = queries.open_receipt(token=token, at=timezone.now())
    proof = present_proof(prove_kept(contribution=contribution))
    return render(
        request,
        "engagement/proof.jinja",
        {
            "system": contribution.exercise.system,
            "section": "asked",
            "title": proof.title,
            "lede": proof.lede,
            "crumbs": [("Your receipt", reverse("engagement:receipt", args=[token]))],
            "proof": proof,
            "receipt": contribution.receipt,
            "file_url": reverse("engagement:receipt_proof_file", args=[token]),
        },
    )


@never_cache
@require_GET
def receipt_proof_file(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 (Django's)
    """Hand out the proof as the file that `verify.py` checks."""
    contribution = queries.open_receipt(token=token, at=timezone.now())
    response = JsonResponse(
        prove_kept(contribution=contribution).as_file(),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    name = f"proof-{contribution.receipt}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
