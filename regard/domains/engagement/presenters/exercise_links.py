"""What an exercise's page offers under "More": one line for each part of engagement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries.collective import may_speak_for_some
from regard.foundation.authority import Caller, is_allowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import Exercise

LINKS: Sequence[tuple[Permission | None, str, str, str]] = (
    (None, "Conversations", "exercise_conversations", "Agree, disagree or pass on statements"),
    (
        Permission.VIEW_CONTRIBUTIONS,
        "Campaigns",
        "campaigns",
        "What many sent in nearly the same words, and when",
    ),
    (
        Permission.VIEW_CONTRIBUTIONS,
        "What was chosen and counted",
        "results",
        "Choices, scales, orders and numbers, services and people apart",
    ),
    (
        Permission.EDIT_THEMES,
        "Reading a sample blind",
        "samples",
        "How well points are placed, by people who see nobody’s marks",
    ),
    (
        Permission.CODE,
        "Points for you to read",
        "own_sample",
        "Say which themes they are in, without seeing anybody’s marks",
    ),
    (
        Permission.VIEW_COVERAGE,
        "Who people are, and how it affects them",
        "equality",
        "Who was heard beside everyone who lives here, and themes by group",
    ),
    (
        Permission.RUN_EXERCISES,
        "Asking in waves",
        "waves",
        "A part of the audience at a time, with reminders",
    ),
    (
        Permission.RUN_EXERCISES,
        "Other formats and languages",
        "formats",
        "Easy Read, large print, recordings, sign language",
    ),
    (
        Permission.ENTER_CONTRIBUTIONS,
        "Typed twice",
        "keying",
        "A sample of what was typed in, typed again by somebody else",
    ),
    (
        Permission.RUN_EXERCISES,
        "Answers by email",
        "answers_by_email",
        "To which address, and whether they are kept at once",
    ),
    (
        Permission.SPEAK_FOR,
        "What networks say for their members",
        "speaking",
        "An association or forum answers once for those that let it",
    ),
    (None, "On paper", "paper_form", "The questions to print and answer with a pen"),
    (None, "Is it fair?", "gate", "What shows it, principle by principle"),
    (
        Permission.RUN_EXERCISES,
        "Information before answering",
        "write_information",
        "Write it, with documents, and publish a version",
    ),
    (
        Permission.RUN_EXERCISES,
        "Who was told what",
        "information_log",
        "Which version was given to whom, and when",
    ),
    (
        Permission.RUN_EXERCISES,
        "See it as others do",
        "preview",
        "As anyone, as an invited provider, as a carer",
    ),
    (
        Permission.RUN_EXERCISES,
        "Ask it again",
        "copy_exercise",
        "A new draft with the same questions, and no answers",
    ),
)
"""
What it takes (None: anyone), the label, the address's name within engagement, and in a few words
what is there. The address takes the system and the exercise, as that of its own page does.
"""


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    words: str


def exercise_links(exercise: Exercise, caller: Caller) -> list[Link]:
    """Return those of LINKS that the caller may follow, in their order."""
    where = [exercise.system.slug, exercise.slug]
    return [
        Link(label, reverse(f"engagement:{name}", args=where), words)
        for permission, label, name, words in LINKS
        if permission is None
        or is_allowed(caller, permission, exercise)
        or (permission is Permission.SPEAK_FOR and may_speak_for_some(caller=caller))
    ]
