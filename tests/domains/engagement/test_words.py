"""
Every place that reads what somebody said, so that a new one cannot pass by `queries.showing`.

A reader of pages must not be given words that were taken out, or that are withheld, nor who
spoke behind a shield. Whoever adds a place here says why it may read the words themselves.
"""

import ast
import re
from pathlib import Path

import pytest

from regard.domains import engagement

PACKAGE = Path(engagement.__file__).parent
DOMAINS = PACKAGE.parent
LAYERS = ("queries", "actions", "views", "presenters", "jobs", "forms")

READS = {
    "engagement/actions/borders.py": "moves the borders of points within an answer",
    "engagement/actions/collective.py": "what a network writes, before it is kept",
    "engagement/actions/drafts.py": "a writer's own draft, whose file is kept beside its words",
    "engagement/actions/points.py": "splits what is being kept into points",
    "engagement/actions/writing.py": "splits what is being kept into points",
    "engagement/actions/safeguarding.py": "looks for words that may mean harm",
    "engagement/actions/moderation.py": "looks for the words to take out",
    "engagement/actions/keying.py": "compares two typings; shows no words",
    "engagement/queries/keying.py": "for those who type in, through `shown`",
    "engagement/queries/arrivals.py": "looks whether the same words were kept before",
    "engagement/queries/campaign_material.py": "blanked and through `spoken`, for a machine",
    "engagement/queries/campaign_uses.py": "blanked where words were taken out, by `readable`",
    "engagement/queries/contributions.py": "an author's own, or through `shown`",
    "engagement/queries/drafts.py": "a writer's own draft",
    "engagement/queries/estimates.py": "counts what was chosen; no words",
    "engagement/queries/learning.py": "through `spoken`, for a machine",
    "engagement/queries/originals.py": "through `shown`; whole words only with nothing taken out",
    "engagement/queries/points.py": "through `shown`",
    "engagement/queries/proposals.py": "through `spoken`, for a machine",
    "engagement/queries/proving.py": "an author's own; others are given the print of the words",
    "engagement/queries/reading.py": "through `shown`",
    "engagement/queries/replying.py": "an author's own, in their reply, through `shown`",
    "engagement/queries/results.py": "counts what was chosen; words and files are left unread",
    "engagement/queries/sealing.py": "for moderators, through `shown`",
    "engagement/queries/seeing.py": "through `shown`; kinds are read from choices",
    "engagement/queries/showing.py": "is `showing`",
    "engagement/queries/told_before.py": "a service's own, behind its own links",
}

MODELS = {"Answer", "CampaignUse", "Point", "MemberPart", "Shield"}
FIELDS = re.compile(r"^(answers?__|points?__)?text(__\w+)?$")
SQL = re.compile(r"engagement_(answer|point)\b")


def modules():
    for domain in sorted(DOMAINS.iterdir()):
        for layer in LAYERS:
            yield from (*domain.glob(f"{layer}.py"), *domain.glob(f"{layer}/**/*.py"))


def names(tree):
    """Return the models of words that a module imports."""
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("models")
        for alias in node.names
    } & MODELS


def asks_for_words(tree):
    """Tell whether a module reads the field `text`, of a row, by its name or in SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "text":
            return True
        if isinstance(node, ast.keyword) and FIELDS.match(node.arg or ""):
            return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if FIELDS.match(node.value):
                return True
            if SQL.search(node.value) and re.search(r"\btext\b", node.value):
                return True
    return False


def reads_words(source):
    tree = ast.parse(source)
    in_sql = any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SQL.search(node.value)
        and re.search(r"\btext\b", node.value)
        for node in ast.walk(tree)
    )
    return in_sql or (bool(names(tree)) and asks_for_words(tree))


class TestWords:
    def test_are_read_only_where_it_is_said_why(self):
        found = {
            str(path.relative_to(DOMAINS))
            for path in modules()
            if reads_words(path.read_text(encoding="utf-8"))
        }

        assert sorted(found) == sorted(READS)

    @pytest.mark.parametrize(
        "source",
        [
            "from x.models import Answer\nAnswer.objects.get().text",
            "from x.models import Point\nPoint.objects.values_list('text')",
            "from x.models import Answer\nAnswer.objects.filter(text__icontains='a')",
            "SQL = 'select text from engagement_point'",
        ],
    )
    def test_are_found_however_they_are_read(self, source):
        assert reads_words(source)

    def test_of_who_is_behind_a_shield_are_read_in_one_place(self):
        found = [
            str(path.relative_to(DOMAINS))
            for path in modules()
            if "Shield" in names(ast.parse(path.read_text(encoding="utf-8")))
            or "engagement_shield" in path.read_text(encoding="utf-8")
        ]

        assert sorted(found) == [
            "engagement/actions/shielding.py",
            "engagement/queries/shields.py",
        ]
