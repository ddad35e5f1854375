"""Take what a file of the regulator's tells into the register, whatever its layout."""

from collections.abc import Callable
from datetime import date, datetime

from regard.domains.register.models import Load, System
from regard.domains.register.rules import drift, precedence
from regard.domains.register.rules.layouts import Layout
from regard.domains.register.sources import staging
from regard.domains.register.sources.cannot_read import CannotRead
from regard.domains.register.sources.found import Found
from regard.domains.register.sources.reading import Opened
from regard.domains.register.sources.setting import Setting
from regard.domains.register.types import Source
from regard.foundation.base.memory import uncollected

from .comparing import Comparison, compare
from .filling import filled_at_once
from .history import (
    keep_more_ratings,
    keep_ratings,
    keep_standings,
    keep_what_became,
    keep_what_was,
)
from .kinds import add_kinds, change_kinds
from .outcomes import Outcome
from .placing import place_locations
from .planning import plan_as_usual, plan_for_sets
from .relations import write_relations
from .weighing import weigh_locations, weigh_organisations
from .writing import (
    add_locations,
    change_locations,
    find_changed_organisations,
    list_touched,
    write_endings,
    write_organisations,
)

Step = Callable[[int], None]
"""Told how many of the steps are done."""

LOAD_STEPS = ("read the file", "weighed it", "written it", "placed what changed")


def take(opened: Opened, setting: Setting, *, load: Load, at: datetime, step: Step) -> Outcome:
    """
    Read, weigh, compare and write, in the caller's transaction.

    Where it would end or change too much to do so unasked, the outcome has the question: the
    caller looks at what it did, and takes it back.

    :raises CannotRead: if the file is not to be trusted.
    """
    with uncollected():
        found = _stage(opened, setting)
    as_at = found.dated
    if as_at is None:
        raise CannotRead(f"{setting.name} does not say of which date it is")
    step(1)
    layout = opened.layout
    plan_for_sets()
    weigh_organisations(source=layout.source, as_at=as_at)
    weigh_locations(layout=layout, as_at=as_at)
    find_changed_organisations()
    comparison = compare(
        source=layout.source,
        as_full=_as_full(layout.source),
        is_whole_list=layout.is_whole_list,
        as_at=as_at,
    )
    outcome = _outcome(found, comparison, as_at, accepts_drift=load.accepts_drift)
    step(2)
    with filled_at_once(rows=comparison.added):
        if comparison.known:
            keep_what_was(load=load, as_at=as_at, at=at)
        write_organisations(as_at=as_at, at=at)
        if comparison.known:
            _write_known(layout, load=load, as_at=as_at, at=at)
        _write_new(layout, load=load, as_at=as_at, at=at)
    if comparison.known:
        keep_more_ratings(at=at)
    keep_ratings(at=at)
    step(3)
    if not outcome.question:
        _place(at)
    step(4)
    return outcome


def _stage(opened: Opened, setting: Setting) -> Found:
    found = Found(setting.name, setting.councils)
    staging.make_tables()
    staging.copy(staging.COPY_LOCATIONS, opened.read(setting, found))
    staging.copy(staging.COPY_ORGANISATIONS, found.organisations.values())
    staging.copy(staging.COPY_SERVICES, found.services)
    staging.copy(staging.COPY_RATINGS, found.ratings)
    staging.copy(staging.COPY_RELATIONS, found.relations)
    staging.copy(staging.COPY_UNREAD, ((number,) for number in sorted(found.unread)))
    staging.rate_by_services()
    return found


def _place(at: datetime) -> None:
    plan_as_usual()
    if System.objects.exists():
        place_locations(location_ids=list_touched(), at=at)


def _write_known(layout: Layout, *, load: Load, as_at: date, at: datetime) -> None:
    only_refines = layout.source in precedence.ONLY_REFINE_KINDS
    change_locations(as_at=as_at, at=at)
    change_kinds(only_refines=only_refines, as_at=as_at, at=at)
    keep_standings(load=load, as_at=as_at, at=at)


def _write_new(layout: Layout, *, load: Load, as_at: date, at: datetime) -> None:
    add_locations(as_at=as_at, at=at)
    add_kinds(at=at)
    write_endings(source=layout.source.value, as_at=as_at, at=at)
    keep_what_became(load=load, as_at=as_at, at=at)
    write_relations(source=layout.source, at=at)


def _question(comparison: Comparison) -> str | None:
    return drift.question(
        held=comparison.held,
        ended=comparison.left_out,
        moved=comparison.moved,
        councils=((row.council, row.held, row.missing) for row in comparison.missing),
    )


def _as_full(source: Source) -> tuple[Source, ...]:
    """Return the sources whose lists are as full as this one's, or fuller."""
    ranks = precedence.LISTING.ranks
    place = precedence.find_place(ranks=ranks, source=source)
    best = ranks if place is None else ranks[: place[0] + 1]
    return tuple(each for rank in best for each in rank)


def _outcome(found: Found, comparison: Comparison, as_at: date, *, accepts_drift: bool) -> Outcome:
    others = {
        "refused": len(found.refusals.cells),
        "elsewhere": found.elsewhere,
        "not_social_care": found.not_social_care,
    }
    return Outcome(
        rows=found.rows,
        as_at=as_at,
        counts=comparison.counts() | others | found.notes,
        refused=tuple(found.refusals.cells),
        question=None if accepts_drift else _question(comparison),
    )
