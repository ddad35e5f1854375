"""Entries and heads for tests."""

from datetime import UTC, datetime

from regard.foundation.audit import sealing
from regard.foundation.audit.models import Entry, Seal

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def make_entries(count: int) -> list[Entry]:
    """Write entries such as actions write, one unlike the other."""
    return Entry.objects.bulk_create(
        Entry(
            event="thing.done",
            subject=f"register.System:{number}",
            by=f"person:{number % 7}",
            at=AT,
            detail={"words": "Café – “warm”", "number": number},
        )
        for number in range(count)
    )


def sealed(count: int) -> Seal:
    """Return the head of a ledger with so many entries more."""
    make_entries(count)
    sealing.seal(at=AT)
    found = Seal.objects.order_by("-size").first()
    assert found is not None
    return found
