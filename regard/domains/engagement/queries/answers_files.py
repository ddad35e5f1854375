"""Spreadsheets of answers, for an exercise that was fetched through a check."""

from regard.domains.engagement.models import AnswersFile, Contribution, Exercise, RefusedAnswer
from regard.foundation.base.errors import NotFound


def get_answers_file(*, exercise: Exercise, answers_file_id: int) -> AnswersFile:
    """
    Return a spreadsheet that was loaded into this exercise.

    :raises NotFound: if this exercise has none of this number.
    """
    found = AnswersFile.objects.filter(exercise=exercise, pk=answers_file_id)
    answers_file = found.select_related("file", "exercise__system").first()
    if answers_file is None:
        raise NotFound("There is no such file")
    return answers_file


def list_answers_files(*, exercise: Exercise, limit: int) -> list[AnswersFile]:
    """Return what was loaded, the newest first."""
    files = AnswersFile.objects.filter(exercise=exercise, finished_at__isnull=False)
    return list(files.select_related("file").order_by("-pk")[:limit])


def list_refused_answers(
    *, answers_file: AnswersFile, limit: int | None = None
) -> list[RefusedAnswer]:
    """Return the rows that were not taken, in the order of the file."""
    refused = RefusedAnswer.objects.filter(answers_file=answers_file).order_by("line", "pk")
    return list(refused[:limit])


def count_refused_answers(*, answers_file: AnswersFile) -> int:
    return RefusedAnswer.objects.filter(answers_file=answers_file).count()


def get_earlier_name(*, answers_file: AnswersFile) -> str:
    """Return the name under which the same content was kept before; empty if it was not."""
    earlier = Contribution.objects.filter(
        exercise=answers_file.exercise,
        file__sha256=answers_file.file.sha256,
        file__lt=answers_file.file_id,
    )
    name = earlier.order_by("file").values_list("file__name", flat=True).first()
    return name or ""
