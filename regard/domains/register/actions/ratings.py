"""Take a ratings file of the regulator's into the register."""

from datetime import date, datetime

from regard.domains.register.rules import drift
from regard.domains.register.sources import staging
from regard.domains.register.sources.opening import Table
from regard.domains.register.sources.ratings import Found, read_ratings
from regard.domains.register.sources.setting import Setting

from .applying import apply, plan_for_sets
from .comparing import Comparison, compare
from .key_checks import keys_checked_at_the_end
from .outcomes import NeedsAcceptance, Outcome


def take_ratings(table: Table, setting: Setting, *, accepts_drift: bool, at: datetime) -> Outcome:
    """
    Read, check, compare and apply, in the caller's transaction.

    :raises CannotRead: if the file is not to be trusted.
    :raises NeedsAcceptance: if it would end or change too much to do so unasked.
    """
    found = Found(setting.name, setting.councils)
    staging.make_tables()
    staging.copy(staging.COPY_LOCATIONS, read_ratings(table, setting, found))
    staging.copy(staging.COPY_ORGANISATIONS, found.organisations.values())
    staging.copy(staging.COPY_GROUPS, found.groups)
    staging.copy(staging.COPY_UNREAD, ((number,) for number in sorted(found.unread)))

    as_at = date.fromisoformat(found.newest)
    plan_for_sets()
    comparison = compare(as_at=as_at)
    outcome = _outcome(found, comparison, as_at)
    question = drift.question(
        held=comparison.held,
        ended=comparison.ended,
        moved=comparison.moved,
        councils=((row.council, row.held, row.missing) for row in comparison.missing),
    )
    if question and not accepts_drift:
        raise NeedsAcceptance(question, outcome)
    with keys_checked_at_the_end(rows=comparison.added):
        apply(comparison=comparison, as_at=as_at, at=at)
    return outcome


def _outcome(found: Found, comparison: Comparison, as_at: date) -> Outcome:
    others = {
        "refused": len(found.refusals.cells),
        "elsewhere": found.elsewhere,
        "not_social_care": found.not_social_care,
    }
    return Outcome(
        rows=found.rows,
        as_at=as_at,
        counts=comparison.counts() | others,
        refused=tuple(found.refusals.cells),
    )
