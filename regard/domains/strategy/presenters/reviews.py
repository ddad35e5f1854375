"""How reviews of a draft, and comments on its passages, are worded for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement.types import Stage
from regard.domains.strategy.rules import reviews as rules
from regard.domains.strategy.types.reviews import Comment, CommentCount, ReviewedLine, Since
from regard.foundation.design.words import date_words, plural_words

from .answers import address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.strategy.models import Strategy
    from regard.domains.strategy.types.reviews import ReviewRow

USUAL_DAYS = 28
"""How long a new review takes comments, until its writer says otherwise: four weeks."""

USUAL_REPLY_DAYS = 90
"""How long after its last day a new review promises the reply: three months."""

LONGEST_TITLE = 140

WITHDRAWS = (
    "“{title}” is withdrawn: it is no longer among what is asked, it cannot be opened, and the "
    "strategy has nothing to answer in it. What you wrote and published for it stays at its "
    "address, for your team."
)

UNFINISHED = (
    "Answers that were begun and not sent are not counted. Letters and calls can still be typed "
    "in."
)

STAGE_TAGS = {
    Stage.DRAFT: ("Being made ready", "part"),
    Stage.OPEN: ("Takes comments", "ok"),
    Stage.CLOSED: ("Closed", "no"),
    Stage.ANSWERED: ("Answered", "no"),
}


@dataclass(frozen=True)
class CommentedPassage:
    """
    A passage as it was put before people, with what they said on it.

    Attributes:
        text: as it stood then.
        count_words: how many comments; empty without any.
        since: what became of the passage; empty if nothing did.
        since_url: where that is told in full; empty where it is not.
        more: how many comments are not shown here.
        all_url: where all of them are.
    """

    line: ReviewedLine
    text: str
    count_words: str
    since: str
    since_url: str
    comments: tuple[Comment, ...]
    more: int
    all_url: str


def review_initial(strategy: Strategy, *, today: date) -> dict[str, object]:
    """Return what the form of a new review begins with."""
    closes_on = today + timedelta(days=USUAL_DAYS)
    name = strategy.title
    title = f"What would you change in our draft of “{name}”?"
    return {
        "title": title if len(title) <= LONGEST_TITLE else "What would you change in our draft?",
        "asks": "What would you change here, and why?",
        "open_to_change": "The words of every passage, what it promises, and what is missing.",
        "opens_on": today,
        "closes_on": closes_on,
        "reply_by": closes_on + timedelta(days=USUAL_REPLY_DAYS),
    }


def reviews_lede(rows: Sequence[ReviewRow]) -> str:
    if not rows:
        return "Nobody was asked to comment on this draft yet."
    comments = sum(row.count.comments for row in rows)
    waiting = sum(row.count.waiting for row in rows)
    said = plural_words(comments, "comment")
    reviews = plural_words(len(rows), "review")
    if not comments:
        return f"{reviews}, and no comment on a passage yet."
    return f"{said} in {reviews}, {_waiting(waiting)}."


def review_lede(row: ReviewRow) -> str:
    """Return what a review has brought so far."""
    taken = date_words(row.taken_at)
    of = f"{plural_words(row.passages, 'passage')} as they stood on {taken}"
    if row.stage is Stage.DRAFT:
        return f"{of}. Nobody was asked yet."
    if not row.count.comments:
        return f"{of}. No comment on a passage yet."
    said = plural_words(row.count.comments, "comment")
    return f"{said} on {row.commented:,} of {of}, {_waiting(row.count.waiting)}."


def _waiting(waiting: int) -> str:
    return f"{waiting:,} without an outcome" if waiting else "all with an outcome"


def count_words(count: CommentCount | None) -> str:
    """Return how many comments a passage has, e.g. "3 comments, 1 without an outcome"."""
    if count is None or not count.comments:
        return ""
    said = plural_words(count.comments, "comment")
    return f"{said}, {_waiting(count.waiting)}"


def since_words(line: ReviewedLine, since: Since | None) -> str:
    """Return what became of a passage since it was put before people; empty if nothing did."""
    if since is None or since.is_same:
        return ""
    if since.is_removed:
        why = f": {since.why}" if since.why else ". Nobody wrote down why."
        return f"Taken out since{why}"
    moved = f"is {since.ref} now" if since.ref != line.ref else "stands elsewhere now"
    told = [
        words
        for words, holds in (("was changed since", since.is_changed), (moved, since.is_moved))
        if holds
    ]
    return f"It {' and '.join(told)}."


def since_totals(since: Mapping[str, Since]) -> str:
    """Return what became of all passages together, in one sentence; empty if nothing did."""
    told = [
        f"{count:,} {words}"
        for words, count in (
            ("changed", sum(each.is_changed for each in since.values())),
            ("moved or renumbered", sum(each.is_moved for each in since.values())),
            ("taken out", sum(each.is_removed for each in since.values())),
        )
        if count
    ]
    return f"Since they were taken, passages were: {', '.join(told)}." if told else ""


def since_url(strategy: Strategy, line: ReviewedLine, since: Since | None) -> str:
    """Return the history of a passage that was changed; empty of others."""
    if since is None or since.is_removed or not since.is_changed:
        return ""
    return address("history", strategy, ref=line.key)


def call_off_refusal(row: ReviewRow) -> str:
    """Return why a review is not called off any more; empty if it can be."""
    return rules.reason_not_to_call_off(row.stage) or ""


def what_calling_off_does(row: ReviewRow) -> list[str]:
    """Return what becomes of all that a review holds, before somebody presses the button."""
    if row.stage is Stage.DRAFT:
        taken = plural_words(row.passages, "passage")
        was, gone = ("was", "is") if row.passages == 1 else ("were", "are")
        return [
            (
                f"Nobody was asked, and nobody is. The {taken} that {was} taken for it {gone} let "
                "go; the draft itself stays as you wrote it."
            ),
            WITHDRAWS.format(title=row.title),
            "You can put the draft before people again at any time.",
        ]
    comments = plural_words(row.count.comments, "comment")
    stays = "stays as it came" if row.count.comments == 1 else "stay as they came"
    kept = f"The {comments} {stays}" if row.count.comments else "What was said stays"
    asked = f"{plural_words(row.asked, 'service')} {'was' if row.asked == 1 else 'were'} asked"
    begins = asked if row.asked else "It has been opened"
    return [
        (
            f"{begins}, so it is closed and not undone: nobody can comment by their link any "
            "more, and no reminder goes out."
        ),
        UNFINISHED,
        f"{kept}. Each comment needs an outcome, and everyone who spoke hears what became of it.",
        "Only a later last day, with a reason, opens it again.",
    ]


def called_off_words(was: Stage) -> str:
    """Return what happened, once it has."""
    if was is Stage.DRAFT:
        return "The review is called off, and what was to be asked is withdrawn. Nobody was asked."
    return "The review is closed. Nobody can comment any more; what was said stays."


def how_it_goes(row: ReviewRow) -> list[tuple[int, str]]:
    """Return the figures of a review."""
    return [
        (row.heard, f"of {row.asked:,} asked have answered"),
        (row.answers_on_passages, f"of {row.answers:,} answers are on passages"),
        (row.count.waiting, "comments wait for an outcome"),
    ]


def list_steps(system_slug: str, row: ReviewRow) -> list[tuple[str, str, str]]:
    """Return what is left to do before a review opens: label, words, address on its exercise."""
    where = {"system": system_slug, "slug": row.slug}
    return [
        (label, words, reverse(f"engagement:{name}", kwargs=where))
        for label, words, name in (
            ("Choose who is asked", "Everyone in it can be invited by link.", "audience"),
            ("Write what they need to know", "It stands before the draft.", "write_information"),
            ("See whether it is fair", "What shows that it is, and what is missing.", "gate"),
            ("Open it", "Then its questions and the passages stay as they are.", "exercise"),
        )
    ]


def missing_url(system_slug: str, row: ReviewRow) -> str:
    """Return the list of those who did not answer."""
    return reverse("engagement:missing", kwargs={"system": system_slug, "slug": row.slug})


def ways_to_read(
    strategy: Strategy,
    review_id: int,
    counts: Mapping[str, CommentCount],
    *,
    show: str,
    key: str,
) -> list[tuple[str, str, bool]]:
    """Return the ways to narrow a review: words, address, whether it is shown so now."""
    if not counts:
        return []
    here = address("review", strategy, review_id=review_id)
    waiting = sum(1 for count in counts.values() if count.waiting)
    narrowed = key or show in {"all", "waiting"}
    return [
        (f"{plural_words(len(counts), 'passage')} with comments", here, not narrowed),
        (f"{waiting:,} waiting for an outcome", f"{here}?show=waiting", show == "waiting"),
        ("Every passage", f"{here}?show=all", show == "all"),
    ]


def commented_passages(  # noqa: PLR0913 (a passage is told in all of these)
    strategy: Strategy,
    review_id: int,
    *,
    lines: Sequence[ReviewedLine],
    texts: Mapping[int, str],
    counts: Mapping[str, CommentCount],
    comments: Mapping[str, Sequence[Comment]],
    since: Mapping[str, Since],
) -> list[CommentedPassage]:
    """Return passages as they were put before people, with comments and what became of them."""
    here = address("review", strategy, review_id=review_id)
    return [
        CommentedPassage(
            line=line,
            text=texts.get(line.reviewed_id, ""),
            count_words=count_words(counts.get(line.key)),
            since=since_words(line, since.get(line.key)),
            since_url=since_url(strategy, line, since.get(line.key)),
            comments=tuple(comments.get(line.key, ())),
            more=_more(counts.get(line.key), comments.get(line.key, ())),
            all_url=f"{here}?passage={line.key}",
        )
        for line in lines
    ]


def _more(count: CommentCount | None, shown: Sequence[Comment]) -> int:
    return count.comments - len(shown) if count else 0


@dataclass(frozen=True)
class BesidePassage:
    """The first comments on a passage, beside it where it is written; `url`: of them all."""

    words: str
    comments: tuple[Comment, ...]
    url: str


def beside_passages(
    strategy: Strategy,
    *,
    counts: Mapping[str, CommentCount],
    comments: Mapping[str, Sequence[Comment]],
) -> dict[str, BesidePassage]:
    """Return the comments on passages that have any, by key."""
    return {
        key: BesidePassage(
            words=count_words(count),
            comments=tuple(comments.get(key, ())),
            url=f"{address('edit_passage', strategy, ref=key)}#said-on",
        )
        for key, count in counts.items()
    }
