"""Which questions are asked of somebody, by what they have answered so far."""

from collections.abc import Mapping, Sequence

from regard.domains.engagement.types import QuestionKind

from .answers import DoesNotFit, read_answer
from .asked import CONDITIONS, Asked
from .scales import steps_of


def values_of(asked: Asked) -> tuple[str, ...]:
    """Return the answers on which another question can depend, in words; empty if on none."""
    if asked.kind not in CONDITIONS:
        return ()
    if asked.kind is QuestionKind.SCALE:
        return tuple(words for _, words in steps_of(asked))
    return asked.options


def list_asked_of(questions: Sequence[Asked], answers: Mapping[int, str]) -> list[Asked]:
    """
    Return the questions that are asked of whoever gave these answers, in order.

    A question that depends on one that is itself not asked is not asked either.

    :param questions: all of an exercise, in order.
    :param answers: tidied, by the number of the question.
    """
    said: dict[int, tuple[str, ...]] = {}
    result = []
    for question in questions:
        if not _is_asked(question, said):
            continue
        result.append(question)
        said[question.question_id] = _said(question, answers.get(question.question_id, ""))
    return result


def split_answers(
    questions: Sequence[Asked], answers: Mapping[int, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the answers to what is asked, and those to what no longer is."""
    asked = {question.question_id for question in list_asked_of(questions, answers)}
    kept = {n: text for n, text in answers.items() if n in asked}
    return kept, {n: text for n, text in answers.items() if n not in asked}


def condition_in_words(question: Asked, questions: Sequence[Asked], *, who: str = "if you") -> str:
    """
    Return of whom a question is asked, e.g. "only if you answered “Worse” to question 2".

    :return: empty where it is asked of everyone.
    """
    first = next((q for q in questions if q.question_id == question.shown_if), None)
    if first is None:
        return ""
    return f"only {who} answered {_either(question.shown_for)} to question {first.number}"


def reasons_against_conditions(questions: Sequence[Asked]) -> dict[int, str]:
    """
    Return what is wrong with who is asked what, by the number of the question; empty if nothing.

    :param questions: all of an exercise, in the order in which they are to be asked.
    """
    reasons = {}
    earlier: dict[int, Asked] = {}
    for question in questions:
        if question.shown_if is not None:
            reason = _against_condition(question, earlier.get(question.shown_if))
            if reason:
                reasons[question.question_id] = reason
        earlier[question.question_id] = question
    return reasons


def _against_condition(question: Asked, first: Asked | None) -> str | None:
    here = f"Question {question.number}"
    if first is None:
        return f"{here} depends on the answer to another question. Ask that before it."
    known = values_of(first)
    if not known:
        return f"{here} depends on question {first.number}, which has no answers to choose from."
    if not question.shown_for:
        return f"{here} depends on question {first.number}: say for which of its answers."
    lost = next((value for value in question.shown_for if value not in known), None)
    if lost is not None:
        return (
            f"{here} is asked only of those who answer “{lost}” to question {first.number}. "
            f"Keep that answer, or change question {question.number} first."
        )
    return None


def _is_asked(question: Asked, said: Mapping[int, tuple[str, ...]]) -> bool:
    if question.shown_if is None:
        return True
    return bool(set(said.get(question.shown_if, ())) & set(question.shown_for))


def _said(question: Asked, text: str) -> tuple[str, ...]:
    """Return the answer as those that depend on it name it; empty while it does not fit."""
    if not text or question.kind not in CONDITIONS:
        return ()
    try:
        read = read_answer(question, text)
    except DoesNotFit:
        return ()
    if question.kind is QuestionKind.CHOICES and isinstance(read.value, list):
        return tuple(map(str, read.value))
    return (read.text,)


def _either(values: Sequence[str]) -> str:
    quoted = [f"“{value}”" for value in values]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
