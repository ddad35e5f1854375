"""Every answer as it came, for those who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.engagement import queries
from regard.domains.engagement.actions.moderation import record_original_read
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.care import behind_rows, kept_from_readers
from regard.domains.engagement.queries import sealing
from regard.domains.engagement.queries.campaign_marks import list_campaigns_of
from regard.domains.engagement.queries.keying import count_found_wrong
from regard.domains.engagement.queries.shields import get_behind
from regard.domains.engagement.queries.showing import reads_withheld, sees_withheld
from regard.domains.engagement.queries.voices import get_voices
from regard.domains.engagement.types import Channel, ContributionFilter, Speaker, Visibility
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound

from .contribution_about import minuted, spoken_rows
from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from django.http import QueryDict

    from regard.domains.engagement.models import Contribution, Exercise

PAGE = 25


@require_GET
def contributions(request: Request, system: str, slug: str) -> HttpResponse:
    found, shows_who = _readable(request, system, slug)
    which = _filter(request.GET)
    after = request.GET.get("after", "")
    rows = queries.list_contributions(
        exercise=found,
        which=which,
        shows_who=shows_who,
        sees_withheld=sees_withheld(exercise=found, caller=request.caller),
        after=int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None,
        limit=PAGE + 1,
    )
    counts = queries.count_contributions(exercise=found)
    shown = rows[:PAGE]
    here = address("contributions", found)
    asked = _asked(which)
    context = below(found, title="Every answer, as it came") | {
        "counts": counts,
        "total": sum(counts.values()),
        "voices": get_voices(exercise=found),
        "campaigns_url": address("campaigns", found),
        "rows": shown,
        "which": which,
        "is_narrowed": bool(asked),
        "here": here,
        "channels": list(Channel),
        "speakers": list(Speaker),
        "shows_who": shows_who,
        "next_url": f"{here}?{urlencode(asked | {'after': str(shown[-1].contribution_id)})}"
        if len(rows) > PAGE
        else None,
        "first_url": f"{here}?{urlencode(asked)}" if after else None,
    }
    return render(request, "engagement/contributions.jinja", context)


@require_GET
def contribution(request: Request, system: str, slug: str, receipt: str) -> HttpResponse:
    """Show one answer, its points, and, to those who may know, who gave it."""
    found, shows_who = _readable(request, system, slug)
    caller = request.caller
    kept = queries.get_contribution(
        exercise=found,
        receipt=receipt,
        shows_who=shows_who,
        sees_withheld=sees_withheld(exercise=found, caller=caller),
    )
    may_read = kept.withheld_at is None or reads_withheld(exercise=found, caller=caller)
    may_open = sealing.may_open_files(contribution=kept, caller=caller)
    who = queries.list_speakers(exercise=found, contribution_ids=[kept.pk], shows_who=shows_who)
    title = f"Answer {kept.receipt}"
    page = below(found, title=title)
    context = page | {
        "crumbs": [*_crumbs(page), ("Every answer", address("contributions", found))],
        "kept": kept,
        "who": who[kept.pk],
        "how": Channel(kept.channel).label,
        "may_see": Visibility(kept.visibility).label,
        "speaker": Speaker(kept.speaker).label,
        "shows_who": shows_who,
        "answers": queries.list_answers(contribution=kept) if may_read else [],
        "may_open": may_open,
        "care": _care(found, kept, request),
        "typed_wrong": count_found_wrong(contribution=kept),
        "keying_url": address("keying", found)
        if is_allowed(caller, Permission.ENTER_CONTRIBUTIONS, found)
        else "",
        "spoken": spoken_rows(found, kept, request.caller, shows_few=shows_who),
        "minuted": minuted(found, kept, request.caller),
        "points": queries.list_points(
            exercise=found, contribution_id=kept.pk, shows_who=shows_who
        ),
        "campaigns": list_campaigns_of(contribution_id=kept.pk) if may_read else [],
        "original_url": address("original", found, receipt=kept.receipt)
        if may_open and kept.file
        else "",
    }
    return render(request, "engagement/contribution.jinja", context)


@require_GET
def original(request: Request, system: str, slug: str, receipt: str) -> HttpResponseBase:
    """Send the file that an answer came in. It names people, so only to those who may know."""
    found = find_exercise(request, system, slug, to=Permission.VIEW_WHO)
    kept = queries.get_contribution(
        exercise=found, receipt=receipt, shows_who=True, sees_withheld=True
    )
    is_sealed = sealing.require_files(contribution=kept, caller=request.caller)
    if kept.file is None:
        raise NotFound("This answer came in no file")
    if is_sealed:
        record_original_read(contribution=kept, by=request.caller.by, at=timezone.now())
    return FileResponse(kept.file.path.open("rb"), as_attachment=True, filename=kept.file.name)


def _care(exercise: Exercise, kept: Contribution, request: Request) -> dict[str, object]:
    """Return what was done with the words, and what the reader may do with them."""
    may_moderate = is_allowed(request.caller, Permission.MODERATE, exercise)
    return {
        "withheld": kept_from_readers(sealing.list_moderations(contribution=kept)),
        "behind": behind_rows(get_behind(contribution=kept, caller=request.caller)),
        "moderate_url": address("moderate", exercise, receipt=kept.receipt)
        if may_moderate
        else "",
    }


def _readable(request: Request, system: str, slug: str) -> tuple[Exercise, bool]:
    """Return the exercise for reading what was said in it, and whether with who said it."""
    found = find_exercise(request, system, slug)
    if not queries.may_read_words(exercise=found, caller=request.caller):
        require(request.caller, Permission.VIEW_CONTRIBUTIONS, found)
    return found, queries.may_see_who(exercise=found, caller=request.caller)


def _filter(given: QueryDict) -> ContributionFilter:
    channel, speaker = given.get("channel", ""), given.get("speaker", "")
    return ContributionFilter(
        channel=Channel(channel) if channel in set(Channel) else None,
        speaker=Speaker(speaker) if speaker in set(Speaker) else None,
        is_in_no_theme="lone" in given,
        words=given.get("words", "").replace("\x00", "").strip()[:200],
    )


def _asked(which: ContributionFilter) -> dict[str, str]:
    asked = {
        "channel": which.channel or "",
        "speaker": which.speaker or "",
        "lone": "yes" if which.is_in_no_theme else "",
        "words": which.words,
    }
    return {name: str(value) for name, value in asked.items() if value}


def _crumbs(page: dict[str, object]) -> list[tuple[str, str]]:
    crumbs = page["crumbs"]
    return list(crumbs) if isinstance(crumbs, list) else []
