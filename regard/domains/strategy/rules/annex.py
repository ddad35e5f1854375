"""What an annex lacks."""

from collections.abc import Sequence

from regard.domains.engagement.types import ExerciseRow
from regard.domains.strategy.types import OpinionRow


def list_gaps(
    *, exercises: Sequence[ExerciseRow], waiting: int, opinions: Sequence[OpinionRow]
) -> list[str]:
    """
    Return what is missing, each as a sentence, in the order of the law's own words.

    :param waiting: how many things said have no outcome.
    """
    gaps = []
    if not exercises:
        gaps.append("Nobody was consulted: the plan answers no exercise.")
    gaps += [f"Nobody answered “{row.title}”." for row in exercises if not row.contributions]
    if waiting:
        what = "thing that was said has" if waiting == 1 else "things that were said have"
        gaps.append(
            f"{waiting:,} {what} no outcome, so it is not said how it was taken into account."
        )
    if not opinions:
        gaps.append("No health and wellbeing board is recorded here.")
    for row in opinions:
        if row.opinion_id is None:
            gaps.append(f"{row.body_name} has not given its opinion.")
        elif row.takes_account is None:
            gaps.append(
                f"{row.body_name} does not say whether the plan takes proper account of its "
                "strategy."
            )
    return gaps
