"""The one thing to do next about meetings, for who runs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.governance.queries import ItemRow, MeetingRow
from regard.domains.governance.types import MeetingState, PapersState
from regard.foundation.design.words import date_words, plural_words

from .agendas import brief_words, unready
from .meetings import is_to_come, papers_words

if TYPE_CHECKING:
    from regard.domains.governance.models import Body
    from regard.domains.register.models import System

SOON = timedelta(days=14)
"""Before the day papers go out, the agenda is what its secretary works on."""


@dataclass(frozen=True)
class Step:
    """
    The next step on a page.

    Attributes:
        name: of the address, in governance.
        item_id: of an item, where the address is of one; 0: of the meeting.
        posts: it is done by pressing the button.
    """

    title: str
    words: str
    label: str
    name: str
    item_id: int = 0
    posts: bool = False


def of_calendar(
    system: System, to_come: Sequence[MeetingRow], unplanned: Sequence[Body], today: date
) -> dict[str, str] | None:
    """Return what to do first: late papers, papers due soon, then bodies without a meeting."""
    waiting = [row for row in to_come if is_to_come(row) and row.papers is not None]
    due = [row for row in waiting if row.papers and row.papers.state is PapersState.LATE] or [
        row
        for row in waiting
        if row.papers
        and row.papers.state is PapersState.WAITING
        and row.papers.due_on <= today + SOON
    ]
    if due and due[0].papers:
        where = {"system": system.slug, "meeting_id": due[0].meeting_id}
        return {
            "title": f"{due[0].title}, {date_words(due[0].starts_at)}",
            "words": papers_words(due[0].papers),
            "label": "Open its agenda",
            "url": reverse("governance:meeting", kwargs=where),
        }
    if unplanned:
        plan = reverse("governance:new_meeting", kwargs={"system": system.slug})
        times = unplanned[0].meetings_a_year
        return {
            "title": f"No meeting of {unplanned[0].name} is planned",
            "words": f"It is to meet {plural_words(times, 'time')} a year.",
            "label": "Plan its next meeting",
            "url": f"{plan}?body={unplanned[0].slug}",
        }
    return None


def of_meeting(row: MeetingRow, items: Sequence[ItemRow], *, has_attendance: bool) -> Step | None:
    """
    Return what to do next with a meeting: from its first item to its minutes.

    :param has_attendance: somebody has written down who came.
    """
    if row.state is MeetingState.HELD and has_attendance:
        words = "Line by line, item by item. Each line can become a decision or an action."
        return Step("Write the minutes", words, "Write them", "minutes")
    if row.state is MeetingState.HELD:
        return Step("Who came?", "It is said seat by seat.", "Say who came", "attendance")
    if not is_to_come(row):
        return None
    if timezone.localdate(row.starts_at) <= timezone.localdate():
        words = "Mark it as held, then say who came and write its minutes."
        return Step(
            "It is the day of the meeting", words, "It was held", "hold_meeting", posts=True
        )
    return _before(row, items)


def _before(row: MeetingRow, items: Sequence[ItemRow]) -> Step | None:
    if not items:
        words = papers_words(row.papers) if row.papers else ""
        return Step("Nothing is on the agenda yet", words, "Add the first item", "new_item")
    if row.state is MeetingState.PLANNED:
        left = unready(items)
        if left:
            title = f"The brief of “{left[0].title}” is not ready"
            return Step(
                title, brief_words(left[0].brief), "Write it", "edit_brief", left[0].item_id
            )
        words = papers_words(row.papers) if row.papers else ""
        return Step("Every brief is ready", words, "Send out the agenda", "called")
    if row.agenda_public_at is None:
        words = "Private items and papers stay out of it."
        return Step(
            "The agenda is out to members", words, "Publish it", "publish_agenda", posts=True
        )
    return None
