"""Seal the ledger."""

from django.utils import timezone

from regard.foundation.audit.sealing import seal
from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles


@handles("strategy.seal_ledger")
def seal_ledger(progress: Progress) -> str:  # noqa: ARG001 (a batch is done or not begun)
    """Seal what was written since, batch by batch. A kill loses nothing."""
    sealed = seal(at=timezone.now())
    entries = plural_words(sealed.added, "entry", "entries")
    return f"{entries} sealed. The ledger holds {sealed.size:,}."
