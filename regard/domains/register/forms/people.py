"""The forms of people in their own right: what we ask, and never more."""

from collections.abc import Iterable
from typing import Any

from regard.domains.register.models import Place
from regard.domains.register.rules.people import JOINING, LEVELS, Particulars
from regard.domains.register.types import AreaLevel, PersonKind, ReachedBy
from regard.foundation.design.fields import (
    CheckboxField,
    DateField,
    EmailField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
)
from regard.foundation.design.forms import Form

LEVEL_LABELS = {
    AreaLevel.SYSTEM: "The whole system",
    AreaLevel.PLACE: "The place I know",
    AreaLevel.NEIGHBOURHOOD: "My neighbourhood",
}

JOINING_LABELS = {
    PersonKind.UNPAID_CARER: "I care for someone, unpaid",
    PersonKind.DRAWS_ON_CARE: "I draw on care or support",
    PersonKind.STAFF: "I work in care",
}

PUBLIC_WAYS = (ReachedBy.EMAIL, ReachedBy.TELEPHONE, ReachedBy.TEXT, ReachedBy.LETTER)


class PersonForm(Form):
    """What someone says of themselves, as the team writes it down."""

    kind = RadioField(label="Who they are", choices=[(k.value, k.label) for k in PersonKind])
    name = TextField(label="Name", hint="A first name is enough", autocomplete="off")
    reached_by = RadioField(
        label="How they want to be reached", choices=[(r.value, r.label) for r in ReachedBy]
    )
    email = EmailField(label="Email address", required=False)
    telephone = TextField(
        label="Telephone number", required=False, max_length=40, autocomplete="off"
    )
    address = LongTextField(label="Postal address", required=False, max_length=400, rows=3)
    level = RadioField(
        label="Where they want a say", choices=[(v.value, LEVEL_LABELS[v]) for v in LEVELS]
    )
    place = SelectField(label="The place they know", choices=[], required=False)
    needs = TextField(
        label="What would help them take part",
        hint="For example Easy Read, large print, or a language. Not their health.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        choices = [("", "None in particular"), *((str(p.pk), p.name) for p in places)]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    def said(self) -> Particulars:
        """Return what was written. Call once it is valid."""
        given = self.cleaned_data
        return Particulars(
            kind=PersonKind(given["kind"]),
            name=given["name"],
            email=given["email"],
            telephone=given["telephone"],
            address=given["address"],
            reached_by=ReachedBy(given["reached_by"]),
            level=AreaLevel(given["level"]),
            place_id=int(given["place"]) if given["place"] else None,
            needs=given["needs"],
        )


class NewPersonForm(PersonForm):
    """The same, with since when they agree and until when they are kept."""

    agreed_on = DateField(
        label="The day they agreed to be on the register",
        hint="They have to have said so themselves. For example, 27 3 2027",
    )
    keep_until = DateField(
        label="The day until which we keep this",
        hint="Two years unless they wish otherwise. Then they are asked, and else forgotten.",
    )


class MyForm(PersonForm):
    """What someone changes about themselves, on their own page."""

    name = TextField(label="Your name", hint="A first name is enough", autocomplete="name")
    kind = RadioField(label="Who you are", choices=[(k.value, k.label) for k in PersonKind])
    reached_by = RadioField(
        label="How we should reach you", choices=[(r.value, r.label) for r in PUBLIC_WAYS]
    )
    email = EmailField(label="Your email address", required=False)
    telephone = TextField(
        label="Your telephone number", required=False, max_length=40, autocomplete="tel"
    )
    address = LongTextField(
        label="Your postal address",
        hint="Only if you want letters",
        required=False,
        max_length=400,
        rows=3,
    )
    level = RadioField(
        label="Where you want a say", choices=[(v.value, LEVEL_LABELS[v]) for v in LEVELS]
    )
    place = SelectField(label="The place you know", choices=[], required=False)
    needs = TextField(
        label="What would help you take part",
        hint="For example Easy Read, large print, or a language. Please say nothing of your "
        "health.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, places=places, **kwargs)
        held = ReachedBy(self.initial.get("reached_by", ReachedBy.EMAIL))
        if held not in PUBLIC_WAYS:
            choices = [(r.value, r.label) for r in (*PUBLIC_WAYS, held)]
            self.fields["reached_by"].choices = choices  # type: ignore[attr-defined]


class JoinForm(MyForm):
    """What someone says who wants to be on the register."""

    kind = RadioField(label="Who you are", choices=[(k.value, JOINING_LABELS[k]) for k in JOINING])
    email = EmailField(
        label="Your email address", hint="We send a link there to confirm that it is you"
    )
    agrees = CheckboxField(
        label="I am 18 or over, and agree that the partnership keeps this to ask me about care",
        required=True,
        error_messages={"required": "Tick the box if you agree and are 18 or over"},
    )


class FindForm(Form):
    """Words to find somebody or something by."""

    words = TextField(label="Name", required=False)


class SpeakerForm(Form):
    """Who speaks for somebody, of those that were found, and why they may."""

    speaker = RadioField(label="Who speaks for them", choices=[])
    basis = TextField(
        label="Why they may",
        hint="For example: asked them to, holds a lasting power of attorney",
    )

    def __init__(self, *args: Any, speakers: Iterable[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        self.fields["speaker"].choices = list(speakers)  # type: ignore[attr-defined]


class RoleForm(Form):
    """What somebody is to a service, of those that were found."""

    location = RadioField(label="Which service", choices=[])
    role = TextField(label="What they are there", hint="For example, registered manager")
    since = DateField(label="Since when", required=False)

    def __init__(self, *args: Any, locations: Iterable[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 (the library's own)
        super().__init__(*args, **kwargs)
        self.fields["location"].choices = list(locations)  # type: ignore[attr-defined]
