"""
The one place by which the words of answers and points come to a reader.

Whatever shows words takes them from here, or from a query that does: words that were taken out
are not in them, and what is withheld is not found. A test fails for a new place that reads the
words themselves.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from regard.domains.engagement.models import Answer, Redaction
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules.showing import find_words as find_words
from regard.domains.engagement.rules.showing import remaining as remaining
from regard.domains.engagement.rules.showing import shown as shown
from regard.domains.engagement.rules.showing import shown_span as shown_span
from regard.domains.engagement.rules.showing import spoken as spoken
from regard.domains.engagement.rules.showing import within as within
from regard.domains.engagement.types import Visibility
from regard.domains.engagement.types.care import Cut
from regard.foundation.authority import Caller, is_allowed

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.engagement.models import Exercise

Cuts = dict[int, list[Cut]]
"""What was taken out of each answer; an answer of which nothing was is not in it."""


def list_cuts(*, answer_ids: Collection[int]) -> Cuts:
    """Return what is taken out of these answers now. One query."""
    live = Redaction.objects.filter(answer__in=list(answer_ids), undone_at=None)
    cuts: Cuts = defaultdict(list)
    for answer_id, start, end, because in live.values_list("answer", "start", "end", "because"):
        cuts[answer_id].append(Cut(start, end, because))
    return dict(cuts)


def readable(*, shows_who: bool, withheld: bool = False, of: str = "") -> Q:
    """
    Return what must be true of contributions whose words a reader may see.

    :param shows_who: whether the reader may know who spoke. Others do not read what was said
        for counting only.
    :param withheld: whether what is withheld is meant too. Whoever asks for it shows no words of
        it, except to those who moderate.
    :param of: how the contribution is reached, e.g. "contribution__" from a point.
    """
    is_read = Q(**{f"{of}kept_at__isnull": False})
    if not withheld:
        is_read &= Q(**{f"{of}withheld_at": None})
    if not shows_who:
        is_read &= ~Q(**{f"{of}visibility": Visibility.COUNTED})
    return is_read


def sees_withheld(*, exercise: Exercise, caller: Caller) -> bool:
    """Test whether the caller may see that something was withheld, without its words."""
    return is_allowed(caller, Permission.VIEW_CONTRIBUTIONS, exercise)


def reads_withheld(*, exercise: Exercise, caller: Caller) -> bool:
    """Test whether the caller may read what is withheld."""
    return is_allowed(caller, Permission.MODERATE, exercise)


def says(word: str, *, exercise: Exercise) -> Q:
    """
    Return what must be true of contributions that say a word which a reader may find.

    Words that were taken out are not found. One query, now, for the answers that have any.
    """
    out = Redaction.objects.filter(answer=OuterRef("pk"), undone_at=None)
    whole = Answer.objects.filter(contribution=OuterRef("pk"), text__icontains=word)
    cut = Answer.objects.filter(Exists(out), contribution__exercise=exercise)
    texts = list(cut.filter(text__icontains=word).values_list("pk", "contribution", "text"))
    cuts = list_cuts(answer_ids=[pk for pk, _, _ in texts]) if texts else {}
    still = {
        contribution_id
        for pk, contribution_id, text in texts
        if any(word.casefold() in piece.casefold() for piece in remaining(text, cuts[pk]))
    }
    return Q(Exists(whole.filter(~Exists(out)))) | Q(pk__in=still)


def longest_words(*, contribution_ids: Collection[int]) -> dict[int, str]:
    """Return each one's longest answer, as readers see it. Two queries."""
    answers = Answer.objects.filter(contribution__in=list(contribution_ids))
    found = list(answers.order_by("pk").values_list("pk", "contribution_id", "text"))
    cuts = list_cuts(answer_ids=[pk for pk, _, _ in found])
    longest: dict[int, str] = {}
    for pk, number, whole in found:
        text = shown(whole, start=0, redactions=cuts.get(pk, ()))
        if len(text) > len(longest.get(number, "")):
            longest[number] = text
    return longest
