"""
Whether an exercise is fair, by the four principles of Gunning.

R v Brent LBC ex p Gunning (1985) 84 LGR 168, approved in R (Moseley) v Haringey LBC [2014]
UKSC 56, which adds that people may need to be told of options that were turned down, and why.
The table in `tests/domains/engagement/rules/test_gate.py` says the same case by case.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from regard.domains.engagement.types import Principle
from regard.domains.engagement.types.gate import (
    BEFORE_OPENING,
    SIGNS,
    GateFacts,
    OverrideRow,
    PrincipleState,
    ProofRow,
    Sign,
    SignState,
)

from .words import count, day

FEW_QUESTIONS = 3

DAYS_FOR_FEW = 14
DAYS_FOR_MANY = 28

TIME_SOURCE = (
    "No law sets a number of days. The government’s consultation principles (Cabinet Office, "
    "2018) ask for a time in proportion; its code of 2008, no longer in force, asked for twelve "
    f"weeks. {DAYS_FOR_FEW} days for up to {FEW_QUESTIONS} questions and {DAYS_FOR_MANY} for "
    "more is the custom here. The days from 24 December to 1 January, and days on which it was "
    "paused, do not count."
)

PRE_ELECTION_DAYS = 42
"""By custom about six weeks before polling day; the Cabinet Office's principles ask not to
consult then. The ordinary day of local elections is the first Thursday in May
(Representation of the People Act 1983, s.37)."""

ASKED_OPENLY = "No option is put forward: we ask openly, before there are any."
"""What a person says, in one press, in place of options."""

SHORTEST_WHY = 20
"""Characters. A reason that says less is none."""


def look(
    facts: GateFacts,
    *,
    proofs: Iterable[ProofRow] = (),
    overrides: Iterable[OverrideRow] = (),
) -> tuple[PrincipleState, ...]:
    """Return every principle with its signs: what was found, what was offered, what is missing."""
    found = _findings(facts)
    offered = list(proofs)
    by_principle = {override.principle: override for override in overrides}
    return tuple(
        PrincipleState(
            principle,
            tuple(_sign_state(sign, found, offered) for sign in signs),
            by_principle.get(principle),
        )
        for principle, signs in SIGNS.items()
    )


def reasons_not_to_open(states: Iterable[PrincipleState]) -> list[str]:
    """Return what is missing before an exercise may open; empty if nothing is."""
    return reasons_against(states, principles=BEFORE_OPENING)


def reasons_not_to_answer(states: Iterable[PrincipleState]) -> list[str]:
    """Return what is missing before an exercise counts as answered; empty if nothing is."""
    return reasons_against(states, principles=(Principle.CONSIDERED,))


def reasons_against(
    states: Iterable[PrincipleState], *, principles: Collection[Principle]
) -> list[str]:
    return [
        sign.words
        for state in states
        if state.principle in principles and not state.lets_through
        for sign in state.signs
        if not sign.is_there
    ]


def needed_days(questions: int) -> int:
    return DAYS_FOR_FEW if questions <= FEW_QUESTIONS else DAYS_FOR_MANY


def counted_days(*, opens_on: date, closes_on: date, left_out: int = 0) -> int:
    """Return how many days people have, first and last counted, without Christmas week."""
    days = (opens_on + timedelta(days=n) for n in range((closes_on - opens_on).days + 1))
    return max(0, sum(not _is_christmas(each) for each in days) - left_out)


def election_near(on: date) -> date | None:
    """Return the day of local elections in the weeks before which a day lies; None if none."""
    first = date(on.year, 5, 1)
    polling = first + timedelta(days=(3 - first.weekday()) % 7)
    return polling if timedelta(0) <= polling - on <= timedelta(days=PRE_ELECTION_DAYS) else None


def reasons_against_proof(*, sign: Sign, words: str, url: str, has_file: bool) -> dict[str, str]:
    """Return what is wrong with a proof that a person offers, by field; empty if nothing is."""
    reasons = {}
    if len(words.strip()) < SHORTEST_WHY:
        reasons["words"] = "Say what it shows, in a sentence"
    if url.strip() and not url.strip().startswith(("https://", "http://")):
        reasons["url"] = "Give the whole address, beginning with https://"
    if sign in {Sign.PACK, Sign.READ} and not url.strip() and not has_file:
        reasons["url"] = "Give an address or a file where it can be read"
    return reasons


def reasons_against_override(*, because: str, named: str) -> dict[str, str]:
    """Return what is wrong with letting an exercise go on without a principle, by field."""
    reasons = {}
    if len(because.strip()) < SHORTEST_WHY:
        reasons["because"] = "Say why, in a sentence that anyone may read"
    if " " not in named.strip():
        reasons["named"] = "Give the name and the office of the person who answers for it"
    return reasons


def _is_christmas(on: date) -> bool:
    return (on.month, on.day) >= (12, 24) or (on.month, on.day) == (1, 1)


def _sign_state(
    sign: Sign, found: Mapping[Sign, tuple[bool, str]], offered: Sequence[ProofRow]
) -> SignState:
    is_found, words = found[sign]
    its = tuple(proof for proof in offered if proof.sign is sign)
    return SignState(sign, is_found, words, its)


def _findings(facts: GateFacts) -> dict[Sign, tuple[bool, str]]:
    """Return for every sign whether it is found, and what there is or is missing, in words."""
    return {**_formative(facts), **_informed(facts), **_time(facts), **_considered(facts)}


def _formative(facts: GateFacts) -> dict[Sign, tuple[bool, str]]:
    options = count(facts.open_options, "option")
    return {
        Sign.OPEN_TO_CHANGE: _either(
            bool(facts.open_to_change.strip()),
            "It is written on the exercise’s page.",
            "Say what the answers can still change.",
        ),
        Sign.DECIDED: _either(
            bool(facts.decided.strip()),
            "It is written on the exercise’s page. Whoever wrote it says that no question asks "
            "about it.",
            "Say what is decided already, and by whom; or that nothing is.",
        ),
        Sign.OPTION: _either(
            facts.open_options > 0,
            f"{options[:1].upper()}{options[1:]} can still be chosen.",
            "Write down at least one option that people can still choose, or say that you ask "
            "openly, with none.",
        ),
    }


def _informed(facts: GateFacts) -> dict[Sign, tuple[bool, str]]:
    rejected = count(facts.rejected_options, "option")
    return {
        Sign.PACK: _either(
            facts.has_pack,
            "A version of the information is published.",
            "Publish what people need to know before they answer.",
        ),
        Sign.REJECTED: _either(
            facts.rejected_options > 0,
            f"{rejected[:1].upper()}{rejected[1:]} turned down, each with why.",
            "Write down what was turned down and why, or say that nothing was.",
        ),
        Sign.PLAIN: _either(
            not facts.hints,
            "Short sentences and everyday words.",
            " ".join(("Write more plainly why you ask.", *facts.hints)),
        ),
    }


def _time(facts: GateFacts) -> dict[Sign, tuple[bool, str]]:
    days = counted_days(
        opens_on=facts.opens_on, closes_on=facts.closes_on, left_out=facts.days_left_out
    )
    needed = needed_days(facts.questions)
    election = election_near(facts.opens_on)
    return {
        Sign.DAYS: _either(
            days >= needed,
            f"{count(days, 'day')} that count; {needed} are the custom here for "
            f"{count(facts.questions, 'question')}.",
            f"Only {count(days, 'day')} count, and {needed} are the custom here for "
            f"{count(facts.questions, 'question')}. Move the last day, or say why it is enough.",
        ),
        Sign.ELECTION: _either(
            election is None,
            "No local elections within six weeks of opening.",
            f"Local elections are on {day(election or facts.opens_on)}, within six weeks of "
            "opening. Open later, or say why it does not matter here.",
        ),
    }


def _considered(facts: GateFacts) -> dict[Sign, tuple[bool, str]]:
    decides_on = facts.decides_on
    is_read = (
        facts.has_closed
        and facts.themes_signed_off == facts.themes
        and (facts.themes > 0 or not facts.has_points)
    )
    return {
        Sign.REPLY: _either(
            facts.reply_by > facts.closes_on,
            f"By {day(facts.reply_by)}.",
            "Promise an answer by a day after the last day for answers.",
        ),
        Sign.DECIDED_AFTER: _either(
            decides_on is None or decides_on > facts.closes_on,
            f"The deciding begins on {day(decides_on)}."
            if decides_on
            else "No deciding is planned before it closes.",
            "Move the deciding to after the last day for answers.",
        ),
        Sign.READ: _either(
            is_read,
            f"A person has read and signed off {count(facts.themes, 'theme')}."
            if facts.themes
            else "Nothing was said in words that could be overlooked.",
            "Sign off every theme, or show by whom and when all of it was read."
            if facts.has_closed
            else "All of it can only be read once it has closed.",
        ),
    }


def _either(is_found: bool, there: str, missing: str) -> tuple[bool, str]:  # noqa: FBT001 (read aloud, it is an if)
    return is_found, there if is_found else missing
