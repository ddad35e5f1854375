"""How plainly something is written. Hints only: nothing is refused for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .plainer_words import PLAINER as PLAINER

LONG_SENTENCE = 25
"""Words. GOV.UK asks for sentences of no more than 25: "Content design: planning, writing and
managing content", https://www.gov.uk/guidance/content-design/writing-for-gov-uk (read 2026-11)."""

PLAIN_AGE = 11
"""Reading age, in years, up to which nothing is said. The NHS digital service manual aims for 9 to
11, as its own backlog quotes it: nhsuk/nhsuk-service-manual-community-backlog, issue 258 (read
2026-11)."""

YEARS_BEFORE_SCHOOL = 5
"""Added to a school grade of the United States to get an age."""

FEWEST_WORDS = 3
"""Of fewer, no reading age is worked out."""

_SENTENCE = re.compile(r"[^.!?\n]+")
_WORD = re.compile(r"\w[\w'’-]*")
_VOWELS = re.compile(r"[aeiouy]+")
_AND_OR = re.compile(r"\band\s*/\s*or\b", re.IGNORECASE)
_DOUBLE = re.compile(
    r"\b(how|what|why|when|where|which|who|do|are|is|would|should|could|can)\b[^?]*?"
    r"\b(and|or)\s+(how|what|why|when|where|which|who)\b",
    re.IGNORECASE,
)
_TWO_MARKS = re.compile(r"\?[^?]*\?")
_LEADING: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(rf"\b{words}\b", re.IGNORECASE), why)
    for words, why in (
        (r"do(n['’]t| not)? you (not )?agree", "asks people to agree"),
        (r"(isn|aren|wouldn|shouldn|doesn)['’]t (it|you|we|they)", "expects a yes"),
        ("(obviously|clearly|of course|surely|needless to say)", "takes the answer for granted"),
        (
            "how (much )?(better|worse|good|bad|helpful|harmful|important|useful)",
            "takes for granted that it is so",
        ),
        (
            "(excellent|innovative|exciting|vital|failing|disastrous)",
            "says already what to think of it",
        ),
    )
)


@dataclass(frozen=True)
class Plainness:
    """
    How plainly a text is written.

    Attributes:
        reading_age: in years; None for a text too short to tell.
        notes: what would make it easier or fairer, the weightiest first; empty if nothing.
    """

    reading_age: int | None
    notes: tuple[str, ...]


def check_text(text: str) -> Plainness:
    """Return how plainly something is written that is read and not asked."""
    age = reading_age(text)
    return Plainness(age, (*_of_age(age), *hints(text)))


def check_question(text: str) -> Plainness:
    """Return how plainly and fairly a question is worded."""
    age = reading_age(text)
    return Plainness(age, (*_of_age(age), *hints(text), *_double(text), *_leading(text)))


def reading_age(text: str) -> int | None:
    """
    Return the age, in years, from which most can read it: Flesch and Kincaid's grade, plus 5.

    Kincaid et al. (1975), Derivation of new readability formulas, Naval Technical Training:
    0.39 x words a sentence + 11.8 x syllables a word - 15.59. A rough guide for a sentence or
    two; better for a page.

    :return: None for fewer than three words.
    """
    sentences = [words for s in _SENTENCE.findall(text) if (words := _WORD.findall(s))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    syllables = sum(count_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(YEARS_BEFORE_SCHOOL, round(grade) + YEARS_BEFORE_SCHOOL)


def count_syllables(word: str) -> int:
    """Return about how many syllables an English word has, at least one."""
    letters = re.sub(r"[^a-z]", "", word.casefold())
    bare = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyszxch])es$", "", letters)
    return max(1, len(_VOWELS.findall(bare)))


def hints(text: str) -> list[str]:
    """Return what would make a text easier to read, the weightiest first; empty if nothing."""
    found = []
    for sentence in _SENTENCE.findall(text):
        length = len(_WORD.findall(sentence))
        if length > LONG_SENTENCE:
            start = " ".join(sentence.split()[:6])
            found.append(
                f"The sentence “{start} …” has {length} words. Most people lose the thread after "
                f"{LONG_SENTENCE}: make two of it."
            )
    folded = text.casefold()
    used = [word for word in PLAINER if re.search(rf"\b{re.escape(word)}\b", folded)]
    longest = [word for word in used if not any(word != o and word in o for o in used)]
    return found + [f"“{word}”: people say “{PLAINER[word]}”." for word in longest]


def _of_age(age: int | None) -> list[str]:
    if age is None or age <= PLAIN_AGE:
        return []
    aim = f"Aim for {PLAIN_AGE}: shorter sentences, and shorter words."
    return [f"It reads for about {age} years of age. {aim}"]


def _double(text: str) -> list[str]:
    if _AND_OR.search(text):
        return ["“and/or” asks two things. Whoever says yes leaves open to which."]
    if _TWO_MARKS.search(text) or _DOUBLE.search(text):
        return ["It asks two things at once. Make two questions of it."]
    return []


def _leading(text: str) -> list[str]:
    return [
        f"“{found.group()}” {why}. Ask so that either answer is as easy to give."
        for pattern, why in _LEADING
        if (found := pattern.search(text))
    ]
