"""
Campaigns: answers made from one template, found however freely each sender changed it.

A campaign is a template, the words that most of its members share, and the texts that hold at
least half of it: half of its words in its order, never fewer than ten, a fifth of them in runs
of three. Chance helps templates under twenty words and texts over twice as long as theirs:
there it is 60 and 50 words of 100. Two texts alone must share three quarters.

The usual rule (runs of five, at least 80% alike by Jaccard's measure; Broder 1997) finds
copies. It cannot find letters changed in 30 words of 100, of which two share 0.49^5 = 3% of
their runs. They do share some 49 words of 100 with one another and 70 with the template: so
pairs only propose, and the template decides. A personal line does not count against a text,
as only the template's words are asked for.

The numbers are our own, set on 10,534 published comments and answers with no known campaign:
of the 69 groups found there, some five by eye share only a turn of phrase, all of two or three
short texts. Nothing is ever excluded: a text in no campaign has the label -1.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from regard.foundation.analysis.campaigns.runs import (
    RUN_WORDS,
    Wordings,
    connect,
    holders_of,
    shared_words,
)
from regard.foundation.analysis.campaigns.templates import shared_template, words_in_runs
from regard.foundation.analysis.campaigns.words import (
    Template,
    Word,
    find_words,
    make_template,
    written,
)
from regard.foundation.analysis.chance import IntArray
from regard.foundation.analysis.duplicates import normalise, number_wordings

NO_CAMPAIGN = -1

LEAST_WORDS = 10
TEMPLATE_SHARE = 0.5
IN_RUNS_SHARE = 0.2
"""Of a template's words, those that a member must hold in order, and in runs of three."""

SHORT_WORDS = 20
LONG_TIMES = 2.0
STRICT_TEMPLATE_SHARE = 0.6
STRICT_IN_RUNS_SHARE = 0.5
"""Where chance helps, with shorter templates and texts over twice as long: more is asked."""

FEW_TEXTS = 3
FEW_SHARE = 0.75
"""Two texts alone tell a template from a turn of phrase only if they share more of it."""

PAIR_SHARE = 0.4
"""Of the words of two texts on average, for the two to propose a campaign."""

SAME_TEMPLATE_SHARE = 0.6
"""Of the words of two templates on average, for the two to be one."""

ROUNDS = 2
"""Times that templates are made from their members, and members found by their templates."""

FORMS_READ = 20
"""Members read, about, to see how most write each word."""


@dataclass(frozen=True, eq=False)
class Campaign:
    """
    Texts made from one template.

    Attributes:
        template: what most of them share.
        members: which texts, ascending, shape (n_members,), two or more.
    """

    template: Template
    members: IntArray


@dataclass(frozen=True, eq=False)
class Campaigns:
    """
    The campaigns among some texts, the largest first.

    Attributes:
        campaigns: in the order of their numbers.
        labels: the campaign of each text, -1 for none, shape (n_texts,).
    """

    campaigns: tuple[Campaign, ...]
    labels: IntArray


def find_campaigns(texts: Sequence[str]) -> Campaigns:
    """
    Return the campaigns among texts of any length.

    The same texts in the same order give the same on every run; nothing is drawn by lot.

    Texts of fewer than ten words are in none: what they share, they share by chance.
    """
    wording, words = number_wordings(texts)
    copies = np.bincount(wording, minlength=len(words))
    long = np.flatnonzero(np.array([one.size for one in words], dtype=np.int64) >= LEAST_WORDS)
    groups, templates = _Search([words[i] for i in long.tolist()], copies[long]).run()
    found = np.full(len(words), NO_CAMPAIGN, dtype=np.int64)
    found[long] = groups
    labels, order = _largest_first(found[wording])
    members = _members_of(labels)
    campaigns = [
        Campaign(_as_written(templates[number], [(texts[i], words[wording[i]]) for i in some]), of)
        for number, of in zip(order.tolist(), members, strict=True)
        if (some := of[:: 1 + of.size // FORMS_READ].tolist())
    ]
    return Campaigns(tuple(campaigns), labels)


class _Search:
    """Groups of wordings, and the templates they grow towards."""

    def __init__(self, words: Sequence[IntArray], copies: IntArray) -> None:
        self.copies = copies
        self.wordings = Wordings(words)

    def run(self) -> tuple[IntArray, list[IntArray]]:
        """Return the campaign of each wording, -1 for none, and the templates by number."""
        alike = groups = connect(self.wordings, share=PAIR_SHARE, least=LEAST_WORDS)
        templates: list[IntArray] = []
        for _ in range(ROUNDS):
            templates = _merged(self._templates(groups))
            groups = self._members(templates)
        left = self._left_over(alike, groups)
        if not left.size:
            return groups, templates
        again = _Search([self.wordings.words[i] for i in left.tolist()], self.copies[left])
        more, others = again.run()
        templates, numbers = _joined(templates, others)
        groups[left] = np.array([*numbers, NO_CAMPAIGN], dtype=np.int64)[more]
        return groups, templates

    def _left_over(self, alike: IntArray, groups: IntArray) -> IntArray:
        """
        Return the wordings in no campaign that are like others of which some are in one.

        Somebody who sends two letters in one ties their senders together, and a group has one
        template: the other letter is found among those that the first leaves over.
        """
        is_in = groups >= 0
        taken = np.bincount(alike, weights=is_in)[alike] > 0
        rest = np.bincount(alike, weights=np.where(is_in, 0, self.copies))[alike] > 1
        return np.flatnonzero(~is_in & taken & rest)

    def _templates(self, groups: IntArray) -> list[IntArray]:
        """Return the template of each group of two texts or more that has ten words."""
        made = []
        for members in _members_of(groups):
            if self.copies[members].sum() > 1:
                words = [self.wordings.words[i] for i in members.tolist()]
                made.append(shared_template(words, self.copies[members]))
        return [one for one in made if one.size >= LEAST_WORDS]

    def _members(self, templates: Sequence[IntArray]) -> IntArray:
        """Return which template each wording holds most words of, -1 where half of none."""
        best = np.zeros(self.copies.size, dtype=np.int64)
        groups = np.full(self.copies.size, NO_CAMPAIGN, dtype=np.int64)
        for number, template in enumerate(templates):
            holders, both = self._holders(template)
            better = both > best[holders]
            best[holders[better]], groups[holders[better]] = both[better], number
        sizes = np.array([0, *(one.size for one in templates)])[groups + 1]
        senders = np.bincount(groups + 1, weights=self.copies)[groups + 1]
        groups[(senders < FEW_TEXTS) & (best < FEW_SHARE * sizes)] = NO_CAMPAIGN
        return groups

    def _holders(self, template: IntArray) -> tuple[IntArray, IntArray]:
        near, runs = holders_of(self.wordings, template)
        near = near[runs > 1]
        string, strings = written(template), self.wordings.strings
        both = shared_words([string], strings, np.zeros_like(near), near)
        is_easy = self.wordings.lengths[near] > LONG_TIMES * template.size
        is_easy |= template.size < SHORT_WORDS
        share = np.where(is_easy, STRICT_TEMPLATE_SHARE, TEMPLATE_SHARE)
        in_runs = np.where(is_easy, STRICT_IN_RUNS_SHARE, IN_RUNS_SHARE)
        enough = both >= np.maximum(LEAST_WORDS, share * template.size)
        near, both, in_runs = near[enough], both[enough], in_runs[enough]
        runs = np.array(
            [words_in_runs(string, strings[i], length=RUN_WORDS) for i in near.tolist()], np.int64
        )
        held = runs >= in_runs * template.size
        return near[held], both[held]


def _merged(templates: Sequence[IntArray]) -> list[IntArray]:
    """Return templates, one for each lot that are themselves alike."""
    if not templates:
        return []
    groups = connect(Wordings(templates), share=SAME_TEMPLATE_SHARE, least=LEAST_WORDS)
    return [templates[i] for i in np.unique(groups, return_index=True)[1].tolist()]


def _joined(
    templates: list[IntArray], others: Sequence[IntArray]
) -> tuple[list[IntArray], list[int]]:
    """Return templates with others after them, and the number of each other: one if alike."""
    if not others:
        return templates, []
    every = [*templates, *others]
    groups = connect(Wordings(every), share=SAME_TEMPLATE_SHARE, least=LEAST_WORDS).tolist()
    return every, [groups.index(group) for group in groups[len(templates) :]]


def _members_of(labels: IntArray) -> list[IntArray]:
    """Return the members of each label from 0 that has any, ascending."""
    order = np.argsort(labels, kind="stable")
    order = order[labels[order] >= 0]
    starts = np.unique(labels[order], return_index=True)[1]
    return np.split(order, starts[1:]) if order.size else []


def _largest_first(labels: IntArray) -> tuple[IntArray, IntArray]:
    """Return labels by size, then first member, groups of one as -1; and the old ones in order."""
    numbers, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    order = order[(numbers[order] >= 0) & (sizes[order] > 1)]
    renamed = np.full(int(labels.max(initial=0)) + 2, NO_CAMPAIGN, dtype=np.int64)
    renamed[numbers[order]] = np.arange(order.size)
    return renamed[labels], numbers[order]


def _as_written(template: IntArray, members: Sequence[tuple[str, IntArray]]) -> Template:
    """Return a template with each word as most of these members, texts and words, write it."""
    forms: list[Counter[str]] = [Counter() for _ in range(template.size)]
    string = written(template)
    for text, words in members:
        places = find_words(text)
        for block in LCSseq.editops(string, written(words)).as_matching_blocks():
            for i in range(block.size):
                forms[block.a + i][_form(text, places, block.b + i)] += 1
    return make_template([form.most_common(1)[0][0] for form in forms if form])


def _form(text: str, places: Sequence[Word], at: int) -> str:
    """Return a word with the signs that follow it, or as compared where it is not one word."""
    word, start, _ = places[at]
    end = places[at + 1].start if at + 1 < len(places) else len(text)
    form = "".join(text[start:end].split()[:1])
    return form if normalise(form) == (word,) else word
