from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from regard.foundation.accounts.requests import Request

from . import queries
from .presenters import present


@require_safe
@never_cache
def job(request: Request, job_id: int) -> HttpResponse:
    """Show how far a job is; to htmx, only the part that changes."""
    found = queries.get_job(job_id=job_id, caller=request.caller)
    progress = present(found, now=timezone.now())
    context = {"title": found.title, "progress": progress, "address": request.path}
    if "HX-Request" in request.headers:
        return render(request, "jobs/progress.jinja", context)
    return render(request, "jobs/job.jinja", context)
