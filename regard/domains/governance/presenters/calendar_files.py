"""Meetings as iCalendar (RFC 5545), which every calendar program reads."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from icalendar import Calendar, Event

from regard.domains.governance.queries import MeetingRow
from regard.domains.governance.types import MeetingState

CONTENT_TYPE = "text/calendar; charset=utf-8"

ASK_AGAIN = timedelta(hours=6)
"""How long a calendar program may go without asking for changes."""


def write_calendar(
    *, name: str, rows: Iterable[MeetingRow], url_of: Callable[[MeetingRow], str]
) -> bytes:
    """
    Return these meetings as a calendar.

    A meeting keeps its UID; its SEQUENCE grows when its time or place changes, and a cancelled
    one stays in, as CANCELLED, so that it goes from the calendars that had it.

    :param url_of: the address in full of a meeting's page.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Regard//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    for row in rows:
        calendar.add_component(_event(row, url_of(row)))
    written: bytes = calendar.to_ical()
    return written


def _event(row: MeetingRow, url: str) -> Event:
    is_cancelled = row.state is MeetingState.CANCELLED
    event = Event()
    event.add("uid", f"meeting-{row.meeting_id}@{settings.MAIL_DOMAIN}")
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("sequence", row.sequence)
    event.add("summary", f"Cancelled: {row.title}" if is_cancelled else row.title)
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("url", url)
    event.add("description", _description(row, url))
    if row.venue:
        event.add("location", row.venue)
    return event


def _description(row: MeetingRow, url: str) -> str:
    lines = [
        f"Cancelled: {row.why_cancelled}" if row.why_cancelled else "",
        row.body_name if row.title != row.body_name else "",
        f"Online: {row.joining}" if row.joining else "",
        f"Agenda and papers: {url}",
    ]
    return "\n".join(filter(None, lines))
