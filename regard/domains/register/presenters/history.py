"""What became of a service over time, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.register.actions.telling import sources_of
from regard.domains.register.models import Location, Relation
from regard.domains.register.rules.corrections import GROUPS
from regard.domains.register.rules.unlisted import EndReason
from regard.domains.register.types import Source
from regard.foundation.design.words import date_words, plural_words

from .merging import fact_label, source_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.register.models import Change, System
    from regard.domains.register.queries.history import History
    from regard.foundation.audit.models import Entry

COLUMN_LABELS = {
    "address": "Address",
    "beds": "Beds",
    "brand": "Group",
    "city": "Town",
    "council": "Council",
    "is_dormant": "Dormant",
    "name": "Name",
    "ods_code": "NHS code",
    "people_served": "People served",
    "postcode": "Postcode",
    "provider": "Provider",
    "rated_on": "Rating published",
    "rating": "Rating",
    "registered_on": "Registered",
    "telephone": "Telephone",
    "uprn": "Property number",
    "website": "Website",
}
"""What the columns that a load changes are called. Others say nothing to a reader."""


@dataclass(frozen=True)
class Event:
    """
    Something that happened to a service.

    Attributes:
        on: None: when is not known; it comes last.
        how: how we know.
        other: another location that the words lead to; None: none.
        how_url: the page that shows how we know, for a reader who may open it; empty: none.
    """

    on: date | None
    words: str
    how: str
    other: Location | None = None
    how_url: str = ""


def timeline(
    location: Location, history: History, *, loads_of: System | None = None
) -> list[Event]:
    """
    Return what happened to a service, the newest first; what has no date comes last.

    :param loads_of: the system whose loads the reader may open; None: none.
    """
    events = [
        *_ties(history),
        *_hands(location, history),
        *(_change(change, loads_of) for change in history.changes if change.was or change.became),
        *_merges(history),
        *(_entry(entry) for entry in history.entries),
    ]
    if location.registered_on:
        how = source_words(sources_of(location).get("dates"))
        events.append(Event(location.registered_on, "Registered with the regulator", how))
    is_told = any(change.kind == "ended" for change in history.changes) or any(
        entry.event == "location.ended" for entry in history.entries
    )
    if location.ended_on and not is_told:
        how = source_words(sources_of(location).get("ended"))
        events.append(Event(location.ended_on, "No longer provided", how))
    return sorted(events, key=lambda event: event.on or date.min, reverse=True)


def provenance_rows(location: Location) -> list[tuple[str, str, str]]:
    """Return each fact that we know who told, with the source and as at when."""
    return [
        (fact_label(key), Source(told[0]).label, date_words(date.fromisoformat(told[1])))
        for key, told in sorted(sources_of(location).items(), key=lambda pair: fact_label(pair[0]))
    ]


def chain_words(before: Sequence[Relation], after: Sequence[Relation]) -> str:
    """Return in a sentence how long a chain is; empty where there is none."""
    parts = [
        f"it took over from {plural_words(len(before), 'record')}" if before else "",
        f"{plural_words(len(after), 'record')} took over from it" if after else "",
    ]
    said = " and ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _ties(history: History) -> Iterable[Event]:
    for tie in history.before:
        words = "Took over from" if not tie.reason else f"{_sentence(tie.reason)}: took over from"
        yield _tie(tie, f"{words} {_other(tie)}", tie.other_location)
    for tie in history.after:
        name = tie.location.name if tie.location else "another"
        yield _tie(tie, f"Taken over by {name}", tie.location)
    for tie in history.beside:
        yield _tie(tie, f"Also registered at the same place: {_other(tie)}", tie.other_location)


def _tie(tie: Relation, words: str, other: Location | None) -> Event:
    how = Source(tie.by).label if tie.by in set(Source) else "Said by a person"
    return Event(tie.since, words, how, other)


def _other(tie: Relation) -> str:
    name = tie.other_location.name if tie.other_location else tie.other_name
    number = tie.other_number if not tie.other_number.startswith("#") else ""
    return name + (f" ({number})" if number and name else number)


def _hands(location: Location, history: History) -> Iterable[Event]:
    runnings = [each for each in history.runnings if each.location_id == location.pk]
    for running in runnings:
        since = f" from {date_words(running.valid_from)}" if running.valid_from else ""
        words = f"Changed hands: run before{since} by {running.organisation.name}"
        yield Event(running.valid_to, words, "The register’s own history")
    for branding in history.brandings:
        name = branding.brand_name or "no group"
        words = f"Its provider changed its group: before, it belonged to {name}"
        yield Event(branding.valid_to, words, "The register’s own history")


def _change(change: Change, loads_of: System | None) -> Event:
    labels = {"added": "Added", "ended": "No longer listed", "returned": "Listed again"}
    pairs = [
        f"{COLUMN_LABELS[name]}: {_plain(change.was.get(name))} → {_plain(value)}"
        for name, value in change.became.items()
        if name in COLUMN_LABELS
    ]
    words = labels.get(change.kind) or "; ".join(pairs) or "Changed"
    load = change.load
    url = ""
    if loads_of is not None and load.system_id in {None, loads_of.pk}:
        where = {"system": loads_of.slug, "load_id": load.pk}
        url = reverse("register:load_result", kwargs=where)
    how = f"The file “{load.file.name}”"
    return Event(load.as_at or load.created_at.date(), words, how, how_url=url)


def _merges(history: History) -> Iterable[Event]:
    for merge in history.merges:
        other = merge.merged_location
        name = other.name if other else ""
        words = f"Found to be one with “{name}”, and merged"
        yield Event(merge.merged_at.date(), words, merge.reason)
        if merge.undone_at is not None:
            yield Event(merge.undone_at.date(), f"Parted from “{name}” again", "Said by a person")


def _entry(entry: Entry) -> Event:
    by = "The service’s own link" if entry.by.startswith("location:") else "Entered here"
    return Event(_day(entry), _deed(entry), by)


def _day(entry: Entry) -> date:
    on = entry.detail.get("on")
    at: datetime = entry.at
    return date.fromisoformat(on) if isinstance(on, str) else at.date()


def _deed(entry: Entry) -> str:
    detail = entry.detail
    if entry.event == "location.changed":
        facts = ", ".join(fact_label(key).lower() for key in detail.get("facts", []))
        return f"Changed by hand: {facts}" if facts else "Looked through by hand: nothing changed"
    if entry.event == "correction.accepted":
        return f"The service corrected it: {GROUPS[detail['fact']].label.lower()}"
    if entry.event == "location.ended":
        return f"Ended: {EndReason(detail['reason']).label}"
    return {"location.added": "Added by hand", "location.returned": "Brought back"}[entry.event]


def _plain(value: object) -> str:
    if value in (None, "", []):
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).replace("\n", ", ")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}".rstrip(".")
