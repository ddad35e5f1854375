"""
What was typed in by somebody else, and the sample of it that is typed a second time.

The exercise was fetched through a check, for those who may type in answers. Nothing of it is
behind a shield, withheld, or has words taken out: its original must be open to whoever types.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from regard.domains.engagement.models import (
    Answer,
    Contribution,
    Exercise,
    Question,
    Redaction,
    SecondKeying,
)
from regard.domains.engagement.rules import keying as rules
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.keying import (
    Compared,
    Keying,
    KeyingRow,
    Piece,
    Settled,
)
from regard.foundation.base.errors import NotAllowed, NotFound

from .showing import list_cuts, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_LISTED = 200


@dataclass(frozen=True)
class Difference:
    """
    An answer whose two typings differ.

    Attributes:
        first, second: both typings in pieces; empty where there is no answer.
        settled: None while nobody has decided.
        note: what was decided, in words.
    """

    keying_id: int
    receipt: str
    question: str
    first: tuple[Piece, ...]
    second: tuple[Piece, ...]
    differing: int
    settled: Settled | None
    note: str
    has_original: bool


def typed_in(*, exercise: Exercise) -> QuerySet[Contribution]:
    """Return what somebody typed in and can be typed a second time."""
    out = Redaction.objects.filter(answer__contribution=OuterRef("pk"), undone_at=None)
    return Contribution.objects.filter(
        ~Exists(out),
        ~Q(entered_by=""),
        exercise=exercise,
        kept_at__isnull=False,
        withheld_at=None,
        is_shielded=False,
        channel__in=rules.TYPED,
    )


def get_keying(*, exercise: Exercise) -> Keying:
    """Return how far typing twice has come, and the errors found. Two queries."""
    typed = typed_in(exercise=exercise).count()
    rows = list(_keyings(exercise).filter(contribution__in=typed_in(exercise=exercise)))
    drawn = {row.contribution_id for row in rows}
    compared = _compared(row for row in rows if not row.is_asked_for)
    wrong = sum(bool(each.wrong or each.open) for each in compared)
    differing = [row for row in rows if row.differing_words]
    return Keying(
        typed=typed,
        drawn=len(drawn),
        done=len(compared),
        differing=len(differing),
        open=sum(not row.settled_as for row in differing),
        wrong=wrong,
        of_contributions=rules.rate_of_contributions(wrong=wrong, done=len(compared), typed=typed),
        of_words=rules.rate_of_words(compared, typed=typed),
    )


def list_drawn(*, exercise: Exercise, by: str) -> list[KeyingRow]:
    """
    Return what was drawn, in the order in which it was kept, what waits first. Two queries.

    :param by: the reader, as the ledger names them.
    """
    rows: dict[int, list[SecondKeying]] = defaultdict(list)
    for row in _keyings(exercise):
        rows[row.contribution_id].append(row)
    drawn = typed_in(exercise=exercise).filter(pk__in=rows).order_by("kept_at", "pk")
    result = [
        KeyingRow(
            receipt=each.receipt,
            channel=each.channel,
            said_on=each.said_on,
            is_done=not any(row.is_asked_for for row in rows[each.pk]),
            is_open=any(row.differing_words and not row.settled_as for row in rows[each.pk]),
            by_reader=each.entered_by == by,
        )
        for each in drawn[:MOST_LISTED]
    ]
    return sorted(result, key=lambda row: row.is_done)


def get_to_type(*, exercise: Exercise, receipt: str, by: str) -> Contribution:
    """
    Return what was drawn and waits to be typed a second time, without what was typed first.

    :param by: who wants to type it, as the ledger names them.
    :raises NotFound: if it was not drawn, or was typed already.
    :raises NotAllowed: if they typed it the first time.
    """
    waits = SecondKeying.objects.filter(contribution=OuterRef("pk"), is_asked_for=True)
    found = typed_in(exercise=exercise).filter(Exists(waits), receipt=receipt)
    contribution = found.select_related("file", "exercise__system").first()
    if contribution is None:
        raise NotFound("This does not wait to be typed a second time.")
    if contribution.entered_by == by:
        raise NotAllowed("You typed this the first time. Somebody else must type it again.")
    return contribution


def get_drawn(*, exercise: Exercise, receipt: str) -> Contribution:
    """
    Return what was drawn, for its original.

    :raises NotFound: if it was not drawn, or readers may no longer see it.
    """
    drawn = SecondKeying.objects.filter(contribution=OuterRef("pk"))
    found = typed_in(exercise=exercise).filter(Exists(drawn), receipt=receipt)
    contribution = found.select_related("file", "exercise").first()
    if contribution is None:
        raise NotFound("This was not drawn to be typed a second time.")
    return contribution


def list_questions_to_type(*, exercise: Exercise) -> list[tuple[int, Question]]:
    """Return what can be typed, with its number: all but files."""
    questions = Question.objects.filter(exercise=exercise).order_by("position")
    numbered = enumerate(questions, start=1)
    return [(n, each) for n, each in numbered if each.kind != QuestionKind.FILE]


def list_differences(*, exercise: Exercise) -> list[Difference]:
    """Return the answers whose two typings differ, what is open first. Four queries."""
    typed = typed_in(exercise=exercise)
    rows = _keyings(exercise).filter(contribution__in=typed, differing_words__gt=0)
    found = list(rows.select_related("contribution", "question").order_by("settled_as", "pk"))
    return _differences(found[:MOST_LISTED])


def get_difference(*, exercise: Exercise, keying_id: int) -> Difference:
    """
    Return an answer whose two typings differ, to decide.

    :raises NotFound: if there is none of this number, or readers may no longer see it.
    """
    typed = typed_in(exercise=exercise)
    rows = _keyings(exercise).filter(contribution__in=typed, differing_words__gt=0, pk=keying_id)
    found = list(rows.select_related("contribution", "question"))
    if not found:
        raise NotFound("There is no such difference to decide.")
    return _differences(found)[0]


def count_found_wrong(*, contribution: Contribution) -> int:
    """Return how many of its answers were found to be typed wrong."""
    wrong = (Settled.SECOND, Settled.NEITHER)
    return SecondKeying.objects.filter(contribution=contribution, settled_as__in=wrong).count()


def _keyings(exercise: Exercise) -> QuerySet[SecondKeying]:
    return SecondKeying.objects.filter(contribution__exercise=exercise)


def _compared(rows: Iterable[SecondKeying]) -> list[Compared]:
    of: dict[int, list[SecondKeying]] = defaultdict(list)
    for row in rows:
        of[row.contribution_id].append(row)
    return [_compare(each) for each in of.values()]


def _compare(rows: list[SecondKeying]) -> Compared:
    wrong = [
        row
        for row in rows
        if rules.is_wrong(
            differs=bool(row.differing_words),
            settled=Settled(row.settled_as) if row.settled_as else None,
        )
    ]
    return Compared(
        answers=len(rows),
        wrong=sum(bool(row.settled_as) for row in wrong),
        open=sum(not row.settled_as for row in wrong),
        words=sum(row.compared_words or 0 for row in rows),
        words_wrong=sum(row.differing_words or 0 for row in wrong),
    )


def _differences(rows: list[SecondKeying]) -> list[Difference]:
    numbers = [row.contribution_id for row in rows]
    answers = list(Answer.objects.filter(contribution__in=numbers))
    cuts = list_cuts(answer_ids=[answer.pk for answer in answers])
    texts = {
        (answer.contribution_id, answer.question_id): shown(
            answer.text, start=0, redactions=cuts.get(answer.pk, ())
        )
        for answer in answers
    }
    return [
        _difference(row, texts.get((row.contribution_id, row.question_id), "")) for row in rows
    ]


def _difference(row: SecondKeying, typed_first: str) -> Difference:
    first, second = rules.pieces(typed_first, row.text)
    return Difference(
        keying_id=row.pk,
        receipt=row.contribution.receipt,
        question=row.question.text,
        first=tuple(first),
        second=tuple(second),
        differing=row.differing_words or 0,
        settled=Settled(row.settled_as) if row.settled_as else None,
        note=row.note,
        has_original=row.contribution.file_id is not None,
    )
