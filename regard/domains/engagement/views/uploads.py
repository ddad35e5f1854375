"""Files that come with a form of answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from regard.domains.engagement.actions.answer_uploads import keep_answer_file
from regard.domains.engagement.rules.file_kinds import file_in_words

if TYPE_CHECKING:
    from regard.domains.engagement.forms.answers import AnswersForm
    from regard.domains.engagement.models import Exercise


def keep_uploads(
    form: AnswersForm, exercise: Exercise, *, by: str, at: datetime
) -> tuple[dict[int, str], dict[int, int]]:
    """
    Keep the files that a valid form came with.

    :return: each file in words and its number, both by the number of the question.
    :raises CannotKeep: if a question does not take its file.
    """
    words: dict[int, str] = {}
    numbers: dict[int, int] = {}
    for asked, upload in form.uploads():
        kept = keep_answer_file(exercise=exercise, asked=asked, upload=upload, by=by, at=at)
        words[asked.question_id] = file_in_words(kept.name, kept.size)
        numbers[asked.question_id] = kept.pk
    return words, numbers
