"""Add people in their own right, change what is held of them, and forget them."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from regard.domains.register.models import Forgotten, Individual, System
from regard.domains.register.queries.people import ABOUT, PERSON
from regard.domains.register.rules import people as rules
from regard.domains.register.rules.people import Letter, Particulars
from regard.domains.register.types import WhyForgotten
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Purpose

WRITE_TO_PEOPLE = "register.write_to_people"


class CannotKeepPerson(Refusal):
    """
    What was given cannot be kept as it is.

    Attributes:
        reasons: what is wrong, by field.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = dict(reasons)


@transaction.atomic
def add_person(
    *,
    system: System,
    said: Particulars,
    agreed_on: date,
    keep_until: date,
    by: str,
    at: datetime,
) -> Individual:
    """
    Put someone on the register who agreed to it in so many words, and write them their link.

    :raises CannotKeepPerson: if they cannot be reached as they ask, or kept for so long.
    """
    today = timezone.localdate(at)
    refuse_bad(said)
    _refuse(rules.problem_with_keeping(agreed_on=agreed_on, keep_until=keep_until, today=today))
    person = Individual.objects.create(
        system=system,
        agreed_on=agreed_on,
        confirmed_on=agreed_on,
        keep_until=keep_until,
        added_by=by,
        **rules.tidy(said),
    )
    detail: dict[str, object] = {"kind": person.kind}
    ledger.record(event="person_on_register.added", subject=person, by=by, at=at, detail=detail)
    if person.email:
        _write(person, rules.own_page_letter(**_names(person)), purpose=Purpose.ANSWERING, by=by)
    return person


@transaction.atomic
def join(*, system: System, said: Particulars, by: str, at: datetime) -> Individual:
    """
    Take down that somebody wants to be on the register, and ask them by email if it was them.

    Until they confirm, nobody else writes to them. Who is on the register already gets the link
    to their own page instead, and nothing of theirs changes: whoever fills in the form learns
    nothing from it.

    :raises CannotKeepPerson: if they cannot be reached as they ask, or gave no email address.
    """
    refuse_bad(said)
    if not said.email.strip():
        raise CannotKeepPerson({"email": "Enter your email address: we write to confirm it"})
    mine = Individual.objects.select_for_update().filter(
        system=system, email__iexact=said.email.strip()
    )
    known = mine.filter(confirmed_on__isnull=False).order_by("pk").first()
    if known:
        _write(known, rules.own_page_letter(**_names(known)), purpose=Purpose.ANSWERING, by=by)
        ledger.record(event="person_on_register.asked_again", subject=known, by=by, at=at)
        return known
    for earlier in mine.filter(confirmed_on=None):
        erase(earlier, WhyForgotten.NOT_CONFIRMED, by=by, at=at)
    today = timezone.localdate(at)
    person = Individual.objects.create(
        system=system,
        agreed_on=today,
        keep_until=today + rules.KEEP_FOR,
        added_by=by,
        **rules.tidy(said),
    )
    _write(person, rules.confirm_letter(**_names(person)), purpose=Purpose.ANSWERING, by=by)
    detail: dict[str, object] = {"kind": person.kind}
    ledger.record(event="person_on_register.asked", subject=person, by=by, at=at, detail=detail)
    return person


@transaction.atomic
def confirm_person(*, person: Individual, by: str, at: datetime) -> None:
    """Put someone on the register who says, by the link in our email, that it was them."""
    today = timezone.localdate(at)
    waiting = Individual.objects.filter(pk=person.pk, confirmed_on=None)
    if waiting.update(confirmed_on=today, agreed_on=today, keep_until=today + rules.KEEP_FOR):
        ledger.record(event="person_on_register.confirmed", subject=person, by=by, at=at)


@transaction.atomic
def change_person(*, person: Individual, said: Particulars, by: str, at: datetime) -> Individual:
    """
    Replace what is held of someone. A new email address gets the link to their own page.

    :raises CannotKeepPerson: if they cannot be reached as they ask.
    """
    refuse_bad(said)
    held = Individual.objects.select_for_update().select_related("system").get(pk=person.pk)
    old_email = held.email
    given = rules.tidy(said)
    changed = sorted(name for name, value in given.items() if getattr(held, name) != value)
    for name in changed:
        setattr(held, name, given[name])
    held.save()
    detail: dict[str, object] = {"changed": changed}
    ledger.record(event="person_on_register.changed", subject=held, by=by, at=at, detail=detail)
    if held.email and held.email.lower() != old_email.lower():
        _write(held, rules.own_page_letter(**_names(held)), purpose=Purpose.ANSWERING, by=by)
    return held


@transaction.atomic
def keep_longer(*, person: Individual, by: str, at: datetime) -> date:
    """Keep someone for two years from today, because they agreed again, and return until when."""
    today = timezone.localdate(at)
    until = today + rules.KEEP_FOR
    kept = {"agreed_on": today, "keep_until": until, "warned_on": None}
    Individual.objects.filter(pk=person.pk).update(**kept, updated_at=at)
    _issue(person, until)
    ledger.record(event="person_on_register.kept_longer", subject=person, by=by, at=at)
    return until


@transaction.atomic
def send_own_page(*, person: Individual, by: str, at: datetime) -> None:
    """
    Write to someone with the link to their own page.

    :raises CannotKeepPerson: if no email address of theirs is known.
    """
    if not person.email:
        raise CannotKeepPerson({"email": "We hold no email address for them"})
    _write(person, rules.own_page_letter(**_names(person)), purpose=Purpose.ANSWERING, by=by)
    ledger.record(event="person_on_register.sent_page", subject=person, by=by, at=at)


@transaction.atomic
def forget_person(*, person: Individual, by: str, at: datetime) -> None:
    """Erase all that is held of someone who asked for it. A count without a name remains."""
    erase(person, WhyForgotten.ASKED, by=by, at=at)


@transaction.atomic
def forget_due(*, by: str, at: datetime) -> int:
    """Erase those whose time is over, and those who never confirmed; return how many."""
    today = timezone.localdate(at)
    over = Individual.objects.filter(confirmed_on__isnull=False, keep_until__lt=today)
    waited = Individual.objects.filter(
        confirmed_on=None, created_at__lt=at - rules.UNCONFIRMED_FOR
    )
    found = [(person, WhyForgotten.OVER) for person in over]
    found += [(person, WhyForgotten.NOT_CONFIRMED) for person in waited]
    for person, why in found:
        erase(person, why, by=by, at=at)
    return len(found)


@transaction.atomic
def warn_due(*, by: str, at: datetime) -> int:
    """Ask those whose time ends within a month whether to keep them, once; return how many."""
    today = timezone.localdate(at)
    ending = Individual.objects.filter(
        confirmed_on__isnull=False,
        warned_on=None,
        keep_until__gte=today,
        keep_until__lte=today + rules.WARN_BEFORE,
    ).exclude(email="")
    for person in ending.select_related("system"):
        letter = rules.ending_letter(**_names(person), keep_until=person.keep_until)
        _write(person, letter, purpose=Purpose.ASKING, by=by)
        Individual.objects.filter(pk=person.pk).update(warned_on=today)
        ledger.record(event="person_on_register.warned", subject=person, by=by, at=at)
    return len(ending)


def erase(person: Individual, why: WhyForgotten, *, by: str, at: datetime) -> None:
    """Delete someone with all that hangs on them, and count them. Inside an action."""
    month = timezone.localdate(at).replace(day=1)
    key = {"system_id": person.system_id, "kind": person.kind, "why": why, "month": month}
    count, _ = Forgotten.objects.get_or_create(**key, defaults={"how_many": 0})
    Forgotten.objects.filter(pk=count.pk).update(how_many=F("how_many") + 1)
    links.revoke(purpose=PERSON, subject_id=person.pk, at=at)
    mail.erase(about=f"{ABOUT}{person.pk}")
    detail: dict[str, object] = {"kind": person.kind, "why": why}
    event = "person_on_register.forgotten"
    ledger.record(event=event, subject=person, by=by, at=at, detail=detail)
    Individual.objects.filter(pk=person.pk).delete()


def refuse_bad(said: Particulars) -> None:
    """:raises CannotKeepPerson: if they cannot be reached as they ask."""
    _refuse(rules.problems_with(said))


def _refuse(reasons: Mapping[str, str]) -> None:
    if reasons:
        raise CannotKeepPerson(reasons)


def _names(person: Individual) -> dict[str, str]:
    return {"partnership": person.system.partnership_name, "name": person.name}


def _write(person: Individual, letter: Letter, *, purpose: Purpose, by: str) -> None:
    """Write down an email to someone, with a link to their own page, for the job to send."""
    if person.pk not in links.list_links(purpose=PERSON, subject_ids=[person.pk]):
        _issue(person, person.keep_until)
    about = f"{ABOUT}{person.pk}"
    draft = mail.Draft(person.email, letter.subject, letter.body, about, purpose)
    mail.post([draft], scope_key=f"system:{person.system_id}")
    start_job(
        kind=WRITE_TO_PEOPLE,
        title="Writing to people on the register",
        scope_key=f"system:{person.system_id}",
        by=by,
    )


def _issue(person: Individual, until: date) -> None:
    """Make the link to someone's own page, for as long as they are kept."""
    end = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    links.issue(purpose=PERSON, subject_id=person.pk, expires_at=end)
