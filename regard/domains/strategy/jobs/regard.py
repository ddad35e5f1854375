"""Remind those who record regard of what presses, and count it anew once one is signed."""

from django.utils import timezone

from regard.domains.strategy import actions
from regard.domains.strategy.queries import regard_reminders as queries
from regard.domains.strategy.queries.regard_figures import (
    COUNTING,
    find_newest_published,
    get_regard_figures,
)
from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail.weekly import send_reminders


@handles("strategy.remind_regard")
def remind_of_regard(progress: Progress) -> str:
    """Write what was not written this week, and send what waits. Run twice, it sends once."""
    for system in queries.list_systems_with_documents():
        actions.remind_of_regard(system=system, by=progress.by, at=timezone.now())
    return send_reminders(queries.ABOUT, at=timezone.now()).in_words()


@handles(COUNTING)
def count_regard(progress: Progress) -> str:
    """Work out the figures of a document, so that nobody waits for them. Run twice, it is kept."""
    strategy = find_newest_published(strategy_id=progress.args["strategy_id"])
    whole = get_regard_figures(strategy=strategy).whole
    return f"{whole.regarded:,} of {plural_words(whole.passages, 'passage')} regarded."
