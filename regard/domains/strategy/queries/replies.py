"""Replies and their fates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from regard.domains.strategy.models import Reply, Strategy
from regard.domains.strategy.types import ReplyChannel, ReplyRow, ReplyState
from regard.foundation.accounts import links
from regard.foundation.jobs.models import Job

LINK_PURPOSE = "strategy.reply"

PUBLISHING = "strategy.publish"
"""The kind of job that publishes a strategy."""

REPLYING_LATE = "strategy.reply_late"
"""The kind of job that looks who came after publishing and can have a reply now."""

SENDING = "strategy.send_replies"
"""The kind of job that writes replies and sends them."""


def open_reply(*, token: str, at: datetime) -> Reply:
    """
    Return the reply that a signed link opens, for whoever holds the link.

    :raises NotFound: if the link opens nothing, or something else.
    :raises Gone: if it has expired or was withdrawn.
    """
    link = links.open_link(token=token, purpose=LINK_PURPOSE, at=at)
    return Reply.objects.select_related("strategy__system").get(pk=link.subject_id)


def find_reply_path(contribution_id: int) -> str:
    """Return the secret address of the newest reply to a contribution; empty: there is none."""
    own = Reply.objects.filter(contribution=contribution_id, member=None)
    newest = own.order_by("-pk").values_list("pk", flat=True)[:1]
    return next(iter(_paths(list(newest)).values()), "")


def find_job(*, kind: str, strategy: Strategy) -> Job | None:
    """Return the newest job of this kind for a strategy; the caller was checked."""
    jobs = Job.objects.filter(kind=kind, args__strategy_id=strategy.pk)
    return jobs.order_by("-pk").first()


def list_replies(
    *,
    strategy: Strategy,
    channel: ReplyChannel | None = None,
    state: ReplyState | None = None,
    answers_them: bool | None = None,
    after: int | None = None,
    limit: int = 50,
) -> list[ReplyRow]:
    """
    Return replies of a strategy whose reader was checked for SEND_REPLIES, as they were written.

    :param answers_them: only replies of which whoever got them says so, or that they do not.
    :param after: only replies after this one, for the next page.
    """
    found = Reply.objects.filter(system=strategy.system_id, strategy=strategy)
    narrow = {
        "channel": channel,
        "state": state,
        "answers_them": answers_them,
        "pk__gt": after,
    }
    found = found.filter(**{key: value for key, value in narrow.items() if value is not None})
    rows = found.select_related("message").order_by("pk")[:limit]
    return [
        ReplyRow(
            reply_id=reply.pk,
            receipt=reply.content["receipt"],
            name=reply.content["name"],
            channel=ReplyChannel(reply.channel),
            state=ReplyState(reply.state),
            to=reply.to,
            problem=reply.message.problem if reply.message else "",
            sent_at=reply.sent_at,
            read_at=reply.read_at,
            answers_them=reply.answers_them,
            point_ids=tuple(
                point_id
                for part in reply.content["parts"]
                for point_id in part.get("point_ids", ())
            ),
        )
        for reply in rows
    ]


def list_replies_to_print(*, strategy: Strategy, after: int = 0, limit: int | None) -> list[Reply]:
    """
    Return letters that nobody has posted yet, in the order in which they are printed.

    The caller was checked for SEND_REPLIES.

    :param after: only letters after this one.
    """
    return list(_letters_owed(strategy).filter(pk__gt=after).order_by("pk")[:limit])


def list_letter_files(*, strategy: Strategy, each: int) -> list[tuple[int, int, int]]:
    """
    Return into which files the letters still owed are divided; the caller was checked.

    Each as the number of its first letter, of its last, and the letter after which it begins.
    """
    ids = list(_letters_owed(strategy).order_by("pk").values_list("pk", flat=True))
    return [
        (first + 1, min(first + each, len(ids)), ids[first - 1] if first else 0)
        for first in range(0, len(ids), each)
    ]


def count_notes(*, strategy: Strategy) -> list[tuple[str, int, int]]:
    """
    Return who has notes to hand on: their name, for how many voices, and how many are done.

    The caller was checked for SEND_REPLIES. One query.
    """
    notes = Reply.objects.filter(strategy=strategy, channel=ReplyChannel.NOTE)
    owed = Count("pk", filter=Q(state=ReplyState.OWED))
    counted = notes.values_list("to").annotate(owed=owed, all=Count("pk")).order_by("to")
    return [(to, owed, number - owed) for to, owed, number in counted]


def list_notes(*, strategy: Strategy, to: str, limit: int) -> list[Reply]:
    """Return what one of those who carried voices has still to hand on; the caller was checked."""
    notes = Reply.objects.filter(
        strategy=strategy, channel=ReplyChannel.NOTE, to=to, state=ReplyState.OWED
    )
    return list(notes.order_by("pk")[:limit])


def _letters_owed(strategy: Strategy) -> QuerySet[Reply]:
    return Reply.objects.filter(
        system=strategy.system_id,
        strategy=strategy,
        channel=ReplyChannel.LETTER,
        state=ReplyState.OWED,
    )


def list_replies_to_send(*, strategy_id: int, after: int, limit: int) -> list[Reply]:
    """Return emails still owed, for the job that sends them, in order after the one given."""
    owed = _emails_owed(strategy_id, after).select_related("strategy__system")
    return list(owed.order_by("pk")[:limit])


def count_replies_to_send(*, strategy_id: int, after: int) -> int:
    """Return how many emails are still owed after the one given, for the job that sends them."""
    return _emails_owed(strategy_id, after).count()


def list_reply_urls(*, replies: list[Reply]) -> dict[int, str]:
    """Return the secret address of each reply's page, by the reply's number. One query."""
    paths = _paths([reply.pk for reply in replies])
    return {reply_id: settings.PUBLIC_ADDRESS + path for reply_id, path in paths.items()}


def _paths(reply_ids: Collection[int]) -> dict[int, str]:
    found = links.list_links(purpose=LINK_PURPOSE, subject_ids=reply_ids)
    return {
        reply_id: reverse("strategy:reply", kwargs={"token": links.token(link)})
        for reply_id, link in found.items()
    }


def _emails_owed(strategy_id: int, after: int) -> QuerySet[Reply]:
    return Reply.objects.filter(
        strategy=strategy_id, channel=ReplyChannel.EMAIL, state=ReplyState.OWED, pk__gt=after
    )
