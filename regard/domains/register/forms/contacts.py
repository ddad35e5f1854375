from regard.foundation.design.fields import EmailField, TextField
from regard.foundation.design.forms import Form


class ContactForm(Form):
    """How a service is reached. All empty takes the contact away."""

    name = TextField(
        label="Name",
        hint="Who to write to, for example the registered manager",
        required=False,
        autocomplete="off",
    )
    email = EmailField(label="Email address", required=False)
    telephone = TextField(
        label="Telephone number", required=False, max_length=40, autocomplete="off"
    )
