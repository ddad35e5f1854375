"""Versions, numbers and checklists, in sentences."""

from collections.abc import Sequence

from regard.domains.strategy import rules
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.queries import Renumbering
from regard.domains.strategy.rules.templates import Check
from regard.domains.strategy.types import DocumentKind


def versions_lede(versions: Sequence[Strategy]) -> str:
    """Return how many versions there are. `versions`: the newest first."""
    published = [row for row in versions if row.published_at]
    if not published:
        return "Nothing is published yet."
    times = "once" if len(published) == 1 else f"{len(published):,} times"
    draft = " The next version is being written." if len(published) < len(versions) else ""
    return f"It was published {times}. What was published stays as it was.{draft}"


def version_lede(strategy: Strategy, versions: Sequence[Strategy]) -> str:
    """Return what a version is. `versions`: the newest first."""
    if strategy.published_at is None:
        return "A draft, which only the partnership’s own people see."
    day = rules.long_date(strategy.published_at.date())
    newer = [row for row in versions if row.published_at and row.number > strategy.number]
    if newer:
        return f"Published on {day}, and kept as it was. There is a newer version."
    return f"Published on {day}. It is the newest, and does not change any more."


def renumber_lede(preview: Renumbering) -> str:
    many = len(preview.changes)
    if not many:
        return "Every passage has the number of its place already."
    what = "1 passage would get" if many == 1 else f"{many:,} passages would get"
    return f"{what} another number. Links by key, such as p17, lead there all the same."


def checklist_lede(kind: DocumentKind, checks: Sequence[Check]) -> str:
    """Return how much of the template is written."""
    if not checks:
        return f"Nothing is known of what “{kind.label.lower()}” should contain."
    done = sum(not each.is_missing for each in checks)
    law = [each for each in checks if each.section.is_law]
    missing = sum(each.is_missing for each in law)
    written = f"{done} of {len(checks)} parts are written."
    if not law:
        return written
    if not missing:
        return f"{written} All that the law asks for are among them."
    left = f"{missing} {'is' if missing == 1 else 'are'} missing"
    return f"{written} Of the {len(law)} that the law asks for, {left}."
