"""How well answers are typed in, in words."""

from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types.keying import Keying, Rate

NOTHING_TYPED = "Nothing that came by telephone, on paper or from a meeting was typed in yet."


def lede(keying: Keying) -> str:
    """Return how far it has come and what it found, in figures."""
    if not keying.typed:
        return NOTHING_TYPED
    typed = count(keying.typed, "answer")
    verb = "was" if keying.typed == 1 else "were"
    if not keying.drawn:
        return f"{typed} {verb} typed in by one of the team. None has been typed twice."
    done = f"{keying.done:,} of {keying.drawn:,} drawn were typed twice, of {typed} typed in."
    if not keying.done:
        return done
    return f"{done} {_found(keying)}"


def rate_in_words(rate: Rate) -> tuple[str, str]:
    """Return e.g. "12%" and "between 4% and 30%"; both empty where nothing is known."""
    if rate.share is None or rate.low is None or rate.high is None:
        return "", ""
    if rate.low == rate.high:
        return percent(rate.share), "exactly, as all was typed twice"
    return percent(rate.share), f"between {percent(rate.low)} and {percent(rate.high)}"


def percent(share: float) -> str:
    """Return a share with as many places as a small one needs."""
    return f"{share:.1%}" if 0 < share < 0.1 else f"{share:.0%}"


def _found(keying: Keying) -> str:
    wrong = "None has an error" if not keying.wrong else f"{keying.wrong:,} had an error"
    share, ends = rate_in_words(keying.of_contributions)
    known = f"so of everything typed in about {share} may have one, {ends}"
    waits = f" {count(keying.open, 'difference')} to decide." if keying.open else ""
    return f"{wrong}; {known}.{waits}"
