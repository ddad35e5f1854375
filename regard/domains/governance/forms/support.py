"""The forms by which taking part is claimed for and paid."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from regard.domains.governance.rules.support import read_pence
from regard.domains.governance.types import SupportKind
from regard.foundation.design.fields import (
    DateField,
    IntegerField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

AMOUNT = "Enter an amount in pounds, like 84.50"


class AmountForm(Form):
    """A form with an amount in pounds, read as pence."""

    def clean_amount(self) -> int:
        pence = read_pence(str(self.cleaned_data["amount"]))
        if pence is None:
            raise ValidationError(AMOUNT)
        return pence


class ClaimForm(AmountForm):
    meeting = SelectField(
        label="Which meeting was it for?",
        hint="Leave it open if it was not for a meeting",
        choices=(),
        required=False,
    )
    what = TextField(
        label="What did it pay for?",
        hint="For example, cover for a morning shift",
        error_messages={"required": "Say what it paid for"},
    )
    on = DateField(label="On which day?")
    minutes = IntegerField(
        label="How many minutes did it take you?",
        hint="The meeting, reading and travel together",
        min_value=1,
        max_value=6000,
        required=False,
    )
    amount = TextField(
        label="How much, in pounds?",
        hint="For example, 84.50",
        error_messages={"required": AMOUNT},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        meetings: Iterable[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        field = self.fields["meeting"]
        assert isinstance(field, SelectField)  # noqa: S101 (for the type checker)
        field.choices = [("", "Not for a meeting"), *meetings]

    field_order = ("meeting", "what", "on", "minutes", "amount")


class SupportForm(AmountForm):
    """What was given without a claim."""

    kind = RadioField(
        label="What kind is it?",
        choices=[(k.value, k.label) for k in SupportKind if k is not SupportKind.BACKFILL],
        error_messages={"required": "Choose what kind it is"},
    )
    network = SelectField(
        label="Which network did it go to?",
        hint="Leave it open if it went to no network",
        choices=(),
        required=False,
    )
    recipient = TextField(
        label="Who did it go to, if no network?",
        hint="The name of a provider or group",
        required=False,
    )
    what = TextField(label="What was it for?", error_messages={"required": "Say what it was for"})
    on = DateField(label="On which day?")
    amount = TextField(
        label="How much, in pounds?",
        hint="In kind: what it would have cost. For example, 1,200",
        error_messages={"required": AMOUNT},
    )
    field_order = ("kind", "network", "recipient", "what", "on", "amount")

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, networks: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        field = self.fields["network"]
        assert isinstance(field, SelectField)  # noqa: S101 (for the type checker)
        field.choices = [("", "No network"), *networks]


class DecideForm(AmountForm):
    answer = RadioField(
        label="What is the answer?",
        choices=[("yes", "Approve it"), ("no", "Refuse it")],
        error_messages={"required": "Choose whether to approve it"},
    )
    amount = TextField(
        label="How much, in pounds?",
        hint="What was claimed, or a part of it",
        error_messages={"required": AMOUNT},
    )
    reason = LongTextField(
        label="Why?",
        hint="Needed if you refuse it or approve less. Whoever claimed it reads this.",
        rows=3,
        required=False,
    )
    field_order = ("answer", "amount", "reason")


class PaidForm(Form):
    on = DateField(label="When was it paid?")
