"""The catalogue of duties in plain English, as it was on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.governance.queries import version_on
from regard.domains.governance.queries.obligations import nearest_version
from regard.domains.governance.rules.obligations import OUR_DAYS_TO_ACT
from regard.domains.governance.types import DutyEvent, DutyKind, HolderKind, Rhythm
from regard.foundation.design.words import date_words, plural_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from regard.domains.governance.models import Duty


@dataclass(frozen=True)
class CatalogueRow:
    """
    A duty of the catalogue as it was on a day.

    Attributes:
        duty: the version in force, or else the one nearest to the day.
        tag: its words and how they look; None for what is simply in force.
        versions: how many there are in all.
    """

    code: str
    duty: Duty
    tag: tuple[str, str] | None
    holders: str
    versions: int
    is_in_force: bool


def catalogue_rows(versions: Mapping[str, Sequence[Duty]], *, on: date) -> list[CatalogueRow]:
    """Return a row for each duty, in the order of the codes."""
    return [catalogue_row(listed, on=on) for listed in versions.values()]


def catalogue_row(versions: Sequence[Duty], *, on: date) -> CatalogueRow:
    """Return a duty of the catalogue as it was on a day."""
    in_force = version_on(versions, on)
    duty = in_force or nearest_version(versions, on)
    return CatalogueRow(
        code=duty.code,
        duty=duty,
        tag=_tag(duty, on, is_in_force=in_force is not None),
        holders=holder_words(duty),
        versions=len(versions),
        is_in_force=in_force is not None,
    )


def by_kind(rows: Sequence[CatalogueRow]) -> list[tuple[str, list[CatalogueRow]]]:
    """Return the rows under the name of each kind that has any, the most binding first."""
    groups = [(kind.label, [r for r in rows if r.duty.kind == kind]) for kind in DutyKind]
    return [(label, listed) for label, listed in groups if listed]


def catalogue_lede(rows: Sequence[CatalogueRow]) -> str:
    in_force = [row for row in rows if row.is_in_force]
    statutory = sum(row.duty.kind == DutyKind.STATUTORY for row in in_force)
    unread = sum(not row.duty.is_read for row in in_force)
    return (
        f"{plural_words(len(in_force), 'duty', 'duties')} in force, {statutory:,} of them "
        f"statutory, in our own words. {unread:,} rest on texts that we have not read ourselves."
    )


def facts_of(duty: Duty) -> list[tuple[str, str]]:
    """Return what the catalogue knows of a version of a duty, by name."""
    days = duty.days_to_act
    act_by = f"{days} days, by law" if days is not None else f"{OUR_DAYS_TO_ACT} days: ours"
    when = Rhythm(duty.rhythm).label
    if duty.event:
        when += f": {DutyEvent(duty.event).label.lower()}"
    facts = [
        ("Where it is written", duty.citation),
        ("How binding it is", DutyKind(duty.kind).label),
        ("Who has it", holder_words(duty)),
        ("When it is due", when),
        ("Days to do it", act_by),
        ("In force", _dates(duty)),
        ("Did we read it?", "Yes" if duty.is_read else "No: this is from what others say of it"),
    ]
    return [*facts, ("What may change", duty.may_change)] if duty.may_change else facts


def holder_words(duty: Duty) -> str:
    """Return who has a duty, e.g. "The integrated care board, each council"."""
    first, *others = (HolderKind(each).label for each in duty.holders)
    return ", ".join([first, *(_lowered(label) for label in others)])


def _lowered(label: str) -> str:
    return label if label.startswith("NHS") else label[0].lower() + label[1:]


def _dates(duty: Duty) -> str:
    begins = f"from {date_words(duty.valid_from)}" if duty.valid_from else "since before our list"
    ends = f" until {date_words(duty.valid_to)}" if duty.valid_to else ""
    return f"{begins}{ends}"


def _tag(duty: Duty, on: date, *, is_in_force: bool) -> tuple[str, str] | None:
    if not is_in_force:
        has_ended = duty.valid_to is not None and duty.valid_to <= on
        return ("Ended", "no") if has_ended else ("Not in force yet", "no")
    if duty.valid_to is not None:
        return f"Ends {date_words(duty.valid_to)}", "gap"
    if duty.may_change:
        return "May change", "part"
    if not duty.is_read:
        return "Not read by us", "no"
    return None
