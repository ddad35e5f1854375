"""Who may read what was said, and what else they may do."""

from dataclasses import dataclass

from regard.domains.engagement import queries as engagement
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import StrategyStage
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotAllowed

from .strategies import answered_exercises


@dataclass(frozen=True)
class Rights:
    """What the caller may do with a strategy as it is now: nothing published changes."""

    write: bool
    decide: bool
    publish: bool
    send_replies: bool
    make_bundle: bool


def get_rights(*, strategy: Strategy, caller: Caller) -> Rights:
    is_draft = strategy.stage == StrategyStage.DRAFT
    return Rights(
        write=is_draft and is_allowed(caller, Permission.WRITE, strategy),
        decide=is_draft and is_allowed(caller, Permission.DECIDE_OUTCOMES, strategy),
        publish=is_draft and is_allowed(caller, Permission.PUBLISH, strategy),
        send_replies=not is_draft and is_allowed(caller, Permission.SEND_REPLIES, strategy),
        make_bundle=not is_draft and is_allowed(caller, Permission.MAKE_BUNDLE, strategy),
    )


def may_read_words(*, strategy: Strategy, caller: Caller) -> bool:
    """Test whether the caller may read what was said in all that a strategy answers. One query."""
    return all(
        engagement.may_read_words(exercise=each, caller=caller)
        for each in answered_exercises(strategy)
    )


def check_reader(*, strategy: Strategy, caller: Caller) -> bool:
    """
    Return whether the caller may know who said what a strategy answers. One query.

    :raises NotAllowed: if they may not even read the words, as before these are published.
    """
    exercises = list(answered_exercises(strategy))
    if not all(engagement.may_read_words(exercise=e, caller=caller) for e in exercises):
        raise NotAllowed("You do not have permission to read what was said")
    return all(engagement.may_see_who(exercise=e, caller=caller) for e in exercises)
