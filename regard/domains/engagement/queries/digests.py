"""The week's ten lines: what there is to tell, who asked to be told, and what they were told."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db.models import Count, F, Q
from django.urls import reverse

from regard.domains.engagement.models import (
    AudienceMember,
    Digest,
    DigestWish,
    Exercise,
    Invitation,
)
from regard.domains.engagement.rules.digests import NEWS_DAYS, Week, keys_of, monday_of
from regard.domains.engagement.types import Stage
from regard.domains.engagement.types.inviting import Reader
from regard.domains.register import queries as register
from regard.domains.register.queries.systems import list_systems
from regard.domains.register.types import Criteria
from regard.foundation.accounts import links
from regard.foundation.mail.models import State

from .answered import has_answered
from .board import list_board
from .invitations import list_answer_urls
from .news import list_news

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from regard.domains.register.models import System

STOP_DIGEST = "engagement.digest"
"""Purpose of the link that ends the ten lines. Its subject is the wish."""

WEEKS_SEEN = 8
"""What was in an email of the last eight weeks is not new."""

WAITING = (State.WAITING, State.SENDING)


def get_week(*, system: System, today: date) -> Week:
    """Return what a system has to tell in the week of a day, the same for everyone."""
    return Week(
        monday=monday_of(today),
        site=settings.PUBLIC_ADDRESS,
        board=list_board(system=system, today=today),
        news=list_news(system=system, since=today - timedelta(days=NEWS_DAYS)),
    )


def list_systems_with_wishes() -> list[System]:
    """Return the systems in which some service asked for the ten lines. For the job."""
    ids = set(DigestWish.objects.order_by().values_list("system", flat=True).distinct())
    return [system for system in list_systems() if system.pk in ids]


def list_readers(
    *, system: System, monday: date, location_ids: Collection[int] | None = None
) -> list[Reader]:
    """
    Return the services that asked for the ten lines and can be emailed, by their number.

    For the job, and a lead's preview. Eight queries, however many there are. Who was sent this
    week's is left out, and whoever has no email address or asked us not to write to it.

    :param location_ids: only these, whether or not they asked, or were sent it; None: who asked.
    """
    ids = set(location_ids) if location_ids is not None else _wanting(system, monday)
    contacts = register.list_contacts(system=system, location_ids=ids)
    if location_ids is None:
        contacts = {n: each for n, each in contacts.items() if each.email and not each.refused}
    kinds, places = _services(system, set(contacts))
    invited, asked, seen = _invited(contacts), _asked(contacts), _seen(system, contacts, monday)
    return [
        Reader(
            location_id=number,
            name=contact.location_name,
            to=contact.email,
            service_types=frozenset(kinds[number]),
            place_ids=frozenset(places[number]),
            open_invitations=tuple(invited[number]),
            asked_in=frozenset(asked[number]),
            seen=frozenset(seen[number]),
        )
        for number, contact in sorted(contacts.items())
    ]


def has_wish(*, system: System, location_id: int) -> bool:
    """Test whether a service asked for the ten lines."""
    return DigestWish.objects.filter(system=system, location=location_id).exists()


def list_wishes(*, location_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return the system and location of each of these that asked for the ten lines."""
    found = DigestWish.objects.filter(location__in=location_ids)
    return set(found.values_list("system", "location"))


def count_wishes(*, system: System) -> int:
    """Return how many services asked for the ten lines."""
    return DigestWish.objects.filter(system=system).count()


def list_wishing(*, system: System, limit: int) -> list[tuple[int, str]]:
    """Return the number and name of services that asked for the ten lines, by name."""
    found = DigestWish.objects.filter(system=system).order_by("location__name", "location")
    return list(found.values_list("location", "location__name")[:limit])


def list_weeks(*, system: System, limit: int) -> list[tuple[date, int, int]]:
    """Return the last weeks, the newest first: Monday, emails sent, and not sent."""
    went = Q(message__state=State.SENT)
    found = (
        Digest.objects.filter(system=system)
        .order_by("-week")
        .values("week")
        .annotate(sent=Count("pk", filter=went), others=Count("pk", filter=~went))
    )
    return [(row["week"], row["sent"], row["others"]) for row in found[:limit]]


def open_stop(*, token: str, at: datetime) -> DigestWish | None:
    """
    Return the wish that a link ends; None if it was ended before.

    :raises NotFound: if the link opens nothing.
    :raises Gone: if its time is over.
    """
    link = links.open_link(token=token, purpose=STOP_DIGEST, at=at)
    wishes = DigestWish.objects.select_related("system", "location")
    return wishes.filter(pk=link.subject_id).first()


class ToDeliver(NamedTuple):
    """A digest whose email waits, by number."""

    digest_id: int
    system_id: int
    location_id: int
    message_id: int


def list_to_deliver(*, week: date, after: int, limit: int) -> list[ToDeliver]:
    """Return digests whose emails wait, in order. For the job."""
    found = Digest.objects.filter(week=week, pk__gt=after, message__state__in=WAITING)
    rows = found.order_by("pk").values_list("pk", "system", "location", "message")
    return [ToDeliver(*row) for row in rows[:limit]]


def count_to_deliver(*, week: date) -> int:
    """Return how many emails wait. For the job."""
    return Digest.objects.filter(week=week, message__state__in=WAITING).count()


def list_secrets(
    *, digests: Iterable[ToDeliver]
) -> tuple[dict[tuple[int, int], str], dict[int, str]]:
    """
    Return what is put into emails as they are sent, and never kept. Four queries.

    :return: the stop link's address by system and location, and the answer link's by invitation.
    """
    found = list(digests)
    wishes = DigestWish.objects.filter(location__in=[each.location_id for each in found])
    by_place = {(wish.system_id, wish.location_id): wish.pk for wish in wishes}
    live = links.list_links(purpose=STOP_DIGEST, subject_ids=by_place.values())
    stops = {
        place: f"{settings.PUBLIC_ADDRESS}"
        + reverse("engagement:stop_digest", kwargs={"token": links.token(live[number])})
        for place, number in by_place.items()
        if number in live
    }
    invitations = Invitation.objects.filter(
        location__in=[each.location_id for each in found], exercise__stage=Stage.OPEN
    )
    return stops, list_answer_urls(invitation_ids=list(invitations.values_list("pk", flat=True)))


def _wanting(system: System, monday: date) -> set[int]:
    sent = Digest.objects.filter(system=system, week=monday).values("location")
    found = DigestWish.objects.filter(system=system).exclude(location__in=sent)
    return set(found.values_list("location", flat=True))


def _services(
    system: System, ids: Collection[int]
) -> tuple[dict[int, set[str]], dict[int, set[int]]]:
    kinds: dict[int, set[str]] = defaultdict(set)
    places: dict[int, set[int]] = defaultdict(set)
    for row in register.list_audience(system=system, criteria=Criteria()) if ids else ():
        if row.location_id in ids:
            kinds[row.location_id].add(row.service_type)
            if row.place_id:
                places[row.location_id].add(row.place_id)
    return kinds, places


def _invited(ids: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """Return each one's open invitations that it has not answered: exercise and invitation."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    waiting = (
        Invitation.objects.filter(
            location__in=list(ids), exercise__stage=Stage.OPEN, misdirected_at=None
        )
        .exclude(has_answered())
        .order_by("exercise__closes_on", "pk")
    )
    for location, exercise, number in waiting.values_list("location", "exercise", "pk"):
        found[location].append((exercise, number))
    return found


def _asked(ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    recent = Exercise.objects.exclude(stage=Stage.DRAFT).values("pk")
    members = AudienceMember.objects.filter(location__in=list(ids), exercise__in=recent)
    for location, exercise in members.order_by().values_list("location", "exercise").distinct():
        found[location].add(exercise)
    return found


def _seen(system: System, ids: Collection[int], monday: date) -> dict[int, set[str]]:
    seen: dict[int, set[str]] = defaultdict(set)
    since = monday - timedelta(weeks=WEEKS_SEEN)
    sent = Digest.objects.filter(system=system, location__in=list(ids), week__gte=since)
    for location, lines in sent.filter(week__lt=monday).values_list("location", F("lines")):
        seen[location] |= keys_of(lines)
    return seen
