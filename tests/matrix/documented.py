"""A document in two versions, a passage that was taken out, and a file that was brought."""

from datetime import UTC, datetime

from regard.domains.engagement.types import Stage
from regard.domains.strategy import actions
from regard.domains.strategy.models import RemovedPassage, Strategy
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    QuestionFactory,
)
from tests.factories.strategy import OutcomeFactory, PassageFactory, StrategyFactory

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TAKEN_OUT = "p900"

OF_WHAT_IS_PUBLISHED = {
    "strategy:answer_again",
    "strategy:late",
    "strategy:regulator",
    "strategy:regulator_file",
    "strategy:reply_late",
}
"""Addresses of what there is of published documents alone."""


def documented(strategy, name):
    """Return what an address of a document names; nothing for any other address."""
    if name in OF_WHAT_IS_PUBLISHED:
        answered, point = with_an_answer(strategy.system)
        return {"slug": answered.slug, "point_id": point.pk}
    if name == "strategy:passage_key":
        return {"key": strategy.passages.get().key}
    if name == "strategy:changes":
        return {"slug": in_two_versions(strategy).slug, "number": 2}
    if name == "strategy:restore_passage":
        RemovedPassage.objects.get_or_create(
            strategy=strategy, key=TAKEN_OUT, ref="9", heading="Gone", by="person:1", at=AT
        )
        return {"ref": TAKEN_OUT}
    if name == "strategy:bring_preview":
        kept = actions.keep_document(
            strategy=strategy, name="a.md", chunks=[b"# One\n\nWords.\n"], by="person:1", at=AT
        )
        return {"file_id": kept.pk}
    return {}


def with_an_answer(system):
    """Return a published document, and the point that it answered."""
    found = Strategy.objects.filter(system=system, slug="answered").first()
    if found is None:
        exercise = ExerciseFactory(system=system, slug="answered", stage=Stage.ANSWERED)
        said = ContributionFactory(exercise=exercise)
        answer = AnswerFactory(
            contribution=said, question=QuestionFactory(exercise=exercise), text="Pay us."
        )
        point = PointFactory(answer=answer, text="Pay us.", start=0)
        found = StrategyFactory(system=system, slug="answered", exercise=exercise)
        PassageFactory(strategy=found)
        OutcomeFactory(strategy=found, theme=None, point=point)
        Strategy.objects.filter(pk=found.pk).update(stage="published", published_at=AT)
    return found, found.outcomes.get().point


def in_two_versions(strategy):
    found = Strategy.objects.filter(system=strategy.system, slug="again", number=2).first()
    if found is None:
        first = StrategyFactory(system=strategy.system, slug="again")
        PassageFactory(strategy=first)
        Strategy.objects.filter(pk=first.pk).update(stage="published", published_at=AT)
        found = actions.begin_version(strategy=first, because="Needs.", by="person:1", at=AT)
    return found
