"""Write what people are told before they answer, and keep who was given which version."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import (
    Exercise,
    InformationPack,
    Invitation,
    PackFile,
    PackSent,
)
from regard.domains.engagement.queries.information import get_unpublished_pack
from regard.domains.engagement.types import Channel, FormatKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from regard.foundation.files.models import File

WITH_THE_EMAIL = "with the invitation, by email"
WITH_THE_LETTER = "with the invitation, by letter"
ON_THE_PAGE = "read through their link"

BATCH = 1000


class CannotPublish(Refusal):
    """A version of the information lacks something, or is published and no longer changes."""


@transaction.atomic
def write_pack(
    *, exercise: Exercise, words: str, what_changed: str = "", by: str, at: datetime
) -> InformationPack:
    """
    Write the next version, or go on writing it. It begins with the documents of the last one.

    :raises CannotPublish: if it says nothing.
    """
    exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
    if not words.strip():
        raise CannotPublish("Write what people need to know")
    pack = get_unpublished_pack(exercise=exercise) or _begin(exercise)
    pack.words, pack.what_changed, pack.by = words.strip(), what_changed.strip(), by
    pack.save()
    ledger.record(event="pack.written", subject=pack, by=by, at=at)
    return pack


@transaction.atomic
def add_pack_file(
    *,
    pack: InformationPack,
    file: File,
    title: str,
    form: FormatKind | None,
    by: str,
    at: datetime,
) -> PackFile:
    """
    Put a document with a version that is being written.

    :param form: which other form of the information it is; None: it is a document as it is.
    :raises CannotPublish: if the version is published.
    """
    pack = _unpublished(pack)
    added = PackFile.objects.create(pack=pack, file=file, title=title.strip(), form=form or "")
    ledger.record(event="pack.file_added", subject=pack, by=by, at=at)
    return added


@transaction.atomic
def remove_pack_file(*, pack_file: PackFile, by: str, at: datetime) -> None:
    """:raises CannotPublish: if its version is published."""
    pack = _unpublished(pack_file.pack)
    PackFile.objects.filter(pk=pack_file.pk).delete()
    ledger.record(event="pack.file_removed", subject=pack, by=by, at=at)


@transaction.atomic
def publish_pack(*, pack: InformationPack, by: str, at: datetime) -> InformationPack:
    """
    Publish a version. From now on it stays as it is, and is what people are given.

    :raises CannotPublish: if it was published, or does not say what changed since the last one.
    """
    pack = _unpublished(pack)
    if pack.number > 1 and not pack.what_changed:
        raise CannotPublish(
            "Say what has changed since the last version: some people have read that one."
        )
    pack.published_at, pack.by = at, by
    pack.save(update_fields=["published_at", "by", "updated_at"])
    detail: dict[str, object] = {"number": pack.number}
    ledger.record(event="pack.published", subject=pack, by=by, at=at, detail=detail)
    return pack


def record_packs_sent(
    *, exercise: Exercise, invitation_ids: Collection[int], at: datetime
) -> None:
    """
    Keep that these invitations came with the version that is current now. Set-wise.

    For the action that makes invitations, within its transaction; nothing where none is
    published, and nothing twice.
    """
    pack = _current(exercise)
    if pack is None:
        return
    found = Invitation.objects.filter(pk__in=invitation_ids).values_list("pk", "channel")
    PackSent.objects.bulk_create(
        [
            PackSent(
                pack=pack,
                invitation_id=number,
                how=WITH_THE_EMAIL if channel == Channel.EMAIL else WITH_THE_LETTER,
                at=at,
            )
            for number, channel in found
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


@transaction.atomic
def record_pack_read(*, pack: InformationPack, invitation: Invitation, at: datetime) -> None:
    """Keep, once, that a version was read through the link of an invitation."""
    _, is_new = PackSent.objects.get_or_create(
        pack=pack, invitation=invitation, how=ON_THE_PAGE, defaults={"at": at}
    )
    if is_new:
        ledger.record(event="pack.read", subject=pack, by=f"invitation:{invitation.pk}", at=at)


@transaction.atomic
def record_pack_given(*, exercise: Exercise, to: str, how: str, by: str, at: datetime) -> PackSent:
    """
    Keep that somebody was given the current version otherwise, e.g. by hand at a meeting.

    :raises CannotPublish: if no version is published.
    """
    pack = _current(exercise)
    if pack is None:
        raise CannotPublish("Publish a version first")
    given = PackSent.objects.create(pack=pack, to=to.strip(), how=how.strip(), at=at)
    ledger.record(event="pack.given", subject=pack, by=by, at=at)
    return given


def _current(exercise: Exercise) -> InformationPack | None:
    published = InformationPack.objects.filter(exercise=exercise, published_at__isnull=False)
    return published.order_by("-number").first()


def _begin(exercise: Exercise) -> InformationPack:
    last = _current(exercise)
    pack = InformationPack.objects.create(
        exercise=exercise, number=last.number + 1 if last else 1, words="", by=""
    )
    if last:
        files = PackFile.objects.filter(pack=last).order_by("pk")
        PackFile.objects.bulk_create(
            PackFile(pack=pack, file_id=each.file_id, title=each.title, form=each.form)
            for each in files
        )
    return pack


def _unpublished(pack: InformationPack) -> InformationPack:
    found = InformationPack.objects.select_for_update().get(pk=pack.pk)
    if found.published_at is not None:
        raise CannotPublish("This version is published. Write a new one instead.")
    return found
