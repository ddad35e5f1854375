"""Learn from how people placed points, and suggest where the rest belong."""

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement import actions, queries
from regard.domains.engagement.rules.learning import Findings, find_suggestions
from regard.foundation.jobs.progress import Progress, handles


@handles("engagement.learn_themes")
def learn_themes(progress: Progress) -> str:
    """
    Learn, and write what was learnt; what people decide meanwhile stays as they decide.

    Nobody may be waiting for it, so that it is no failure if there is no more to suggest.
    """
    exercise_id = progress.args["exercise_id"]
    if "message" in progress.cursor:  # written, and then the worker was killed
        return str(progress.cursor["message"])
    progress.advance(done=0, total=3)
    lesson = queries.get_lesson(exercise_id=exercise_id)
    progress.advance(done=1)
    findings = find_suggestions(lesson)
    progress.advance(done=2)
    message = _tell(findings)
    try:
        with transaction.atomic():
            actions.write_suggestions(
                exercise_id=exercise_id, findings=findings, by=progress.by, at=timezone.now()
            )
            progress.advance(done=3, cursor={"message": message})
    except actions.CannotEditThemes as refusal:
        return f"Nothing was suggested. {refusal}."
    return message


def _tell(findings: Findings) -> str:
    points = len({each.point_id for each in findings.suggested})
    unsure = sum(each.is_unsure for each in findings.suggested)
    learnt = (
        f"{findings.learnt:,} themes learnt from {findings.read:,} points that people read."
        if findings.learnt
        else f"{findings.read:,} points that people read are too few to learn a theme from."
    )
    return (
        f"{learnt} {len(findings.suggested):,} suggestions for {points:,} points, "
        f"of which {unsure:,} are unsure.{_tell_stances(findings)}"
    )


def _tell_stances(findings: Findings) -> str:
    found = findings.stances
    if not found.learnt_from:
        return ""
    return (
        f" Learnt from {found.learnt_from:,} stances that people gave, it guesses of "
        f"{len(found.suggested):,} whether they are for or against."
    )
