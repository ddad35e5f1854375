"""Agendas in words: the lines of one, its brief, and where each leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from regard.domains.governance.queries import ItemRow, MeetingRow
from regard.domains.governance.rules.agendas import Balance, list_beginnings, minutes_over, weigh
from regard.domains.governance.rules.briefs import BriefState
from regard.domains.governance.rules.clock import clock_words, length_words
from regard.domains.governance.types import ItemKind, Purpose
from regard.foundation.design.words import plural_words


@dataclass(frozen=True)
class Way:
    """
    Where the parts of a meeting are, for a visitor of the site or for who holds a link.

    Attributes:
        token: of the link; empty: a visitor.
    """

    system_slug: str
    meeting_id: int
    token: str = ""

    def meeting(self) -> str:
        return self._to("meeting")

    def item(self, item_id: int) -> str:
        return self._to("item", item_id=item_id)

    def paper(self, paper_id: int) -> str:
        return self._to("paper", paper_id=paper_id)

    def pack(self) -> str:
        return self._to("pack")

    def calendar(self) -> str:
        """Return the calendar file: of this meeting or, by a link, of all that are theirs."""
        if self.token:
            return reverse("governance:my_calendar", kwargs={"token": self.token})
        return self._to("meeting_calendar")

    def in_full(self, address: str) -> str:
        """Return an address with the site's own before it, for what is read elsewhere."""
        return f"{settings.PUBLIC_ADDRESS}{address}"

    def _to(self, name: str, **more: object) -> str:
        """Return the address of a page of the meeting, the same for both under two names."""
        if self.token:
            where: dict[str, object] = {"token": self.token, "meeting_id": self.meeting_id}
            return reverse(f"governance:my_{name}", kwargs=where | more)
        where = {"system": self.system_slug, "meeting_id": self.meeting_id}
        return reverse(f"governance:{name}", kwargs=where | more)


@dataclass(frozen=True)
class AgendaLine:
    """
    An item as a line of the agenda.

    Attributes:
        time: when it begins if all before it keep to their minutes.
        said: who presents it and how long it takes.
        tags: what to know of it, each with its colour.
    """

    row: ItemRow
    time: str
    said: str
    tags: tuple[tuple[str, str], ...]


def agenda_lines(meeting: MeetingRow, items: Sequence[ItemRow]) -> list[AgendaLine]:
    """Return the lines of an agenda with the time at which each begins."""
    starts = timezone.localtime(meeting.starts_at)
    beginnings = list_beginnings(starts, [item.minutes_long for item in items])
    return [
        AgendaLine(row=item, time=clock_words(begins), said=said_of(item), tags=tags_of(item))
        for item, begins in zip(items, beginnings, strict=True)
    ]


def said_of(item: ItemRow) -> str:
    """Return what an item is for, who presents it and how long it takes."""
    parts = (item.purpose.label, item.kind.label, item.lead, length_words(item.minutes_long))
    return " · ".join(filter(None, parts))


def tags_of(item: ItemRow) -> tuple[tuple[str, str], ...]:
    tags = []
    if item.is_private:
        tags.append(("Private", "no"))
    if item.is_commissioning:
        tags.append(("Interests are declared first", "part"))
    if item.is_late:
        tags.append(("Added late", "gap"))
    return tuple(tags)


def agenda_lede(items: Sequence[ItemRow]) -> str:
    """Return the finding of an agenda: how many items, and what for."""
    if not items:
        return ""
    for_decision = sum(item.purpose is Purpose.DECISION for item in items)
    words = plural_words(len(items), "item")
    if not for_decision:
        return f"{words}, none for decision."
    return f"{words}, {for_decision} for decision."


def over_words(meeting: MeetingRow, items: Sequence[ItemRow]) -> str:
    """Return by how much an agenda is too long for its meeting; empty where it fits."""
    over = minutes_over(
        minutes_long=meeting.minutes_long, items=[item.minutes_long for item in items]
    )
    if over <= 0:
        return ""
    return (
        f"The items take {length_words(over)} more than the meeting has. "
        "Shorten some, or move them to another meeting."
    )


def brief_words(brief: BriefState) -> str:
    """Return how far a brief is, in a sentence; empty where it is ready."""
    said = []
    if brief.missing:
        said.append(f"It does not say {_or(brief.missing)}.")
    if brief.words_over:
        words = plural_words(brief.words_over, "word")
        said.append(f"It is longer than a page, by about {words}.")
    return " ".join(said)


def brief_parts(item: ItemRow) -> list[tuple[str, str]]:
    """Return the parts of a brief that are written: a heading and its words."""
    parts = (
        ("What it is", item.about),
        ("What is to be decided", item.decision_needed),
        ("What is known, and from where", item.evidence),
        ("Whose views it rests on", item.views),
    )
    return [(heading, words) for heading, words in parts if words]


def unready(items: Sequence[ItemRow]) -> list[ItemRow]:
    """Return the items whose brief is not ready."""
    return [item for item in items if not item.brief.is_ready]


def balance_of(items: Sequence[ItemRow]) -> Balance:
    return weigh((item.kind, item.minutes_long) for item in items)


def balance_rows(balance: Balance) -> list[tuple[str, int, float | None]]:
    """Return each kind of item with its minutes and its share of the time, the most first."""
    kinds = sorted(ItemKind, key=lambda kind: -balance.minutes[kind])
    return [(kind.label, balance.minutes[kind], balance.share(kind)) for kind in kinds]


def size_words(size: int) -> str:
    """Return the size of a file, for who pays for what they load."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024)):,} kB"
    return f"{size / 1024 / 1024:,.1f} MB"


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])}, or {words[-1]}"
