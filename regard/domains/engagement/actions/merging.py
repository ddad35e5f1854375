"""What becomes of an exercise's rows when two records of the register are found to be one."""

from regard.domains.engagement.models import AudienceMember, Invitation
from regard.domains.register import actions as register

MERGEABLE = (
    ("engagement.AudienceMember.location", "places in audiences"),
    ("engagement.Invitation.location", "invitations"),
    ("engagement.Contribution.location", "answers and other contributions"),
)


def _of_exercises_that_asked_both(
    pointer: register.Pointer, kept_id: int, merged_id: int
) -> set[int]:
    """
    Return the rows of the merged one in exercises that asked the kept one too.

    An audience is fixed on the day it opens: were the two made one in it, a published rate would
    change. In an exercise that asked only one of them, all goes over together.
    """
    asked = set(AudienceMember.objects.filter(location=kept_id).values_list("exercise", flat=True))
    asked |= set(Invitation.objects.filter(location=kept_id).values_list("exercise", flat=True))
    rows = pointer.rows(merged_id).filter(exercise__in=asked)
    return set(rows.values_list("pk", flat=True))


def say_what_merges_do() -> None:
    """Register how every row of an exercise that names a location, provider or service moves."""
    for label, words in MERGEABLE:
        register.handles_merge(
            label, register.How.MOVE, words=words, unless=_of_exercises_that_asked_both
        )
    register.handles_merge(
        "engagement.AudienceMember.service",
        register.How.MOVE,
        words="kinds of care in audiences",
        unless=register.kept_has_the_same("exercise_id"),
    )
    register.handles_merge(
        "engagement.AudienceMember.organisation",
        register.How.MOVE,
        words="places in audiences",
    )
    _say_of_what_came_and_was_asked()


def _say_of_what_came_and_was_asked() -> None:
    register.handles_merge(
        "engagement.Arrival.location", register.How.MOVE, words="emails and documents that came"
    )
    register.handles_merge(
        "engagement.Voter.location",
        register.How.MOVE,
        words="voices in conversations",
        unless=register.kept_has_the_same("conversation_id"),
    )
    register.handles_merge(
        "engagement.Digest.location",
        register.How.MOVE,
        words="digests",
        unless=register.kept_has_the_same("week"),
    )
    register.handles_merge(
        "engagement.Shield.location",
        register.How.MOVE,
        words="answers behind a shield",
        is_secret=True,
    )
    register.handles_merge(
        "engagement.ChaseNote.location", register.How.MOVE, words="notes of calls"
    )
    register.handles_merge(
        "engagement.ChaseTask.location",
        register.How.MOVE,
        words="calls that are somebody's job",
        unless=register.kept_has_the_same("exercise_id"),
    )
    register.handles_merge(
        "engagement.DigestWish.location",
        register.How.MOVE,
        words="wishes for the week's ten lines",
        unless=register.kept_has_the_same("system_id"),
    )
