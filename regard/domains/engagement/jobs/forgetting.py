"""Forget those who spoke, once their time is over."""

from django.utils import timezone

from regard.domains.engagement import actions
from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles


@handles("engagement.forget_people")
def forget_people(progress: Progress) -> str:
    """Forget who spoke two years after the reply. Run twice, it does so once."""
    exercises = actions.forget_people(by=progress.by, at=timezone.now())
    return f"Those who spoke were forgotten in {plural_words(exercises, 'exercise')}."
