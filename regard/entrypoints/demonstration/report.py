"""The whole loop in numbers, and whoever in it is without an answer."""

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import Channel, ContributorRow, Stage
from regard.domains.register import queries as register
from regard.domains.register.types import Criteria
from regard.domains.strategy import queries as strategy
from regard.domains.strategy.types import StrategyStage
from regard.foundation.accounts.callers import Command

from . import land
from .corpus import read


def table() -> list[tuple[str, int]]:
    """Return what to print of the demonstration: words and numbers, along the loop."""
    system = register.get_system(slug=land.SLUG, caller=Command())
    rows = [("Services known", register.count_audience(system=system, criteria=Criteria()))]
    for row in engagement.list_exercises(system=system, caller=Command())[::-1]:
        if row.stage is Stage.CLOSED or row.title == read("review")["title"]:
            continue  # a wave of a pulse, or a draft that some were asked to read
        exercise = engagement.get_exercise(system=system, slug=row.slug, caller=Command())
        which = f"{row.stage.label} exercise:"
        rows += [(f"{which} services asked", row.asked), (f"{which} services heard", row.heard)]
        contributors = engagement.list_contributors(exercise=exercise)
        rows += [(f"{which} heard {way.label}", n) for way, n in _by_way(contributors) if n]
        rows += [(f"{which} points", row.points), (f"{which} themes", row.themes)]
    status = strategy.get_status(
        strategy=strategy.get_strategy(
            system=system, slug=read("strategy")["slug"], caller=Command()
        )
    )
    return [
        *rows,
        ("Points with an outcome", status.points_with_outcome),
        ("Replies sent", status.sent),
        ("Replies owed", status.owed + status.failed),
    ]


def missing() -> list[str]:
    """
    Return each voice in an answered exercise that has no outcome or no reply, in words.

    Empty when all is well.
    """
    system = register.get_system(slug=land.SLUG, caller=Command())
    plan = strategy.get_strategy(system=system, slug=read("strategy")["slug"], caller=Command())
    status = strategy.get_status(strategy=plan)
    words = [
        f"Without an outcome: {item.title}"
        for item in strategy.list_missing_outcomes(strategy=plan)
    ]
    if status.stage is not StrategyStage.PUBLISHED:
        words.append("The strategy is not published")
    if status.owed:
        words.append(f"{status.owed} contributions have had no reply")
    if status.failed:
        words.append(f"{status.failed} replies did not arrive")
    return words


def _by_way(contributors: list[ContributorRow]) -> list[tuple[Channel, int]]:
    return [
        (way, sum(contributor.channel is way for contributor in contributors)) for way in Channel
    ]
