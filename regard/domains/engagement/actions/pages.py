"""Number the pages behind a link, and refuse the save of one that was overtaken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from regard.domains.engagement.models import PageSave
from regard.domains.engagement.rules.saving import Mark as Mark
from regard.domains.engagement.rules.saving import read_mark as read_mark
from regard.domains.engagement.rules.shielding import shielded_time
from regard.foundation.base.errors import Refusal

NEXT = "select nextval('engagement_page')"

SAVE = """
with mark as materialized (
    select case
        when %(page)s::bigint <= (select last_value from engagement_page) then %(page)s::bigint
        else nextval('engagement_page')
    end as page
)
insert into engagement_pagesave as last
    (invitation_id, question_id, page, change, created_at, updated_at)
select %(invitation)s, question_id, mark.page, %(change)s, now(), now()
from mark, unnest(%(questions)s::bigint[]) as question_id
where not exists (
    select from engagement_pagesave over
    where over.invitation_id = %(invitation)s and over.question_id is null
        and over.page >= mark.page
)
on conflict (invitation_id, question_id) do update
set page = excluded.page, change = excluded.change, updated_at = excluded.updated_at
where (last.page, last.change) <= (excluded.page, excluded.change)
"""
"""A page that nobody was shown has no number of ours: it counts as shown just now."""

END = """
insert into engagement_pagesave (invitation_id, page, change, created_at, updated_at)
values (%(invitation)s, nextval('engagement_page'), 0, %(at)s, %(at)s)
on conflict (invitation_id, question_id) do update
set page = excluded.page, updated_at = excluded.updated_at
"""


class Overtaken(Refusal):
    """
    Newer words were saved before these arrived.

    Attributes:
        by_itself: whether by the same page, whose writer knows of them.
    """

    def __init__(self, *, by_itself: bool) -> None:
        super().__init__("Something newer was saved here meanwhile. Open the page again.")
        self.by_itself = by_itself


def number_page() -> Mark:
    """Return the mark of a page that is about to be shown: its number is above all before."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        return Mark(cursor.fetchone()[0])


def mark_saved(*, invitation_id: int, question_ids: Sequence[int], mark: Mark | None) -> None:
    """
    Take note that a page saves these questions. Call inside the action that saves.

    :param mark: None: of a page that is shown just now.
    :raises Overtaken: if a newer page or newer words of this one saved one of them, or they were
        kept since.
    """
    given: dict[str, Any] = {
        "invitation": invitation_id,
        "questions": list(question_ids),
        "page": mark.page if mark else None,
        "change": mark.change if mark else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(SAVE, given)
        taken = cursor.rowcount
    if taken < len(question_ids):
        raise Overtaken(by_itself=_is_of_same_page(invitation_id, question_ids, mark))


def check_that_it_lives(*, invitation_id: int, mark: Mark) -> None:
    """
    Check that what a page sends was not kept since it was shown, for pages of other domains.

    :raises Overtaken: if it was.
    """
    over = PageSave.objects.filter(invitation=invitation_id, question=None, page__gte=mark.page)
    if over.exists():
        raise Overtaken(by_itself=False)


def end_pages(*, invitation_id: int, at: datetime) -> None:
    """
    Let no page that was shown until now save any more, as its words are kept. Call inside that.

    Of when that was the day alone is written: they may be kept behind a shield.
    """
    PageSave.objects.filter(invitation=invitation_id, question__isnull=False).delete()
    with connection.cursor() as cursor:
        cursor.execute(END, {"invitation": invitation_id, "at": shielded_time(at)})


def _is_of_same_page(invitation_id: int, question_ids: Sequence[int], mark: Mark | None) -> bool:
    last = PageSave.objects.filter(invitation=invitation_id, question__in=question_ids)
    return mark is not None and last.filter(page=mark.page).exists()
