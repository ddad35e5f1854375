"""Take the rows of a spreadsheet of answers."""

from django.utils import timezone

from regard.domains.engagement import actions, queries
from regard.domains.engagement.rules.words import count
from regard.foundation.jobs.progress import Progress, handles


@handles("engagement.load_contributions")
def load_contributions(progress: Progress) -> str:
    """
    Take all rows in one transaction.

    Killed half-way, nothing was taken and it begins again; begun again after its end, it
    finds that it has ended.
    """
    loaded = actions.take_answers(
        answers_file_id=progress.args["answers_file_id"], by=progress.by, at=timezone.now()
    )
    progress.advance(done=loaded.rows_read, total=loaded.rows_read)
    refused = queries.count_refused_answers(answers_file=loaded)
    return f"{count(loaded.taken, 'answer')} kept, {count(refused, 'row')} refused."
