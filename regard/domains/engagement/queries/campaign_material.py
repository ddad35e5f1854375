"""What a machine is given to find campaigns in. For jobs, which were started by a check."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from regard.domains.engagement.models import Answer, Campaign, CampaignUse, Exercise, Point
from regard.domains.engagement.rules.arguments import Letter
from regard.domains.engagement.rules.campaign_words import blanked
from regard.domains.engagement.rules.campaigns import Earlier, Written
from regard.domains.engagement.types import CampaignState, QuestionKind, Stage, Visibility
from regard.foundation.audit.models import Entry

from .showing import list_cuts, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

LOOKED = "campaigns.looked_for"
"""The ledger's word for it; its detail says among how many answers."""


def list_written(*, exercise_id: int) -> tuple[Written, ...]:
    """Return every answer in words, in the order in which they were kept. Two queries."""
    rows = list(
        _answers(exercise_id)
        .order_by("pk")
        .values_list(
            "pk",
            "contribution",
            "text",
            "contribution__withheld_at",
            "contribution__visibility",
        )
    )
    cuts = list_cuts(answer_ids=[row[0] for row in rows])
    return tuple(
        Written(
            answer_id=pk,
            contribution_id=contribution_id,
            text=blanked(text, cuts.get(pk, ())),
            is_read=withheld_at is None,
            is_quotable=withheld_at is None and visibility != Visibility.COUNTED,
        )
        for pk, contribution_id, text, withheld_at, visibility in rows
    )


def list_earlier(*, exercise_id: int) -> tuple[Earlier, ...]:
    """Return the campaigns that there are, with the answers that they were found in."""
    answers: dict[int, set[int]] = defaultdict(set)
    uses = CampaignUse.objects.filter(campaign__exercise=exercise_id)
    for campaign_id, answer_id in uses.values_list("campaign", "answer"):
        answers[campaign_id].add(answer_id)
    campaigns = Campaign.objects.filter(exercise=exercise_id).order_by("pk")
    return tuple(
        Earlier(pk, frozenset(answers[pk]), is_decided=bool(decided_by))
        for pk, decided_by in campaigns.values_list("pk", "decided_by")
    )


def list_points_said(*, exercise_id: int) -> dict[int, str]:
    """Return the words of every point, by its number, in the order in which they were kept."""
    rows = list(
        Point.objects.filter(exercise=exercise_id)
        .order_by("pk")
        .values_list("pk", "text", "start", "answer")
    )
    cuts = list_cuts(answer_ids={answer_id for *_, answer_id in rows})
    return {
        pk: spoken(text, start=start, redactions=cuts.get(answer_id, ()))
        for pk, text, start, answer_id in rows
    }


def list_letters(*, exercise_id: int) -> Sequence[tuple[str, Sequence[Letter]]]:
    """Return the templates that people have not turned down, with the answers made from them."""
    live = CampaignUse.objects.filter(campaign__exercise=exercise_id)
    uses = list(
        live.exclude(campaign__state=CampaignState.REFUSED)
        .order_by("campaign", "pk")
        .values_list("campaign", "campaign__template", "answer", "answer__text", "likeness")
    )
    answer_ids = {answer_id for _, _, answer_id, _, _ in uses}
    points: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    spans = Point.objects.filter(answer__in=answer_ids).order_by("pk")
    for answer_id, pk, start, end in spans.values_list("answer", "pk", "start", "end"):
        points[answer_id][pk] = (start, end)
    cuts = list_cuts(answer_ids=answer_ids)
    found: dict[int, tuple[str, list[Letter]]] = {}
    for campaign_id, template, answer_id, text, likeness in uses:
        said = blanked(text, cuts.get(answer_id, ()))
        letters = found.setdefault(campaign_id, (template, []))[1]
        letters.append(Letter(said, likeness, points[answer_id]))
    return list(found.values())


def count_written(*, exercise_id: int) -> int:
    return _answers(exercise_id).count()


def list_due() -> list[int]:
    """
    Return the exercises in which campaigns are due to be looked for.

    Those that are not answered yet and in which more, or less, is said in words than when it was
    last done. Three queries.
    """
    live = Exercise.objects.filter(stage__in=[Stage.OPEN, Stage.CLOSED])
    subjects = {f"engagement.Exercise:{pk}": pk for pk in live.values_list("pk", flat=True)}
    entries = Entry.objects.filter(event=LOOKED, subject__in=subjects).order_by("pk")
    looked = {
        subjects[subject]: detail["answers"]
        for subject, detail in entries.values_list("subject", "detail")
    }
    written = Answer.objects.filter(_is_written(), contribution__exercise__in=subjects.values())
    counts = written.values_list("contribution__exercise").annotate(n=Count("pk")).order_by()
    return sorted(pk for pk, answers in counts if answers != looked.get(pk))


def _answers(exercise_id: int) -> QuerySet[Answer]:
    return Answer.objects.filter(_is_written(), contribution__exercise=exercise_id)


def _is_written() -> Q:
    return Q(question__kind=QuestionKind.WORDS, contribution__kept_at__isnull=False)
