"""Forms by which an exercise is written, opened and closed."""

from collections.abc import Iterable
from typing import Any

from regard.domains.engagement.types import Plan
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
from regard.domains.register.types import Criteria, Sector, SegmentRow, ServiceType, SizeBand
from regard.foundation.design.fields import DateField, LongTextField, SelectField, TextField
from regard.foundation.design.forms import Form
from regard.foundation.design.ticks import KindsField, NumbersField


class PlanForm(Form):
    """What is asked, why and when."""

    title = TextField(
        label="What do you want to know?",
        hint="The question, as you would ask it. For example, “What would keep your staff next "
        "winter?”",
        max_length=LONGEST_TITLE,
    )
    purpose = LongTextField(
        label="Why do you ask?",
        hint="What will come of it. Two or three short sentences that anyone can follow.",
        max_length=LONGEST_WORDS,
        rows=4,
    )
    open_to_change = LongTextField(
        label="What can the answers still change?",
        hint="People stop answering when nothing can change.",
        max_length=LONGEST_WORDS,
        rows=4,
    )
    decided = LongTextField(
        label=DECIDED,
        hint="If nothing is, write so. By writing it you say that no question asks about it. It "
        "must be there before it opens.",
        required=False,
        max_length=LONGEST_WORDS,
        rows=3,
    )
    scope = LongTextField(
        label="What is it about, and what is it not?",
        hint="Leave it empty if the question says it all.",
        required=False,
        max_length=LONGEST_WORDS,
        rows=3,
    )
    opens_on = DateField(**OPENS_ON)
    closes_on = DateField(label="The last day for answers", hint=ENOUGH_TIME)
    reply_by = DateField(**REPLY_BY)

    def plan(self) -> Plan:
        """Return what was written. Call once it is valid."""
        return Plan(**self.cleaned_data)


class AudienceForm(Form):
    """
    Whom an exercise is for. Nothing ticked in a group means everyone in it.

    A saved search, where one is chosen, says it all, and the boxes nothing.
    """

    segment = SelectField(
        label="A saved search",
        hint="Choose one, or tick boxes below.",
        choices=[],
        required=False,
    )
    service_types = KindsField(
        ServiceType, label="Which kinds of service?", hint="Tick none to ask every kind."
    )
    place_ids = NumbersField(label="Where?", hint="Tick none to ask everywhere.")
    size_bands = KindsField(
        SizeBand, label="Providers of which size?", hint="Tick none to ask every size."
    )
    sectors = KindsField(Sector, label="Which sector?", hint="Tick none to ask every sector.")

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 (Django's own)
        *,
        places: Iterable[tuple[int, str]],
        segments: Iterable[SegmentRow] = (),
        initial: dict[str, object] | None = None,
    ) -> None:
        """
        Offer what the system has.

        :param places: number and name of each place of the system.
        :param segments: the searches that the system saved.
        """
        super().__init__(data, initial=initial)
        self._segments = {segment.slug: segment for segment in segments}
        saved = [(segment.slug, segment.name) for segment in self._segments.values()]
        self.offer_if_any("segment", [("", "None: the boxes say it"), *saved] if saved else [])
        self.offer_if_any("place_ids", [(str(number), name) for number, name in places])

    def criteria(self) -> Criteria:
        """Return the saved search, or else what was ticked. Call once it is valid."""
        cleaned = self.cleaned_data
        if cleaned.get("segment"):
            return self._segments[cleaned["segment"]].criteria
        return Criteria(
            service_types=cleaned["service_types"],
            place_ids=cleaned.get("place_ids", ()),
            size_bands=cleaned["size_bands"],
            sectors=cleaned["sectors"],
        )


class CloseForm(Form):
    """Why an exercise closes before its last day."""

    reason = LongTextField(
        label="Why does it close early?",
        hint=CLOSED_EARLY,
        max_length=LONGEST_REASON,
        rows=3,
    )
