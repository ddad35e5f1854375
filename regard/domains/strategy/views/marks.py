"""What public pages follow from, where that is cheaper to read than the page is to make."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from regard.domains.engagement.queries.marked import SAID, read_mark
from regard.domains.register import queries as register
from regard.domains.strategy import queries
from regard.foundation.accounts.requests import Request
from regard.foundation.design.validators import Mark

from .asked import get_both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.register.models import System
    from regard.domains.strategy.models import Strategy


def mark_of_versions(request: Request, system: str) -> Mark:
    """Return what the feed and the map of the site follow from. Two queries."""
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.list_published_versions(system=here, limit=None)
    newest = max((each.published_at for each in found if each.published_at), default=None)
    return Mark(_words(here, *map(_version, found)), changed_at=newest)


def mark_of_version(request: Request, system: str, slug: str, number: int) -> Mark | None:
    """Return what the page of one version follows from; None of a draft. Four queries."""
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_strategy(system=here, slug=slug, caller=request.caller, number=number)
    if found.published_at is None:
        return None
    rows = queries.list_versions(system=here, slug=slug, caller=request.caller)
    files = queries.list_published_files(strategy=found)
    return Mark(
        _words(here, _version(found), *map(_version, rows), *(f.sha256 for f in files.values()))
    )


def mark_of_answers(request: Request, system: str, slug: str) -> Mark | None:
    """
    Return what a document's data follows from; None of a draft.

    Its outcomes are final. Words that are taken out, and whose they are, are not.
    """
    here, found = get_both(request, system, slug)
    queries.check_reader(strategy=found, caller=request.caller)
    if found.published_at is None:
        return None
    said = [
        read_mark(exercise=exercise, of=SAID).print_of(SAID)
        for exercise in queries.list_answered_exercises(strategy=found)
    ]
    return Mark(_words(here, _version(found), *said))


def mark_of_annex(request: Request, system: str, slug: str, kind: str) -> Mark | None:
    """Return what the files of an annex follow from; None of a draft."""
    found = mark_of_answers(request, system, slug)
    if found is None:
        return None
    _, strategy = get_both(request, system, slug)
    opinions = queries.list_opinions(strategy=strategy)
    return Mark(_joined([kind, found.words, *map(repr, opinions)]))


def _words(here: System, *states: str) -> str:
    return _joined([repr((here.pk, here.name, here.partnership_name)), *states])


def _version(strategy: Strategy) -> str:
    """Return what tells a published version from any other: nothing of it ever changes."""
    return f"{strategy.pk} {strategy.number} {strategy.published_at} {strategy.digest}"


def _joined(states: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(states).encode()).hexdigest()
