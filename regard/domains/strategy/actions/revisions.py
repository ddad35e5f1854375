"""Keep what each change of a passage's words was, and because of what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from regard.domains.strategy.models import Passage, PassageRevision, RevisionCause, Strategy
from regard.domains.strategy.types import Words

from .drafts import CannotWrite


def tidied(words: Words) -> Words:
    """Return words without space around them, and with line ends as one kind."""
    text = words.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return replace(words, heading=" ".join(words.heading.split()), text=text)


def begin_revisions(passages: Iterable[Passage], *, at: datetime) -> None:
    """Keep the words of passages as they stand, where nothing of them was kept yet."""
    given = {passage.pk: passage for passage in passages}
    kept = PassageRevision.objects.filter(passage__in=given).values_list("passage", flat=True)
    PassageRevision.objects.bulk_create(
        PassageRevision(
            passage=passage,
            number=passage.revision,
            heading=passage.heading,
            text=passage.text,
            by="",
            at=min(passage.updated_at, at),
        )
        for pk, passage in given.items()
        if pk not in set(kept)
    )


def keep_revision(passage: Passage, words: Words, *, by: str, at: datetime) -> PassageRevision:
    """
    Keep the words that a passage has now, why, and what was said that led to them.

    :raises CannotWrite: if that was not said in anything that the document answers.
    """
    kept = PassageRevision.objects.create(
        passage=passage,
        number=passage.revision,
        heading=passage.heading,
        text=passage.text,
        because=words.because.strip(),
        by=by,
        at=at,
    )
    _refuse_strange_causes(passage.strategy, words)
    causes = [RevisionCause(revision=kept, theme_id=each) for each in words.theme_ids]
    causes += [RevisionCause(revision=kept, point_id=each) for each in words.point_ids]
    RevisionCause.objects.bulk_create(causes)
    return kept


def _refuse_strange_causes(strategy: Strategy, words: Words) -> None:
    """Two queries at most."""
    versions = Strategy.objects.filter(system=strategy.system_id, slug=strategy.slug)
    for field, wanted in (("themes", words.theme_ids), ("points", words.point_ids)):
        if not wanted:
            continue
        known = versions.filter(**{f"exercises__{field}__in": wanted})
        found = set(known.values_list(f"exercises__{field}", flat=True).distinct())
        strange = sorted(set(wanted) - found)
        if strange:
            what = "theme" if field == "themes" else "point"
            raise CannotWrite(
                f"There is no {what} {strange[0]} in what this document answers. Choose one that "
                "was said there."
            )
