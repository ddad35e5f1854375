"""Worries about somebody's safety: raised by words, looked into by people."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import Concern
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries.safeguarding import triage_url
from regard.domains.engagement.rules.safeguarding import find_worrying, look_by, triage_email
from regard.domains.engagement.types import ConcernState
from regard.foundation.accounts.queries import list_allowed
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.engagement.models import Answer
    from regard.domains.register.models import System

BY_WORDS = "words"
"""In the ledger: nobody raised it but the words themselves."""


ABOUT = "engagement.triage"
"""What the emails to those who look into worries are about. It says nothing of any of them."""


class CannotSettle(Refusal):
    """A worry cannot be taken up or settled so."""


def raise_concerns(*, answers: Iterable[Answer], at: datetime) -> int:
    """
    Raise a worry for each contribution with words that may mean harm, and return how many.

    Call inside the action that keeps it. The ledger says that it was raised, and no words.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for answer in answers:
        found[answer.contribution_id] += find_worrying(answer.text)
    concerns = Concern.objects.bulk_create(
        Concern(
            contribution_id=contribution_id,
            words="\n".join(dict.fromkeys(words)),
            raised_at=at,
            due_at=look_by(at),
        )
        for contribution_id, words in found.items()
        if words
    )
    for concern in concerns:
        ledger.record(event="concern.raised", subject=concern, by=BY_WORDS, at=at)
    return len(concerns)


@transaction.atomic
def tell_triage(*, by: str, at: datetime) -> list[int]:
    """
    Write to those who look into worries where there are new ones; return the messages to send.

    One email to each in each system, without a word of what was said. A worry that nobody may
    look into stays to be told until somebody may.
    """
    untold = Concern.objects.select_for_update(of=("self",)).filter(told_at=None, settled_at=None)
    by_system: dict[System, list[Concern]] = defaultdict(list)
    for concern in untold.select_related("contribution__system").order_by("due_at"):
        by_system[concern.contribution.system].append(concern)
    made = []
    for system, concerns in by_system.items():
        readers = list_allowed(permission=Permission.TRIAGE, scope=system)
        email = triage_email(
            partnership=system.partnership_name,
            how_many=len(concerns),
            due_at=concerns[0].due_at,
            url=triage_url(system=system),
        )
        drafts = [
            mail.Draft(to, email.subject, email.body, ABOUT, purpose=Purpose.ANSWERING)
            for to in readers
        ]
        made += mail.post(drafts, scope_key=f"system:{system.pk}")
        if readers:
            Concern.objects.filter(pk__in=[each.pk for each in concerns]).update(told_at=at)
            detail: dict[str, object] = {"how_many": len(concerns), "readers": len(readers)}
            ledger.record(event="concerns.told", subject=system, by=by, at=at, detail=detail)
    return [message.pk for message in made]


@transaction.atomic
def take_up_concern(*, concern_id: int, by: str, at: datetime) -> Concern:
    """
    Note that somebody looks into it.

    :raises CannotSettle: if it is settled, or somebody else has taken it up.
    """
    concern = Concern.objects.select_for_update().get(pk=concern_id)
    _check_open(concern)
    if concern.taken_by not in {"", by}:
        raise CannotSettle("Somebody else has taken this up already")
    concern.state, concern.taken_by, concern.taken_at = ConcernState.TAKEN_UP, by, at
    concern.save(update_fields=["state", "taken_by", "taken_at", "updated_at"])
    ledger.record(event="concern.taken_up", subject=concern, by=by, at=at)
    return concern


@transaction.atomic
def pass_concern_on(*, concern_id: int, to: str, note: str, by: str, at: datetime) -> Concern:
    """
    Note that it was passed to whoever protects people, and to whom.

    :param to: e.g. "Northmarch council, adult safeguarding team, by telephone".
    :raises CannotSettle: if it is settled already, or nobody is named.
    """
    if not to.strip():
        raise CannotSettle("Say to whom you passed it on")
    words = "\n".join(filter(None, (f"Passed to {to.strip()}", note.strip())))
    return _settle(concern_id, ConcernState.PASSED_ON, words, by=by, at=at)


@transaction.atomic
def settle_concern(*, concern_id: int, because: str, by: str, at: datetime) -> Concern:
    """
    Note that nobody is at risk, and why.

    :raises CannotSettle: if it is settled already, or no reason is given.
    """
    if not because.strip():
        raise CannotSettle("Say how you know that nobody is at risk")
    return _settle(concern_id, ConcernState.NO_CONCERN, because.strip(), by=by, at=at)


def _settle(concern_id: int, state: ConcernState, note: str, *, by: str, at: datetime) -> Concern:
    concern = Concern.objects.select_for_update().get(pk=concern_id)
    _check_open(concern)
    concern.state, concern.note, concern.settled_at = state, note, at
    concern.taken_by, concern.taken_at = concern.taken_by or by, concern.taken_at or at
    concern.save()
    ledger.record(event=f"concern.{state}", subject=concern, by=by, at=at)
    return concern


def _check_open(concern: Concern) -> None:
    if concern.settled_at is not None:
        raise CannotSettle("This is settled already")
