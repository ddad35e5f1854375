"""The form by which a partnership says how else it is reached."""

from regard.foundation.design.fields import LongTextField, TextField
from regard.foundation.design.forms import Form


class OtherWaysForm(Form):
    telephone = TextField(
        label="Telephone number",
        hint="Somebody picks it up and writes down what is said. For example 01632 960 001.",
        required=False,
        autocomplete="off",
        max_length=40,
    )
    hours = TextField(
        label="When is it picked up?",
        hint="For example weekdays 9am to 5pm.",
        required=False,
        autocomplete="off",
        max_length=80,
    )
    address = LongTextField(
        label="Postal address",
        hint="As it stands on an envelope, a line each.",
        required=False,
        rows=5,
        max_length=400,
    )
