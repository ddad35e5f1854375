"""Answers that say nothing: "n/a", "none", a dash."""

import re
import unicodedata

SAYS_NOTHING = frozenset(
    {
        "",
        "blank",
        "n a",
        "na",
        "nil",
        "no",
        "no comment",
        "no comments",
        "no further comment",
        "no further comments",
        "no other comments",
        "no thank you",
        "no thanks",
        "none",
        "none at all",
        "none at present",
        "none at this time",
        "none thank you",
        "none thanks",
        "nope",
        "not applicable",
        "not applicable to me",
        "not applicable to us",
        "nothing",
        "nothing at all",
        "nothing at present",
        "nothing at the moment",
        "nothing at this time",
        "nothing comes to mind",
        "nothing else",
        "nothing else to add",
        "nothing further",
        "nothing further to add",
        "nothing more",
        "nothing more to add",
        "nothing really",
        "nothing to add",
        "nothing to report",
        "nothing to say",
        "nothing thank you",
        "nothing thanks",
    }
)
"""Whole answers, in small letters without punctuation. "Don't know" is an answer, and not here."""

_NOT_WORDS = re.compile(r"[\W_]+")


def says_nothing(text: str) -> bool:
    """
    Return whether an answer has nothing in it to make a point of.

    True for an answer without a letter, a digit or a picture ("-", "..."), and for the whole
    answers of `SAYS_NOTHING`. Do not ask it where "no" or "nothing" is itself an answer, as
    it is to "What could be improved?".
    """
    words = _NOT_WORDS.sub(" ", text.casefold()).strip()
    if words:
        return words in SAYS_NOTHING
    return not any(unicodedata.category(character) == "So" for character in text)
