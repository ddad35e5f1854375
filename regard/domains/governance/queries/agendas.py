"""
Agendas: the items of a meeting, their one-page briefs and their papers.

Once an agenda is published everyone may read it. Of a private item they are told that there is
one, and why it is private.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from regard.domains.governance.models import AgendaItem, Meeting, Paper, Topic
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import briefs
from regard.domains.governance.types import ItemKind, Purpose
from regard.foundation import authority
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .meetings import may_read_agenda

if TYPE_CHECKING:
    from regard.domains.register.models import System


@dataclass(frozen=True)
class PaperRow:
    """
    A paper of an item.

    Attributes:
        name: of the file, as its owner named it.
        size: in bytes.
        is_late: it came after the agenda went out.
    """

    paper_id: int
    title: str
    name: str
    size: int
    is_private: bool
    is_late: bool
    added_at: datetime


@dataclass(frozen=True)
class ItemRow:
    """
    An item of an agenda.

    Attributes:
        number: as the agenda counts it, from 1.
        title: "Private item" where the caller may not read it, and nothing else is told but why.
        is_withheld: the caller may not read it.
        is_late: it came onto the agenda after that went out.
        opened_at: when the meeting came to it; None: it has not.
    """

    item_id: int
    number: int
    title: str
    kind: ItemKind
    purpose: Purpose
    topic: str
    minutes_long: int
    lead: str
    about: str
    decision_needed: str
    evidence: str
    views: str
    is_private: bool
    why_private: str
    is_withheld: bool
    is_commissioning: bool
    is_late: bool
    opened_at: datetime | None
    papers: tuple[PaperRow, ...]

    @property
    def brief(self) -> briefs.BriefState:
        """How far its one-page brief is."""
        parts = briefs.BriefParts(self.about, self.decision_needed, self.evidence, self.views)
        return briefs.judge(parts, self.purpose)


def list_items(*, meeting: Meeting, caller: Caller) -> list[ItemRow]:
    """
    Return what is on an agenda, in its order; nothing where the caller may not read it.

    Two queries, however many there are.
    """
    if not may_read_agenda(meeting=meeting, caller=caller):
        return []
    papers = Paper.objects.select_related("file").order_by("pk")
    items = AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")
    found = items.select_related("topic").prefetch_related(Prefetch("papers", papers))
    sees_all = is_allowed(caller, Permission.VIEW_PRIVATE, meeting)
    return [
        _row(item, number, meeting, sees_all=sees_all)
        for number, item in enumerate(found, start=1)
    ]


def get_item_row(*, meeting: Meeting, item_id: int, caller: Caller) -> ItemRow:
    """
    Return an item of an agenda as its page shows it.

    :raises NotFound: if there is none, or the caller may not read it. They cannot tell which.
    """
    for row in list_items(meeting=meeting, caller=caller):
        if row.item_id == item_id and not row.is_withheld:
            return row
    raise NotFound("There is no such item on this agenda, or it is not public")


def get_item(
    *,
    meeting: Meeting,
    item_id: int,
    caller: Caller,
    to: authority.Permission | None = None,
) -> AgendaItem:
    """
    Return an item of an agenda to read or to do `to` with.

    :raises NotFound: if there is none, or the caller may not read it. They cannot tell which.
    :raises NotAllowed: if they may read it, and may not do `to` with its meeting.
    """
    item = AgendaItem.objects.filter(meeting=meeting, pk=item_id).first()
    if item is None or not _may_read(meeting, caller, is_private=item.is_private):
        raise NotFound("There is no such item on this agenda, or it is not public")
    if to is not None:
        require(caller, to, meeting)
    item.meeting = meeting
    return item


def get_paper(
    *,
    meeting: Meeting,
    paper_id: int,
    caller: Caller,
    to: authority.Permission | None = None,
) -> Paper:
    """
    Return a paper of a meeting, with its file, to read or to do `to` with.

    :raises NotFound: if there is none, or the caller may not read it. They cannot tell which.
    :raises NotAllowed: if they may read it, and may not do `to` with its meeting.
    """
    found = Paper.objects.filter(item__meeting=meeting, pk=paper_id)
    paper = found.select_related("file", "item").first()
    if paper is None or not _may_read(
        meeting, caller, is_private=paper.is_private or paper.item.is_private
    ):
        raise NotFound("There is no such paper, or it is not public")
    if to is not None:
        require(caller, to, meeting)
    return paper


def list_topics_to_choose(*, system: System) -> list[Topic]:
    """Return the topics of a system in their order. They are public."""
    return list(Topic.objects.filter(system=system).order_by("position", "name"))


def _may_read(meeting: Meeting, caller: Caller, *, is_private: bool) -> bool:
    if is_private:
        return is_allowed(caller, Permission.VIEW_PRIVATE, meeting)
    return may_read_agenda(meeting=meeting, caller=caller)


def _row(item: AgendaItem, number: int, meeting: Meeting, *, sees_all: bool) -> ItemRow:
    if item.is_private and not sees_all:
        return _withheld(item, number)
    papers = item.papers.all()
    return ItemRow(
        item_id=item.pk,
        number=number,
        title=item.title,
        kind=ItemKind(item.kind),
        purpose=Purpose(item.purpose),
        topic=item.topic.name if item.topic else "",
        minutes_long=item.minutes_long,
        lead=item.lead,
        about=item.about,
        decision_needed=item.decision_needed,
        evidence=item.evidence,
        views=item.views,
        is_private=item.is_private,
        why_private=item.why_private,
        is_withheld=False,
        is_commissioning=item.is_commissioning,
        is_late=_came_after(item.added_at, meeting),
        opened_at=item.opened_at,
        papers=tuple(
            _paper(paper, meeting) for paper in papers if sees_all or not paper.is_private
        ),
    )


def _withheld(item: AgendaItem, number: int) -> ItemRow:
    return ItemRow(
        item_id=item.pk,
        number=number,
        title="Private item",
        kind=ItemKind(item.kind),
        purpose=Purpose(item.purpose),
        topic="",
        minutes_long=item.minutes_long,
        lead="",
        about="",
        decision_needed="",
        evidence="",
        views="",
        is_private=True,
        why_private=item.why_private,
        is_withheld=True,
        is_commissioning=item.is_commissioning,
        is_late=False,
        opened_at=item.opened_at,
        papers=(),
    )


def _paper(paper: Paper, meeting: Meeting) -> PaperRow:
    return PaperRow(
        paper_id=paper.pk,
        title=paper.title,
        name=paper.file.name,
        size=paper.file.size,
        is_private=paper.is_private,
        is_late=_came_after(paper.file.kept_at, meeting),
        added_at=paper.file.kept_at,
    )


def _came_after(moment: datetime, meeting: Meeting) -> bool:
    return meeting.called_at is not None and moment > meeting.called_at
