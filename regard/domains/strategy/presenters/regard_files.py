"""The register of regard as data: CSV, JSON, and a feed that readers of news take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from regard.domains.strategy.types import RegardedRow, RegardRow
from regard.foundation.design.words import date_words

from .regard import effects_words, record_url

if TYPE_CHECKING:
    from regard.domains.register.models import System

CSV_HEADER = (
    "Decision",
    "Title",
    "Body",
    "Decided on",
    "Care is bought by it",
    "Document",
    "Version",
    "Passage",
    "Passage key",
    "Heading",
    "Effect",
    "Where in the decision",
    "Why departed from",
    "Effect as a whole",
    "Providers involved since",
    "Signed by",
    "Signed on",
)

Signed = tuple[RegardRow, list[RegardedRow]]


def csv_rows(records: Iterable[Signed]) -> Iterator[tuple[object, ...]]:
    """Yield a row of `CSV_HEADER` for each passage, or one for a record that names none."""
    for record, passages in records:
        before = (
            record.decision_ref,
            record.decision_title,
            record.body_name,
            record.decided_on.isoformat(),
            "yes" if record.is_commissioning else "no",
            record.strategy_title,
            record.number,
        )
        involved_on = record.involved_on.isoformat() if record.involved_on else ""
        after = (
            record.effect,
            involved_on,
            record.signed_name,
            record.signed_at.date().isoformat(),
        )
        named: list[tuple[str, ...]] = [
            (each.ref, each.key, each.heading, each.effect.label, each.where, each.why)
            for each in passages
        ]
        for middle in named or [("",) * 6]:
            yield (*before, *middle, *after)


def json_record(
    system: System, record: RegardRow, passages: list[RegardedRow]
) -> dict[str, object]:
    """Return a record as data, as the guide on having regard describes it."""
    return {
        "url": _site(record_url(system.slug, record.decision_ref, record.strategy_slug)),
        "decision": {
            "number": record.decision_ref,
            "title": record.decision_title,
            "body": record.body_name,
            "decided_on": record.decided_on.isoformat(),
            "buys_care": record.is_commissioning,
        },
        "document": {
            "slug": record.strategy_slug,
            "title": record.strategy_title,
            "version": record.number,
        },
        "passages": [
            {
                "key": each.key,
                "number": each.ref,
                "heading": each.heading,
                "effect": each.effect.value,
                "where": each.where,
                "why": each.why,
            }
            for each in passages
        ],
        "effect": record.effect,
        "providers_involved_since": record.involved_on.isoformat() if record.involved_on else None,
        "signed_by": record.signed_name,
        "signed_at": record.signed_at.isoformat(),
    }


def regard_feed(rows: Iterable[RegardRow], *, system: System) -> str:
    """Return the newest records as an Atom feed (RFC 4287)."""
    feed = Atom1Feed(
        title=f"Records of regard: {system.partnership_name}",
        link=_site(reverse("strategy:regards", args=[system.slug])),
        description="",
        language="en-GB",
        feed_url=_site(reverse("strategy:regards_feed", args=[system.slug])),
    )
    for row in rows:
        url = _site(record_url(system.slug, row.decision_ref, row.strategy_slug))
        feed.add_item(
            title=f"{row.decision_title} ({row.body_name})",
            link=url,
            description=(
                f"Decided on {date_words(row.decided_on)}. {row.strategy_title}: "
                f"{effects_words(row)}. {row.effect}"
            ),
            unique_id=url,
            updateddate=row.signed_at,
        )
    written: str = feed.writeString("utf-8")
    return written


def _site(path: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{path}"
