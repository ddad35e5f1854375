"""The forms by which a draft is put before people, and by which they comment on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regard.domains.engagement.types.asking import (
    CLOSED_EARLY,
    DECIDED,
    ENOUGH_TIME,
    LONGEST_REASON,
    LONGEST_TITLE,
    LONGEST_WORDS,
    OPENS_ON,
    REPLY_BY,
)
from regard.domains.strategy.rules.reviews import LONGEST_COMMENT, box_name
from regard.domains.strategy.types.reviews import ReviewedLine, ReviewPlan
from regard.foundation.design.fields import DateField, LongTextField, TextField
from regard.foundation.design.forms import Form


class ReviewForm(Form):
    """What is asked of people who are to read a draft, and until when."""

    title = TextField(
        label="What do you call it?",
        hint="People see it in their invitation, and in the list of what is asked.",
        max_length=LONGEST_TITLE,
    )
    asks = TextField(
        label="What do you ask of each passage?",
        hint="One question. Each passage has a box for the answer to it.",
        max_length=200,
        error_messages={"required": "Write the question that people answer"},
    )
    open_to_change = LongTextField(
        label="What can comments still change?",
        hint="People stop reading when nothing can change.",
        max_length=LONGEST_WORDS,
        rows=3,
        error_messages={"required": "Say what comments can still change"},
    )
    decided = LongTextField(
        label=DECIDED,
        hint="If nothing is, write so. It must be there before it opens.",
        required=False,
        max_length=LONGEST_WORDS,
        rows=3,
    )
    opens_on = DateField(**OPENS_ON)
    closes_on = DateField(label="The last day for comments", hint=ENOUGH_TIME)
    reply_by = DateField(**REPLY_BY)

    def plan(self) -> ReviewPlan:
        """Return what was written. Call once it is valid."""
        return ReviewPlan(**self.cleaned_data)


class CallOffForm(Form):
    """Why people have less time for their comments than they were told."""

    reason = LongTextField(
        label="Why do you close it early?",
        hint=CLOSED_EARLY,
        max_length=LONGEST_REASON,
        rows=3,
        error_messages={"required": "Say why it closes before the day that people were told"},
    )


class CommentsForm(Form):
    """A box for each passage of one page."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        lines: Sequence[ReviewedLine],
        initial: Mapping[int, str],
    ) -> None:
        """
        Make the boxes.

        :param initial: what stands there, by reviewed passage.
        """
        super().__init__(
            data, initial={box_name(number): text for number, text in initial.items()}
        )
        for line in lines:
            self.fields[box_name(line.reviewed_id)] = LongTextField(
                label=f"Your comment on {line.ref}",
                required=False,
                max_length=LONGEST_COMMENT,
                rows=4,
            )
