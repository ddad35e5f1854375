"""What was kept, for those who may read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from regard.domains.engagement.models import Answer, Contribution, Exercise, Point
from regard.domains.engagement.types import (
    AnswerRow,
    Channel,
    ContributionFilter,
    ContributionRow,
    ContributorRow,
    Speaker,
    Stage,
    Visibility,
)
from regard.domains.register import queries as register
from regard.foundation.accounts import links
from regard.foundation.base.errors import NotFound
from regard.foundation.base.slots import Slot

from .points import list_speakers
from .showing import list_cuts, longest_words, readable, says, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.register.types import ContactRow

RECEIPT = "engagement.receipt"
"""Purpose of the link by which someone sees what they said and what became of it."""


def get_contribution(
    *, exercise: Exercise, receipt: str, shows_who: bool, sees_withheld: bool = False
) -> Contribution:
    """
    Return something kept in an exercise whose words the reader may read.

    :param shows_who: whether the reader may know who spoke; see `may_see_who`. Otherwise what
        was said for counting only is not found.
    :param sees_withheld: whether the reader may see that something was withheld; whoever shows
        it asks `reads_withheld` before they show its words. Others do not find it.
    :raises NotFound: if there is none for this reader, or it is somebody's unfinished draft.
    """
    kept = _readable(exercise, shows_who=shows_who, withheld=sees_withheld)
    found = kept.filter(receipt=receipt)
    contribution = found.select_related("location", "file", "network", "exercise__system").first()
    if contribution is None:
        raise NotFound("There is nothing to read at this address")
    return contribution


def open_receipt(*, token: str, at: datetime) -> Contribution:
    """
    Return what was kept, for whoever holds its receipt's link.

    :raises NotFound: if the link opens nothing.
    :raises Gone: if it has expired or was withdrawn.
    """
    link = links.open_link(token=token, purpose=RECEIPT, at=at)
    kept = Contribution.objects.filter(pk=link.subject_id, kept_at__isnull=False)
    found = kept.select_related("exercise__system", "location").first()
    if found is None:
        raise NotFound("This link does not open anything. Check that all of it was copied.")
    return found


def get_receipt_path(*, contribution: Contribution) -> str:
    """Return the address of the receipt, for whoever has just been given it."""
    found = links.list_links(purpose=RECEIPT, subject_ids=[contribution.pk])
    token = links.token(found[contribution.pk])
    return reverse("engagement:receipt", kwargs={"token": token})


def find_receipt_path(*, contribution_id: int, at: datetime) -> str:
    """Return the address of a receipt, for who spoke; empty where its link opens nothing now."""
    link = links.list_links(purpose=RECEIPT, subject_ids=[contribution_id]).get(contribution_id)
    if link is None or link.expires_at <= at:
        return ""
    return reverse("engagement:receipt", kwargs={"token": links.token(link)})


def has_reply_address(*, contribution: Contribution) -> bool:
    """Test whether we know an email address to reply to, its own or its location's."""
    if contribution.email or contribution.location_id is None:
        return bool(contribution.email)
    contacts = register.list_contacts(
        system=contribution.exercise.system, location_ids=[contribution.location_id]
    )
    contact = contacts.get(contribution.location_id)
    return bool(contact and contact.email)


def list_answers(*, contribution: Contribution) -> list[AnswerRow]:
    """
    Return what it says to readers, in the order in which it was asked. Two queries.

    Words that were taken out are not in it. The reader was checked, by `get_contribution`.
    """
    answers = _answers(contribution)
    cuts = list_cuts(answer_ids=[answer.pk for answer in answers])
    return [_answer_row(a, shown(a.text, start=0, redactions=cuts.get(a.pk, ()))) for a in answers]


def list_own_answers(*, contribution: Contribution) -> list[AnswerRow]:
    """Return all that it says, for whoever said it and holds its link. One query."""
    return [_answer_row(answer, answer.text) for answer in _answers(contribution)]


def _answers(contribution: Contribution) -> list[Answer]:
    answers = Answer.objects.filter(contribution=contribution).select_related("question")
    return list(answers.order_by("question__position"))


def _answer_row(answer: Answer, text: str) -> AnswerRow:
    return AnswerRow(
        question_id=answer.question_id,
        question=answer.question.text,
        text=text,
        has_file=answer.file_id is not None,
    )


def list_contributions(
    *,
    exercise: Exercise,
    which: ContributionFilter,
    shows_who: bool,
    after: int | None,
    limit: int,
    sees_withheld: bool = False,
) -> list[ContributionRow]:
    """
    Return what was kept, the newest first. A fixed number of queries.

    :param sees_withheld: whether the reader may see that something was withheld; it is listed
        without its words, and no search by words finds it. Others do not see it at all.
    :param after: only those before this one in the list; None for the first page.
    """
    readable_ones = _readable(
        exercise, shows_who=shows_who, withheld=sees_withheld and not which.words.strip()
    )
    contributions = _narrowed(exercise, readable_ones, which)
    if after is not None:
        contributions = contributions.filter(pk__lt=after)
    found = list(contributions.order_by("-pk")[:limit])
    ids = [contribution.pk for contribution in found]
    speakers = list_speakers(exercise=exercise, contribution_ids=ids, shows_who=shows_who)
    words = _first_words([each.pk for each in found if each.withheld_at is None])
    return [
        ContributionRow(
            contribution_id=each.pk,
            receipt=each.receipt,
            who=speakers[each.pk],
            channel=Channel(each.channel),
            said_on=each.said_on,
            visibility=Visibility(each.visibility),
            words=words.get(each.pk, ""),
            is_late=each.is_late,
            is_withheld=each.withheld_at is not None,
        )
        for each in found
    ]


def count_contributions(*, exercise: Exercise) -> dict[Channel, int]:
    """Return how many were kept by each channel that was used. One query."""
    kept = Contribution.objects.filter(exercise=exercise, kept_at__isnull=False)
    counted = kept.order_by().values_list("channel").annotate(n=Count("pk"))
    found = {Channel(channel): n for channel, n in counted}
    return {channel: found[channel] for channel in Channel if channel in found}


def list_contributors(*, exercise: Exercise) -> list[ContributorRow]:
    """
    Return everyone who was kept, oldest first, with how to reply to them. Two queries.

    For the replies: the caller was checked for sending them, or is a job.
    """
    kept = Contribution.objects.filter(exercise=exercise, kept_at__isnull=False).order_by("pk")
    found = list(kept.select_related("network"))
    contacts = register.list_contacts(
        system=exercise.system,
        location_ids={each.location_id for each in found if each.location_id is not None},
    )
    return [as_contributor(each, contacts.get(each.location_id or 0)) for each in found]


ReplySlot = Callable[[int], str]
"""Returns the address of the reply to a contribution, by its number; empty while none."""

REPLY_SLOT = Slot[ReplySlot]("what a receipt leads to")


def get_reply_url(*, contribution: Contribution) -> str:
    """Return the address of the reply to it, for whoever holds its link; empty while none."""
    find = REPLY_SLOT.offer
    return find(contribution.pk) if find and contribution.exercise.stage == Stage.ANSWERED else ""


def _readable(
    exercise: Exercise, *, shows_who: bool, withheld: bool = False
) -> QuerySet[Contribution]:
    read = readable(shows_who=shows_who, withheld=withheld)
    return Contribution.objects.filter(read, exercise=exercise)


def _narrowed(
    exercise: Exercise, contributions: QuerySet[Contribution], which: ContributionFilter
) -> QuerySet[Contribution]:
    if which.channel:
        contributions = contributions.filter(channel=which.channel)
    if which.speaker:
        contributions = contributions.filter(speaker=which.speaker)
    if which.is_in_no_theme:
        lone = Point.objects.filter(contribution=OuterRef("pk"), codings=None)
        contributions = contributions.filter(Exists(lone))
    for word in which.words.split()[:10]:
        contributions = contributions.filter(says(word, exercise=exercise))
    return contributions


def _first_words(contribution_ids: Iterable[int]) -> dict[int, str]:
    """Return the beginning of each one's longest answer. Two queries."""
    longest = longest_words(contribution_ids=list(contribution_ids))
    return {
        number: text if len(text) <= 200 else f"{text[:200].rsplit(' ', 1)[0]} …"
        for number, text in longest.items()
    }


def as_contributor(contribution: Contribution, contact: ContactRow | None) -> ContributorRow:
    """Return how to reply to whoever said it, with the contact of the service, if it is one's."""
    own_lines = tuple(line for line in contribution.address.splitlines() if line.strip())
    if contact and contact.refused == "all":
        contact = replace(contact, address_lines=())  # they want nothing by post either
    return ContributorRow(
        contribution_id=contribution.pk,
        exercise_id=contribution.exercise_id,
        receipt=contribution.receipt,
        name=contribution.name or _called(contribution, contact),
        email=contribution.email or (contact.email if contact else ""),
        telephone=contribution.telephone or (contact.telephone if contact else ""),
        address_lines=own_lines or (contact.address_lines if contact else ()),
        speaker=Speaker(contribution.speaker),
        channel=Channel(contribution.channel),
        visibility=Visibility(contribution.visibility),
        said_on=contribution.said_on,
        location_id=contribution.location_id,
    )


def _called(contribution: Contribution, contact: ContactRow | None) -> str:
    """Return what is written to by its name, if not a person: a service or a network."""
    if contact is not None:
        return contact.location_name
    return contribution.network.name if contribution.network else ""
