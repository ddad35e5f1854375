"""A hint about how plainly something is written. A hint only: nothing is refused for it."""

import re

LONG_SENTENCE = 25
"""Words. GOV.UK asks for sentences of no more than 25: "Content design: planning, writing and
managing content", https://www.gov.uk/guidance/content-design/writing-for-gov-uk (read 2026-11)."""

PLAINER = {
    "commence": "start",
    "engagement": "hearing from people",
    "facilitate": "help",
    "going forward": "from now on",
    "implement": "carry out",
    "in order to": "to",
    "key stakeholders": "people",
    "leverage": "use",
    "market shaping": "what care is on offer",
    "prior to": "before",
    "robust": "strong",
    "stakeholder": "person",
    "stakeholders": "people",
    "utilise": "use",
}
"""Words that official writing falls into, and what people say (our own short list)."""

_SENTENCE = re.compile(r"[^.!?\n]+")
_WORD = re.compile(r"\w[\w'’-]*")


def hints(text: str) -> list[str]:
    """Return what would make a text easier to read, the weightiest first; empty if nothing."""
    found = []
    long = [n for s in _SENTENCE.findall(text) if (n := len(_WORD.findall(s))) > LONG_SENTENCE]
    if long:
        found.append(
            f"One sentence has {max(long)} words. Most people lose the thread after "
            f"{LONG_SENTENCE}: make two of it."
        )
    folded = text.casefold()
    found += [
        f"“{word}”: people say “{plain}”."
        for word, plain in PLAINER.items()
        if re.search(rf"\b{word}\b", folded)
    ]
    return found
