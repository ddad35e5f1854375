"""Forget those who sat on bodies, once their time is over."""

from django.utils import timezone

from regard.domains.governance import actions
from regard.domains.register import queries as register
from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles


@handles("governance.forget_holders")
def forget_holders(progress: Progress) -> str:
    """Forget addresses after the last seat, and names six years later. Run twice, it does once."""
    forgotten = sum(
        actions.forget_holders(system=system, by=progress.by, at=timezone.now())
        for system in register.list_systems()
    )
    people = plural_words(forgotten, "person", "people")
    return f"Something was forgotten of {people}."
