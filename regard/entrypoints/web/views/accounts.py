from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regard.foundation.accounts.requests import Request


@require_safe
def no_sign_up(request: Request) -> HttpResponse:
    return render(request, "web/no_sign_up.jinja", {"title": "How to get an account"})
