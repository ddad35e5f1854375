"""
Sentences from templates: what keeps a thousand made-up answers from reading like one.

In a template, `[a|b]` means one or the other and may hold more of the same; `{n:3-7}` is a
number from 3 to 7; `{name}` is one of the phrases of that slot, `{name:C}` with a capital.
`{he}` and `{him}` follow whoever a slot before brought in; a plain "she" in the template
makes its slots bring in a woman or someone whose sex is not said.
"""

import re
from collections.abc import Mapping, Sequence
from random import Random

Slots = Mapping[str, Sequence[str]]

PERSONS = frozenset({"resident", "client", "tenant", "relative"})
"""Slots that bring in a person."""

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)(?::([^{}]+))?\}")
_SHE = re.compile(r"\b(she|her|hers|herself)\b", re.IGNORECASE)
_HE = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
_WOMAN = re.compile(r"\b(lady|ladies|woman|girl|mum|wife|mother|sister|aunt)\b", re.IGNORECASE)
_MAN = re.compile(
    r"\b(gentleman|gentlemen|man|lad|dad|husband|father|brother|uncle)\b", re.IGNORECASE
)

WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

PRONOUNS = {
    "woman": {"he": "she", "him": "her", "his": "her"},
    "man": {"he": "he", "him": "him", "his": "his"},
}


def expand(template: str, *, slots: Slots, random: Random) -> str:
    """
    Return one sentence, or a few, that the template can make.

    :raises KeyError: if it names a slot that there is not.
    """
    text = _choose(template, random)
    wanted = _sex_in(_SLOT.sub("", text))
    met = wanted

    def fill(slot: re.Match[str]) -> str:
        nonlocal met
        name, how = slot[1], slot[2] or ""
        if name in PRONOUNS["man"]:
            met = met or random.choice(["woman", "man"])
            return _cased(PRONOUNS[met][name], how)
        if name == "n":
            return _number(how, around=(text[: slot.start()], text[slot.end() :]), random=random)
        phrase = _pick(
            slots[name], sex=(wanted or met) if name in PERSONS else None, random=random
        )
        phrase = expand(phrase, slots=slots, random=random)
        met = met or (_sex_of(phrase) if name in PERSONS else None)
        return _cased(phrase, how)

    return _SLOT.sub(fill, text)


def _choose(template: str, random: Random) -> str:
    """Return the template with each `[a|b]` decided, the innermost first."""
    while _CHOICE.search(template):
        template = _CHOICE.sub(lambda found: random.choice(found[1].split("|")), template)
    return template


def _pick(phrases: Sequence[str], *, sex: str | None, random: Random) -> str:
    """Return one of the phrases that can stand for someone of this sex, if there is one."""
    fitting = [phrase for phrase in phrases if sex is None or _sex_of(phrase) in {sex, None}]
    return random.choice(fitting or phrases)


def _number(bounds: str, *, around: tuple[str, str], random: Random) -> str:
    """Return a number between the bounds: a small one now and then in letters, as people do."""
    low, high = (int(bound) for bound in bounds.split("-"))
    number = random.randint(low, high)
    stands_alone = around[0][-1:] in {"", " "} and around[1][:1] == " "
    if not stands_alone or number >= len(WORDS) or random.random() < 0.4:
        return f"{number:,}"
    return _cased(WORDS[number], "" if around[0].rstrip()[-1:] not in {"", ".", "?", "!"} else "C")


def _cased(phrase: str, how: str) -> str:
    return phrase[:1].upper() + phrase[1:] if how == "C" else phrase


def _sex_in(text: str) -> str | None:
    """Return whose pronouns the text has; None if nobody's or both's."""
    she, he = _SHE.search(text) is not None, _HE.search(text) is not None
    if she == he:
        return None
    return "woman" if she else "man"


def _sex_of(phrase: str) -> str | None:
    if _WOMAN.search(phrase):
        return "woman"
    return "man" if _MAN.search(phrase) else None
