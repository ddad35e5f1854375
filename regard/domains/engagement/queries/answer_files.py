"""Files that came as answers."""

from regard.domains.engagement.models import Answer, Contribution
from regard.foundation.base.errors import NotFound
from regard.foundation.files.models import File


def get_answer_file(*, contribution: Contribution, question_id: int) -> File:
    """
    Return the file that a contribution, whose reader was checked, gave as an answer.

    :raises NotFound: if it gave none.
    """
    found = Answer.objects.filter(contribution=contribution, question=question_id)
    answer = found.select_related("file").first()
    if answer is None or answer.file is None:
        raise NotFound("No file came with this answer")
    return answer.file
