"""Who does what for a topic, and what is wrong with it: too many who answer for it, or none."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from regard.domains.governance.types import BodyPart

RESERVED_SLUGS = frozenset({"begin", "new"})
"""Addresses of pages beside the topics'."""


class Fault(StrEnum):
    """What is wrong with the parts in a topic, the worst first."""

    NOBODY_ANSWERS = "nobody_answers"
    SEVERAL_ANSWER = "several_answer"
    NOBODY_DOES = "nobody_does"
    NOBODY_ASKED = "nobody_asked"

    @property
    def label(self) -> str:
        return FAULT_LABELS[self]


FAULT_LABELS = {
    Fault.NOBODY_ANSWERS: "Nobody answers for it",
    Fault.SEVERAL_ANSWER: "More than one answers for it",
    Fault.NOBODY_DOES: "Nobody does it",
    Fault.NOBODY_ASKED: "Nobody is asked before",
}

ONE_ANSWERS = (
    "One answers for each topic. With none it is left undone; with several each waits for the "
    "other. Those who do it, are asked before and are told after may be many."
)
"""The rule of responsibility charts; the report of 2021 asks for fewer leaders of each thing."""

USUAL_TOPICS: Sequence[tuple[str, str]] = (
    ("What is paid for care", "Fees, and how they rise each year"),
    ("Services that may close", "Knowing early, and keeping people safe when one does"),
    ("Having enough staff", "Recruiting, pay and keeping people in care work"),
    ("Leaving hospital", "Who finds care, who pays for it, and how fast"),
    ("Quality of care", "Help for services that struggle, and learning from the best"),
    ("Keeping people safe", "Safeguarding of adults"),
    ("Unpaid carers", "Breaks, advice and a say in what is planned"),
    ("Digital care records", "Putting them in, and sharing them with the NHS"),
    ("Training", "What staff of care and of the NHS learn together"),
    ("Housing with care", "Extra care and supported living, and where it is built"),
    ("The integrated care strategy", "Writing it, and asking those it is for"),
    ("What data is asked for", "Asking once, and sharing what is held"),
)
"""Topics to begin with: what the two documents that Regard is built from come back to."""


def list_faults(parts: Mapping[BodyPart, int]) -> list[Fault]:
    """
    Return what is wrong with the parts in a topic, the worst first.

    :param parts: how many hold each part; one that is not named is held by nobody.
    """
    answering = parts.get(BodyPart.ACCOUNTABLE, 0)
    found = {
        Fault.NOBODY_ANSWERS: answering == 0,
        Fault.SEVERAL_ANSWER: answering > 1,
        Fault.NOBODY_DOES: parts.get(BodyPart.RESPONSIBLE, 0) == 0,
        Fault.NOBODY_ASKED: parts.get(BodyPart.CONSULTED, 0) == 0,
    }
    return [fault for fault in Fault if found[fault]]
