"""The form by which a question is passed on."""

from regard.foundation.design.fields import EmailField, LongTextField, TextField
from regard.foundation.design.forms import Form


class PassOnForm(Form):
    name = TextField(
        label="Their name", max_length=120, error_messages={"required": "Enter their name"}
    )
    email = EmailField(
        label="Their email address",
        hint="We use it for this only, and for nothing else.",
        error_messages={"required": "Enter their email address"},
    )
    words = LongTextField(
        label="What do you want to say to them?",
        hint="It stands in the email. You need not write anything.",
        required=False,
        max_length=500,
        rows=3,
    )
