"""How other forms of what is asked are offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement.rules.file_kinds import size_in_words
from regard.domains.engagement.rules.formats import (
    ending_of,
    is_right_to_left,
    language_in_words,
    media_type_of,
)
from regard.domains.engagement.types import FormatKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.engagement.models import Exercise, QuestionFormat


@dataclass(frozen=True)
class Offer:
    """
    One other form.

    Attributes:
        label: e.g. "Easy Read (PDF, 120 KB)".
        url: its page or, where there are no words to read, its file.
        file_url: empty where there is no file.
        media: "audio" or "video" where a browser can play it, else empty.
        of: the question that it is of; empty for all.
    """

    format_id: int
    label: str
    url: str
    file_url: str
    media: str
    media_type: str
    language: str
    direction: str
    words: str
    of: str


def offers(
    exercise: Exercise, found: Iterable[QuestionFormat], question_id: int | None
) -> list[Offer]:
    """Return the other forms of one question or, with None, of all of the exercise."""
    return [offer(exercise, each) for each in found if each.question_id == question_id]


def offer(exercise: Exercise, found: QuestionFormat) -> Offer:
    where = {
        "system": exercise.system.slug,
        "slug": exercise.slug,
        "format_id": found.pk,
    }
    media_type = media_type_of(found.file.name) if found.file else ""
    media = media_type.partition("/")[0]
    file_url = reverse("engagement:format_file", kwargs=where) if found.file else ""
    page_url = reverse("engagement:format", kwargs=where)
    language = found.language or "en"
    return Offer(
        format_id=found.pk,
        label=label_of(found),
        url=page_url if found.words or media in {"audio", "video"} else file_url,
        file_url=file_url,
        media=media if media in {"audio", "video"} else "",
        media_type=media_type,
        language=language,
        direction="rtl" if is_right_to_left(language) else "ltr",
        words=found.words,
        of=found.question.text if found.question else "",
    )


def label_of(found: QuestionFormat) -> str:
    """Return e.g. "Easy Read (PDF, 120 KB)", "Polish" or "Recording, in Urdu (MP3, 2.1 MB)"."""
    kind = FormatKind(found.kind)
    language = language_in_words(found.language)
    words = language if kind is FormatKind.LANGUAGE else kind.label
    if found.language and kind is not FormatKind.LANGUAGE and language != "English":
        words += f", in {language}"
    if found.file is None:
        return words
    return f"{words} ({ending_of(found.file.name).upper()}, {size_in_words(found.file.size)})"
