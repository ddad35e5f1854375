"""The one thing to do next about minutes, for who writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.governance.queries.minutes import ItemMinutes, Minutes
from regard.domains.governance.types import DecisionState, MeetingState
from regard.foundation.design.words import plural_words

if TYPE_CHECKING:
    from regard.domains.governance.models import Meeting


@dataclass(frozen=True)
class Step:
    """The next step on a page. `method` is "post" where it is done by pressing the button."""

    title: str
    words: str
    label: str
    url: str
    method: str = "get"


def of_minutes(meeting: Meeting, minutes: Minutes, *, has_attendance: bool) -> Step | None:
    """Return what to do next: who came, interests, drafts, agreeing, publishing."""
    if meeting.state == MeetingState.AGREED:
        return _after(meeting)
    if meeting.state not in {MeetingState.CALLED, MeetingState.HELD}:
        return None
    if not has_attendance:
        words = "Votes and interests go by it."
        return Step("Say first who came", words, "Say who came", _url(meeting, "attendance"))
    waiting = [item for item in minutes.items if item.is_commissioning and item.to_declare]
    shut = [item for item in minutes.items if item.is_shut]
    if waiting or shut:
        return of_gate(meeting, (waiting or shut)[0])
    return _drafts(meeting, minutes) or _to_agree(meeting, minutes)


def of_gate(meeting: Meeting, item: ItemMinutes) -> Step:
    """Return what an item by which care is bought waits for."""
    if item.to_declare:
        many = plural_words(len(item.to_declare), "seat")
        return Step(
            f"Item {item.number} waits for interests",
            f"{many} that came {'has' if many.startswith('1 ') else 'have'} not declared: "
            f"{', '.join(item.to_declare)}.",
            "Declare interests",
            _url(meeting, "item_interests", item_id=item.item_id),
        )
    return Step(
        f"Item {item.number} can be opened",
        "Everyone who came has declared their interests.",
        "Open the item",
        _url(meeting, "open_item", item_id=item.item_id),
        "post",
    )


def _drafts(meeting: Meeting, minutes: Minutes) -> Step | None:
    for line in minutes.lines:
        if line.decision_state is DecisionState.DRAFT:
            url = reverse(
                "governance:decision",
                kwargs={"system": meeting.system.slug, "decision_ref": line.decision_ref},
            )
            words = "Say on what it rests and who was asked, then record it."
            title = f"Decision {line.decision_ref} is a draft"
            return Step(title, words, "Finish it", url)
    return None


def _to_agree(meeting: Meeting, minutes: Minutes) -> Step | None:
    if meeting.state != MeetingState.HELD or not minutes.lines:
        return None
    if timezone.now() < meeting.starts_at:
        return None
    words = "Once the body has agreed them they stay as they are."
    return Step("Are these minutes agreed?", words, "Agree them", _url(meeting, "agree_minutes"))


def _after(meeting: Meeting) -> Step | None:
    if meeting.minutes_public_at is not None:
        return None
    words = "Everyone can then read them, private items apart. This is not undone."
    url = _url(meeting, "publish_minutes")
    return Step("These minutes are agreed", words, "Publish them", url, "post")


def _url(meeting: Meeting, name: str, **more: object) -> str:
    where = {"system": meeting.system.slug, "meeting_id": meeting.pk}
    return reverse(f"governance:{name}", kwargs=where | more)
