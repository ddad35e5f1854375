"""Published documents, decisions in their time, and what these made of them."""

from datetime import UTC, date, datetime

import factory

from regard.domains.governance.types import BodyKind, DecisionState
from regard.domains.strategy.models import RegardPassage, RegardRecord
from regard.domains.strategy.types import RegardEffect, StrategyStage
from tests.factories.governance import BodyFactory, DecisionFactory
from tests.factories.strategy import PassageFactory, StrategyFactory

OUT = datetime(2026, 10, 1, 9, tzinfo=UTC)
"""When the document below was published."""

DECIDED_ON = date(2026, 11, 3)

PASSAGES = (
    ("1.1", "Home before four", "Nobody leaves hospital after four in the afternoon."),
    ("2.3", "The road is paid", "Home care contracts pay for travel between visits."),
    ("3.1", "Carers are asked", "No plan counts on an unpaid carer who was not asked."),
)


class RegardRecordFactory(factory.django.DjangoModelFactory[RegardRecord]):
    """A record that is not signed; give `decision=` and `strategy=`."""

    class Meta:
        model = RegardRecord

    system = factory.SelfAttribute("strategy.system")
    effect = "Travel is paid in every new contract."
    providers_said = "Forty-three providers said that the road is not paid."
    involved_on = date(2026, 9, 1)
    recorded_by = "person:1"
    recorded_at = datetime(2026, 11, 4, 12, tzinfo=UTC)


class RegardPassageFactory(factory.django.DjangoModelFactory[RegardPassage]):
    class Meta:
        model = RegardPassage

    effect = RegardEffect.FOLLOWED
    where = "In the first sentence"


def make_published(system=None, *, at=OUT, passages=PASSAGES, follows=None, **known):
    """Return a published version with its passages; they keep their keys from the one before."""
    given = {"system": system} if system else {}
    if follows is not None:
        given |= {"system": follows.system, "slug": follows.slug, "number": follows.number + 1}
        given["follows"] = follows
    strategy = StrategyFactory(**given, **known)
    for number, (ref, heading, text) in enumerate(passages, start=1):
        PassageFactory(
            strategy=strategy,
            key=f"p{number}",
            position=number,
            ref=ref,
            heading=heading,
            text=text,
        )
    strategy.stage, strategy.published_at = StrategyStage.PUBLISHED, at
    strategy.save()
    return strategy


def make_decision(system, *, kind=BodyKind.BOARD, body=None, **known):
    """Return a decision that was recorded, of a body that acts for somebody with the duty."""
    body = body or BodyFactory(system=system, kind=kind)
    known = {"state": DecisionState.RECORDED, "decided_on": DECIDED_ON} | known
    return DecisionFactory(body=body, **known)


def make_record(decision, strategy, *, effects=None, is_signed=True, **known):
    """
    Return what a decision made of a document.

    :param effects: by the passage's number; the second passage is followed where none are given.
    """
    record = RegardRecordFactory(decision=decision, strategy=strategy, **known)
    given = {"2.3": RegardEffect.FOLLOWED} if effects is None else effects
    for ref, effect in given.items():
        why = "The money is not there." if effect.needs_why else ""
        passage = strategy.passages.get(ref=ref)
        RegardPassageFactory(record=record, passage=passage, effect=effect, why=why)
    if is_signed:
        record.signed_name, record.signed_by = "Ann Carr, chair", "person:1"
        record.signed_at = datetime(2026, 11, 10, 12, tzinfo=UTC)
        record.save()
    return record
