"""The form with which a bundle is asked for."""

from regard.domains.strategy.types import BundleKind
from regard.foundation.design.fields import RadioField, TextField
from regard.foundation.design.forms import Form


class BundleForm(Form):
    """Whom a bundle is for, and why."""

    kind = RadioField(
        label="Who is it for?",
        choices=[(kind.value, kind.label) for kind in BundleKind],
        hints={
            BundleKind.COURT: "With words that people let us count only; never with names",
            BundleKind.INFORMATION_REQUEST: "Only words that people outside the team may read",
            BundleKind.REGULATOR: "Only words that people outside the team may read",
        },
        error_messages={"required": "Choose who it is for"},
    )
    why = TextField(
        label="What is it for?",
        hint="For example, the number of the request. It stands in the bundle.",
        error_messages={"required": "Say what it is for"},
    )
