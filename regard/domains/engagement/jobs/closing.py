"""Close what has had its last day."""

from django.utils import timezone

from regard.domains.engagement import actions
from regard.foundation.jobs.progress import Progress, handles


@handles("engagement.close_due")
def close_due(progress: Progress) -> str:
    """Close every open exercise whose last day is over. Started once a day."""
    closed = actions.close_due_exercises(by=progress.by, at=timezone.now())
    return f"{closed} closed."
