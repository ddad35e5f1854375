"""Made-up answers: what somebody would say, in one to five sentences, and what each is about."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from .corpus import Topics, Voice
from .grammar import Slots, expand

MOST_USES = 3
"""A template is used no more often, so that nobody meets its like on every page."""

SLIPS = (
    ("receive", "recieve"), ("definitely", "definately"), ("their", "thier"), ("a lot", "alot"),
    ("because", "becuase"), ("assessment", "assesment"), ("don't", "dont"), ("can't", "cant"),
    ("cannot", "can not"), ("I'm", "Im"), ("medicines", "meds"), ("hospital", "hosptial"),
    ("weekend", "week end"), ("please", "pls"), ("Please", "Pls"), ("before", "befor"),
    ("equipment", "equiptment"), ("appointment", "apointment"), ("discharge", "dischage"),
    (" and ", " & "), ("until", "untill"), ("tomorrow", "tommorow"), ("separate", "seperate"),
    ("which", "wich"), ("people", "peple"), ("nobody", "no body"),
)  # fmt: skip
"""How people in a hurry write, on a phone at the end of a shift."""


STOP = re.compile(r"(?<=[a-z]{2})\. (?=[A-Z])([A-Za-z’']+)")
"""A full stop between two sentences, and the word after it."""

BEGINS_WITH_HEAD = re.compile(r"(?:[\w’'-]+ ){0,2}[\w’'-]+(?:[.:]| -)")
"""A matter named before it is spoken of, such as "Pay." or "Friday evening discharges:"."""

NAMES = (
    "Agency|Canada|Carol|Christmas|Donna|Eastmarch|Fellside|Friday|GP|Maureen|Monday|Parkinson|"
    "Ruth|Saturday|Sister|Spain|Sunday|Thursday|Tuesday|Upper|Wednesday|Westmere"
)
"""Words that keep their capital wherever they stand."""

CLAUSE = re.compile(r"[.,;:?!] | (?:and|but|because|so|when|while|until|or) ")
"""Where a sentence can end early."""

SHORTEST, MOST_KEPT = 4, 0.5
"""Words of what is left of a sentence at least, and the share of it at most."""

IS_NAME = re.compile(rf"I\Z|I'|[A-Z]{{2}}|(?:{NAMES})\b")


@dataclass(frozen=True)
class Part:
    """
    Some words of an answer.

    Attributes:
        topic: what they are about; "" if about nothing.
        is_against: whether they speak against what most say of it.
    """

    text: str
    topic: str
    is_against: bool = False


@dataclass(frozen=True)
class MadeAnswer:
    """
    An answer in words.

    Attributes:
        gap: what stands between its parts: a space or new lines.
    """

    parts: tuple[Part, ...]
    gap: str = " "

    @property
    def text(self) -> str:
        return self.gap.join(part.text for part in self.parts)

    def part_at(self, start: int, end: int) -> Part:
        """Return the part with a topic that has most of the characters from start to end."""
        shared: Counter[Part] = Counter()
        begin = 0
        for part in self.parts:
            stop = begin + len(part.text)
            if part.topic:
                shared[part] += max(0, min(end, stop) - max(start, begin))
            begin = stop + len(self.gap)
        return shared.most_common(1)[0][0] if shared.total() else Part("", "")


@dataclass(frozen=True)
class Leaning:
    """
    What an exercise's answers are about.

    Attributes:
        weights: how often each topic comes up; those not named come up once in a while.
        heads: by topic, how people name it before they speak of it.
        names_it: how many do, 0 to 1.
        small: what is said round an answer: thanks, nothing, the campaign's letter.
    """

    topics: Topics
    weights: Mapping[str, float]
    heads: Mapping[str, Sequence[str]]
    names_it: float
    small: Mapping[str, Any]


def shortened(text: str) -> str:
    """
    Return the beginning of some words, less than half of them; "" where none stands by itself.

    Said so for the third time they are not taken for a letter that three people signed.
    """
    words = text.split()
    for end in CLAUSE.finditer(text):
        begins = text[: end.start()]
        if SHORTEST <= len(begins.split()) < MOST_KEPT * len(words):
            return f"{begins}."
    return ""


class Writer:
    """Writes answers, none the same as another, and none too like one another."""

    def __init__(self, leaning: Leaning, *, slots: Slots, random: Random) -> None:
        self.leaning = leaning
        self.slots = slots
        self.random = random
        self.uses: Counter[str] = Counter()
        self.said: set[str] = set()

    def somebody(self) -> Slots:
        """Return the slots as one person fills them: it is always the same mother."""
        return {**self.slots, "relative": [self.random.choice(self.slots["relative"])]}

    def answer(
        self, voice: Voice, *, slots: Slots, topics: int, not_about: frozenset[str] = frozenset()
    ) -> MadeAnswer:
        """Return an answer about as many topics as that; about fewer when words run out."""
        tries = (self._parts(self._topics(voice, topics, not_about), voice, slots) for _ in "123")
        parts = next(filter(None, tries), [])
        if not parts:
            parts.append(Part(self.random.choice(self.leaning.small["nothing"]), ""))
        elif self.random.random() < 0.07:
            parts.append(Part(self.random.choice(self.leaning.small["thanks"]), ""))
        gap = self.random.choices([" ", "\n", "\n\n"], [88, 7, 5])[0]
        return self._hurried(MadeAnswer(tuple(parts), gap))

    def _parts(self, topics: Sequence[str], voice: Voice, slots: Slots) -> list[Part]:
        sentences = ((topic, self._sentence(topic, voice, slots)) for topic in topics)
        return [Part(text, topic) for topic, text in sentences if text]

    def nothing(self) -> MadeAnswer:
        return MadeAnswer((Part(self.random.choice(self.leaning.small["nothing"]), ""),))

    def fill(self, template: str) -> str:
        """Return what a template makes that nobody has said; the last try if all have been."""
        text = ""
        for _ in range(6):
            text = expand(template, slots=self.slots, random=self.random)
            if text not in self.said:
                break
        self.said.add(text)
        return text

    def _topics(self, voice: Voice, how_many: int, not_about: frozenset[str]) -> list[str]:
        """Return different topics that this voice has words for, by their weight."""
        open_to = {
            topic: self.leaning.weights.get(topic, 1.0) * (1.0 if voice in said else 0.3)
            for topic, said in self.leaning.topics.items()
            if topic not in not_about and self._left(topic, voice)
        }
        chosen: list[str] = []
        while open_to and len(chosen) < how_many:
            [topic] = self.random.choices(list(open_to), list(open_to.values()))
            del open_to[topic]
            chosen.append(topic)
        return chosen

    def _left(self, topic: str, voice: Voice) -> list[str]:
        """Return the templates not used too often; one that never varies is used once."""
        return [
            template
            for template in self._pool(topic, voice)
            if self.uses[template] < (MOST_USES if "[" in template or "{" in template else 1)
        ]

    def _pool(self, topic: str, voice: Voice) -> Sequence[str]:
        said = self.leaning.topics[topic]
        shared = said.get(Voice.ANY, ()) if voice.is_provider else ()
        return (*said.get(voice, ()), *shared)

    def _sentence(self, topic: str, voice: Voice, slots: Slots) -> str:
        """Return one of the least used templates of the topic, filled in; "" if all is said."""
        shared = set(self.leaning.topics[topic].get(Voice.ANY, ()))
        weighed = sorted(
            (self.uses[template] + 1.2 * (template in shared) + self.random.random(), template)
            for template in self._left(topic, voice)
        )
        for _, template in weighed:
            self.uses[template] += 1
            is_last = self.uses[template] == MOST_USES
            for _ in range(5):
                text = expand(template, slots=slots, random=self.random)
                text = shortened(text) if is_last else self._run_on(text)
                text = text and self._with_head(text, topic)
                if text and text not in self.said:
                    self.said.add(text)
                    return text
        return ""

    def _run_on(self, text: str) -> str:
        """Return the sentences run together with a dash or a comma, as people mostly write."""
        by = self.random.choices([". ", ", ", " - ", ": "], [14, 46, 34, 6])[0]
        if by == ". ":
            return text
        text = STOP.sub(lambda stop: _joined(by, stop), text, count=1)
        return STOP.sub(lambda stop: _joined(", ", stop), text)

    def _with_head(self, text: str, topic: str) -> str:
        """Return the text with its matter named first, as many people do: "Pay. We…"."""
        heads = self.leaning.heads.get(topic, ())
        if not heads or self.random.random() > self.leaning.names_it:
            return text
        head = self.random.choice(heads)
        begins = text.lower()[:25]
        says_it = any(each.split()[0].lower().rstrip("s,") in begins for each in heads)
        if says_it or BEGINS_WITH_HEAD.match(text):
            return text
        by = self.random.choices([". ", ": ", " - "], [70, 18, 12])[0]
        if by == ". ":
            return f"{head}. {text}"
        return STOP.sub(lambda stop: _joined(by, stop), f"{head}. {text}", count=1)

    def _hurried(self, answer: MadeAnswer) -> MadeAnswer:
        """Return the answer as someone in a hurry would have typed it; most people are not."""
        chance = self.random.random()
        if chance > 0.11:
            return answer
        parts = [Part(self._slip(part.text), part.topic) for part in answer.parts]
        if parts and chance < 0.05:
            first, last = parts[0], parts[-1]
            if not re.match(r"I\b|[A-Z]{2}", first.text):
                parts[0] = Part(first.text[:1].lower() + first.text[1:], first.topic)
            if len(parts) == 1 or first is not last:
                parts[-1] = Part(parts[-1].text.removesuffix("."), last.topic)
        return MadeAnswer(tuple(parts), answer.gap)

    def _slip(self, text: str) -> str:
        """Return the text with one or two slips, where it has words that invite them."""
        inviting = [slip for slip in SLIPS if slip[0] in text]
        for right, wrong in self.random.sample(inviting, min(2, len(inviting))):
            text = text.replace(right, wrong, 1)
        return text


def _joined(by: str, stop: re.Match[str]) -> str:
    """Return what stands in place of a full stop: the word after it loses its capital."""
    word = stop[1]
    return by + (word if IS_NAME.match(word) else word[:1].lower() + word[1:])
